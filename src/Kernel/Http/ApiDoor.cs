using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Bridgewatch.Kernel;

/// <summary>What the headers of a request say to the door: how it may be repeated, which version it has read.</summary>
public static class ApiDoor
{
    public const string KeyHeader = "Idempotency-Key";

    public const string ReplayedHeader = "Idempotent-Replayed";

    /// <summary>Reads the headers into the door, and tells in the answer when it is a stored one.</summary>
    public static async ValueTask<object?> Open(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        RefuseBroken(http.Request);
        var door = (Door)http.RequestServices.GetService(typeof(Door))!;
        if (!HttpMethods.IsGet(http.Request.Method) && http.Request.Headers[KeyHeader] is [{ Length: > 0 } key])
        {
            if (key.Length > Idempotency.LongestKey) throw new Invalid(KeyHeader, $"A key has at most {Idempotency.LongestKey} characters.");
            door.IdempotencyKey = key;
        }
        if (http.Request.Headers.IfMatch is [{ Length: > 0 } match] && match != "*")
        {
            if (!long.TryParse(match.Trim('W', '/', '"'), NumberStyles.None, CultureInfo.InvariantCulture, out var version)) throw new Invalid("If-Match", "An ETag of ours is a number in quotes.");
            door.IfMatch = version;
        }
        var result = await next(context);
        if (door.Replayed) http.Response.Headers[ReplayedHeader] = "true";
        return result;
    }

    /// <summary>Bodies become commands, where the same is looked for; what stands in the address goes straight into questions.</summary>
    private static void RefuseBroken(HttpRequest request)
    {
        var findings = new FieldFindings();
        foreach (var (name, values) in request.Query)
        {
            if (values.Any(v => v is not null && !Wholeness.IsWhole(v))) findings.Add(name, "Leave out the character U+0000.");
        }
        findings.Throw();
    }
}
