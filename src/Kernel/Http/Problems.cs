using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bridgewatch.Kernel;

/// <summary>Failures as problem details (RFC 9457) with a stable type and what to do; the table is in docs/api.md.</summary>
public sealed class Problems(ILogger<Problems> log) : IExceptionHandler
{
    public const string Prefix = "urn:bridgewatch:problem:";

    private const string Api = "/api";

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = NamesNothing(httpContext, exception) ?? Describe(
            StorageEngine.IsAway(exception) && exception is not Unavailable ? new Unavailable("The database does not answer.", exception) : exception);
        if (problem.Status == StatusCodes.Status500InternalServerError) log.LogError(exception, "Unexpected failure.");
        if (problem.Status == StatusCodes.Status401Unauthorized) httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        if (exception is TooMany { Wait: var wait }) httpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        httpContext.Response.StatusCode = problem.Status!.Value;
        await Write(httpContext, problem, exception);
        return true;
    }

    /// <summary>Says what is so where an answer has a status and nothing else: an address, a method or a kind of content that is none of ours.</summary>
    public static Task Explain(StatusCodeContext context)
    {
        var http = context.HttpContext;
        if (http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed && http.Request.Path.StartsWithSegments(Api)) SayWhichMethods(http);
        var wrong = http.Response.StatusCode == StatusCodes.Status400BadRequest ? Unreadable.In(http) : null;
        return Write(http, wrong is null ? OfStatus(http.Response.StatusCode) : Of(wrong), null);
    }

    /// <summary>Files of pages are looked for at any address, so that whatever is sent where nothing is seems to have a wrong method. Below the
    /// API only its own endpoints count.</summary>
    private static void SayWhichMethods(HttpContext http)
    {
        var methods = http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.StartsWith(Api, StringComparison.Ordinal) == true
                && new TemplateMatcher(TemplateParser.Parse(e.RoutePattern.RawText), []).TryMatch(http.Request.Path, []))
            .SelectMany(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []).Distinct().Order(StringComparer.Ordinal).ToArray();
        if (methods is []) http.Response.StatusCode = StatusCodes.Status404NotFound;
        http.Response.Headers.Allow = methods is [] ? default : new(string.Join(", ", methods));
    }

    private static async Task Write(HttpContext http, ProblemDetails problem, Exception? exception)
    {
        var writer = http.RequestServices.GetRequiredService<IProblemDetailsService>();
        if (await writer.TryWriteAsync(new() { HttpContext = http, ProblemDetails = problem, Exception = exception })) return;
        // Whoever accepts something else entirely still gets an answer, and no second failure.
        await http.Response.WriteAsJsonAsync(problem, KernelJson.Options, "application/problem+json", http.RequestAborted);
    }

    /// <summary>What is no id or number names nothing, like one that nobody has: 404, as the address says.</summary>
    private static ProblemDetails? NamesNothing(HttpContext http, Exception exception) =>
        exception is BadHttpRequestException request && Unreadable.Of(request) is { Field: { } name }
        && http.Features.Get<IExceptionHandlerFeature>()?.RouteValues?.ContainsKey(name) == true
            ? Describe(new NotVisible(name is "id" or "seq" ? "such thing" : name))
            : null;

    /// <summary>The problem for a failure, as the API shows it.</summary>
    public static ProblemDetails Describe(Exception exception) => exception switch
    {
        Refusal r => With(Problem(409, r.Name, r.Message, r.Todo), r.Facts),
        Invalid i => With(Problem(422, "invalid", i.Message, "Mend the fields in 'errors' and send it again."), [("errors", i.Errors), .. i.Facts.Select(f => (f.Key, f.Value))]),
        NotVisible n => Problem(404, "not-found", n.Message, "Check the number or the address."),
        NotSignedIn n => Problem(401, "not-signed-in", n.Message, "Send 'Authorization: Bearer TOKEN'."),
        Forbidden f => With(Problem(403, "forbidden", f.Message, "Ask an administrator for a role that permits it."), ("permission", f.Permission)),
        Stale s => With(Problem(412, "stale", s.Message, "Read it again and repeat the change on the new version."), ("version", s.Version), ("changes", s.Changes)),
        KeyUsedOtherwise k => Problem(422, "idempotency-key-used", k.Message, "Use a new key for a new request."),
        TooMany t => Problem(429, "too-many", t.Message, "Wait for the time in Retry-After."),
        TooLarge t => With(Problem(413, "too-large", t.Message, "Send less at once."), ("most", t.Most)),
        Unavailable u => Problem(503, "unavailable", u.Message, "Nothing was done. Try again after the time in Retry-After."),
        BadHttpRequestException b => FromBadRequest(b),
        _ when StorageEngine.IsRace(exception) => Problem(409, "changed-meanwhile", "Something else was written at the same moment.", "Try again."),
        _ => Problem(500, "unexpected", "Something went wrong on our side.", "Try again; if it stays so, the log has the details."),
    };

    /// <summary>What cannot be read names the member or the parameter where reading stopped.</summary>
    private static ProblemDetails FromBadRequest(BadHttpRequestException request)
    {
        var status = request.InnerException is BadHttpRequestException { StatusCode: var inner } ? inner : request.StatusCode;
        if (status != StatusCodes.Status400BadRequest) return OfStatus(status);
        var unreadable = request.InnerException is JsonException json ? Unreadable.Of(json) : Unreadable.Of(request);
        return unreadable is null
            ? Problem(400, "unreadable", "The request cannot be read.", "Send what the reference under /docs/api asks for: mostly JSON.")
            : Of(unreadable);
    }

    private static ProblemDetails Of(Unreadable unreadable) =>
        With(Problem(400, "unreadable", unreadable.What, "Look at the reference under /docs/api."), ("field", unreadable.Field));

    private static ProblemDetails OfStatus(int status) => status switch
    {
        StatusCodes.Status400BadRequest => Problem(status, "unreadable", "The request cannot be read.", "Look at the reference under /docs/api."),
        StatusCodes.Status401Unauthorized => Describe(new NotSignedIn()),
        StatusCodes.Status404NotFound => Problem(status, "no-such-address", "There is nothing at this address.", "Look at the reference under /docs/api."),
        StatusCodes.Status405MethodNotAllowed => Problem(status, "method-not-allowed", "This address does not take that method.", "Use one of those in the header Allow."),
        StatusCodes.Status413PayloadTooLarge => Problem(status, "too-large", "The request is too large.", "Send less at once."),
        StatusCodes.Status415UnsupportedMediaType => Problem(status, "other-content", "This address does not take that kind of content.", "Send JSON with 'Content-Type: application/json', and files as multipart/form-data."),
        StatusCodes.Status503ServiceUnavailable => Problem(status, "unavailable", "The service cannot answer now.", "Try again after the time in Retry-After."),
        _ => Problem(status, $"status-{status}", "The request was not done.", "Look at the reference under /docs/api."),
    };

    private static ProblemDetails Problem(int status, string name, string what, string todo) =>
        new() { Status = status, Type = Prefix + name, Title = what, Detail = todo };

    private static ProblemDetails With(ProblemDetails problem, params IEnumerable<(string Name, object? Value)> facts)
    {
        foreach (var (name, value) in facts) problem.Extensions[name] = value;
        return problem;
    }

    private static ProblemDetails With(ProblemDetails problem, IReadOnlyDictionary<string, object?> facts) =>
        With(problem, facts.Select(f => (f.Key, f.Value)));
}
