using System.Globalization;
using System.Text.Json.Nodes;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Bridgewatch.Access.Scim;

/// <summary>Failures below <c>/scim</c> in the form that directories read (RFC 7644, 3.12).</summary>
public sealed class ScimErrors(Microsoft.Extensions.Logging.ILogger<ScimErrors> log) : IExceptionHandler
{
    public static bool IsScim(HttpContext http) => http.Request.Path.StartsWithSegments("/scim");

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!IsScim(httpContext)) return false;
        var (status, type, detail) = Describe(exception);
        if (status == StatusCodes.Status500InternalServerError) Microsoft.Extensions.Logging.LoggerExtensions.LogError(log, exception, "Unexpected failure.");
        if (status == StatusCodes.Status401Unauthorized) httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        if (exception is TooMany { Wait: var wait }) httpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await Write(httpContext, status, type, detail);
        return true;
    }

    /// <summary>What answers with a status and nothing else: an address or a method that is none of ours.</summary>
    public static Task Explain(StatusCodeContext context)
    {
        var status = context.HttpContext.Response.StatusCode;
        return Write(context.HttpContext, status, null, status == StatusCodes.Status405MethodNotAllowed ? "This address does not take that method." : "There is nothing at this address.");
    }

    private static (int Status, string? Type, string Detail) Describe(Exception exception) => exception switch
    {
        ScimFault fault => (400, fault.Type, fault.Message),
        Invalid invalid => (400, "invalidValue", string.Join(' ', invalid.Errors.SelectMany(e => e.Value.Select(v => $"{e.Key}: {v}")))),
        Refusal refusal => (409, ScimRefusals.IsTaken(refusal) ? "uniqueness" : null, $"{refusal.Message} {refusal.Todo}"),
        _ when Problems.Describe(exception) is var problem => (problem.Status!.Value, problem.Status == 400 ? "invalidSyntax" : null, Say(problem)),
        _ => (500, null, ""),
    };

    private static string Say(ProblemDetails problem) => $"{problem.Title} {problem.Detail}";

    private static Task Write(HttpContext http, int status, string? type, string detail)
    {
        var error = ScimJson.Object();
        error["schemas"] = new JsonArray("urn:ietf:params:scim:api:messages:2.0:Error");
        error["status"] = status.ToString(CultureInfo.InvariantCulture);
        if (type is not null) error["scimType"] = type;
        error["detail"] = detail;
        http.Response.StatusCode = status;
        http.Response.ContentType = ScimDoor.ContentType;
        return http.Response.WriteAsync(error.ToJsonString(), http.RequestAborted);
    }
}
