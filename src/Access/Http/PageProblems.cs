using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Bridgewatch.Access.Http;

/// <summary>Failures on pages, for people: whoever must sign in is led there, everything else says plainly what is so.</summary>
public sealed class PageProblems(IStringLocalizer<AccessTexts> words, ILogger<PageProblems> log) : IExceptionHandler
{
    /// <summary>True for what a browser shows to a person, as against what a program reads.</summary>
    public static bool IsPage(HttpContext http) =>
        !http.Request.Path.StartsWithSegments("/api") && !http.Request.Path.StartsWithSegments("/hooks") && !http.Request.Path.StartsWithSegments("/scim")
        && http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!IsPage(httpContext)) return false;
        if (exception is NotSignedIn)
        {
            await Sessions.End(httpContext);
            httpContext.Response.Redirect(ReturnUrl.ToSignIn(httpContext.Request.Path + httpContext.Request.QueryString));
            return true;
        }
        var problem = Problems.Describe(exception);
        if (problem.Status >= StatusCodes.Status500InternalServerError) log.LogError(exception, "A page failed.");
        httpContext.Response.StatusCode = problem.Status ?? StatusCodes.Status500InternalServerError;
        httpContext.Response.ContentType = "text/html; charset=utf-8";
        await httpContext.Response.WriteAsync(PlainPage.Of(words["page.failed"], problem.Title ?? "", problem.Detail ?? ""), cancellationToken);
        return true;
    }
}

/// <summary>A page of bare HTML, for when nothing else can be shown.</summary>
internal static class PlainPage
{
    public static string Of(string title, params IEnumerable<string> paragraphs) => $"""
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Encode(title)}</title></head>
        <body><h1>{Encode(title)}</h1>{string.Concat(paragraphs.Select(p => $"<p>{Encode(p)}</p>"))}</body></html>
        """;

    /// <summary>One that leads on by itself, and by a link where it does not.</summary>
    public static string LeadingTo(string address, string title, string link) => $"""
        <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="0;url={Encode(address)}"><title>{Encode(title)}</title></head>
        <body><h1>{Encode(title)}</h1><p><a href="{Encode(address)}">{Encode(link)}</a></p></body></html>
        """;

    private static string Encode(string text) => System.Net.WebUtility.HtmlEncode(text);
}
