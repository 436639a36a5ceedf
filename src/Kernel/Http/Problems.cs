using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Bridgewatch.Kernel;

/// <summary>Failures as problem details (RFC 9457) with a stable type and what to do; the table is in docs/api.md.</summary>
public sealed class Problems(IProblemDetailsService writer, ILogger<Problems> log) : IExceptionHandler
{
    public const string Prefix = "urn:bridgewatch:problem:";

    /// <summary>How long a sender should wait when the database is away, in seconds.</summary>
    private const int RetryAfter = 2;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = Describe(StorageEngine.IsAway(exception) && exception is not Unavailable ? new Unavailable("The database does not answer.", exception) : exception);
        if (problem.Status == StatusCodes.Status500InternalServerError) log.LogError(exception, "Unexpected failure.");
        if (problem.Status == StatusCodes.Status503ServiceUnavailable) httpContext.Response.Headers.RetryAfter = $"{RetryAfter}";
        if (problem.Status == StatusCodes.Status401Unauthorized) httpContext.Response.Headers.WWWAuthenticate = "Bearer";
        httpContext.Response.StatusCode = problem.Status!.Value;
        if (await writer.TryWriteAsync(new() { HttpContext = httpContext, ProblemDetails = problem, Exception = exception })) return true;
        // Whoever accepts something else entirely still gets an answer, and no second failure.
        await httpContext.Response.WriteAsJsonAsync(problem, KernelJson.Options, "application/problem+json", cancellationToken);
        return true;
    }

    /// <summary>The problem for a failure, as the API shows it.</summary>
    public static ProblemDetails Describe(Exception exception) => exception switch
    {
        Refusal r => With(Problem(409, r.Name, r.Message, r.Todo), r.Facts),
        Invalid i => With(Problem(422, "invalid", i.Message, "Mend the fields in 'errors' and send it again."), ("errors", i.Errors)),
        NotVisible n => Problem(404, "not-found", n.Message, "Check the number or the address."),
        NotSignedIn n => Problem(401, "not-signed-in", n.Message, "Send 'Authorization: Bearer TOKEN'."),
        Forbidden f => With(Problem(403, "forbidden", f.Message, "Ask an administrator for a role that permits it."), ("permission", f.Permission)),
        Stale s => With(Problem(412, "stale", s.Message, "Read it again and repeat the change on the new version."), ("version", s.Version), ("changes", s.Changes)),
        KeyUsedOtherwise k => Problem(422, "idempotency-key-used", k.Message, "Use a new key for a new request."),
        Unavailable u => Problem(503, "unavailable", u.Message, "Nothing was done. Try again after the time in Retry-After."),
        BadHttpRequestException b => FromBadRequest(b),
        _ when StorageEngine.IsRace(exception) => Problem(409, "changed-meanwhile", "Something else was written at the same moment.", "Try again."),
        _ => Problem(500, "unexpected", "Something went wrong on our side.", "Try again; if it stays so, the log has the details."),
    };

    /// <summary>JSON that cannot be read names the member where reading stopped.</summary>
    private static ProblemDetails FromBadRequest(BadHttpRequestException exception)
    {
        if (exception.StatusCode == StatusCodes.Status413PayloadTooLarge) return Problem(413, "too-large", "The request is too large.", "Send less at once.");
        if (exception.InnerException is not JsonException json) return Problem(400, "bad-request", exception.Message, "Look at the reference under /docs/api.");
        var field = json.Path?.TrimStart('$', '.');
        return With(Problem(400, "unreadable", Plain(json), "Look at the reference under /docs/api."), ("field", string.IsNullOrEmpty(field) ? null : field));
    }

    /// <summary>The library's message without the names of our classes.</summary>
    private static string Plain(JsonException json) =>
        json.Message.Split(" Path: ")[0].Split(", mapped to")[0] is var text && text.Contains("Bridgewatch.", StringComparison.Ordinal)
            ? "A member is missing, unknown or of the wrong type."
            : text;

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
