using Bridgewatch.Access.Scim;
using Bridgewatch.Access.Tokens;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Http;

namespace Bridgewatch.Access.Http;

/// <summary>Says at the door of each request who knocks: a token's person, or the browser's session. Their rights are read by each command.</summary>
/// <remarks>Below <c>/api</c> a session may only read. Requests that change something need a token there, so that no foreign page can
/// send them with a visitor's cookie. Below <c>/scim</c> a session counts for nothing.</remarks>
internal sealed class DoorKeeper(RequestDelegate next, TokenFinder tokens, TokenUses uses, TokenLimits limits)
{
    private const string Bearer = "Bearer ";

    public async Task InvokeAsync(HttpContext http, Door door)
    {
        // A hook has secrets of its own, which are no tokens, and checks them itself.
        if (http.Request.Path.StartsWithSegments("/hooks"))
        {
            await next(http);
            return;
        }
        if (http.Request.Headers.Authorization is [{ } header] && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            var found = await tokens.Find(header[Bearer.Length..].Trim(), http.RequestAborted) ?? throw new NotSignedIn();
            var token = found.Caller.Token!.Value;
            if (found.RequestsPerMinute is { } limit) limits.Count(token, limit);
            door.Caller = found.Caller with { Address = From(http) };
            http.Response.OnCompleted(() => uses.Used(token));
        }
        else if (!ScimErrors.IsScim(http) && (!http.Request.Path.StartsWithSegments("/api") || Reads(http.Request.Method)))
        {
            door.Caller = Sessions.CallerOf(http.User) with { Address = From(http) };
        }
        await next(http);
    }

    private static string? From(HttpContext http) => http.Connection.RemoteIpAddress?.ToString();

    private static bool Reads(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
}
