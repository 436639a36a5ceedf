using Bridgewatch.Access.Http;
using Bridgewatch.Access.Links;
using Bridgewatch.Kernel;
using Bridgewatch.Ui;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Portal;

/// <summary>Says at the door of the portal which customer knocks, by a cookie of its own. Colleagues' sessions count for nothing there, and
/// the customer's counts nowhere else.</summary>
internal sealed class PortalDoor(RequestDelegate next, PublicUrl address)
{
    private const string Cookie = "portal";

    /// <summary>A long message in any script, and not more.</summary>
    private const long LargestBody = 1_000_000;

    public async Task InvokeAsync(HttpContext http, Door door, Reads reads, PortalVisit visit, PublicLook look)
    {
        if (!IsPortal(http))
        {
            await next(http);
            return;
        }
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = LargestBody;
        door.Caller = Caller.Anonymous;
        var session = http.Request.Cookies[Sessions.CookieName(Cookie, address.IsTls)] is { Length: > 0 and < 100 } secret ? OneTimeLink.HashOf(secret) : null;
        var arrival = await reads.From((PortalEntrance q, CancellationToken ct) => q.Enter(session, http.Request.Query["brand"], ct), http.RequestAborted);
        visit.Begin(arrival);
        look.Be(arrival.Brand.Name, arrival.Brand.Logo, arrival.Brand.Accent);
        if (arrival.Contact is { } contact)
        {
            door.Caller = new(ActorKind.Contact, contact.Value, Session: arrival.Session);
            await PortalFiles.Expect(http, reads, LargestBody);
        }
        else if (http.GetEndpoint() is { } endpoint && endpoint.Metadata.GetMetadata<AnonymousDoorAttribute>() is null)
        {
            var wanted = http.Request.Path + http.Request.QueryString;
            http.Response.Redirect($"{PortalPaths.SignIn}?returnUrl={Uri.EscapeDataString(wanted)}{(arrival.Brand.Slug is { } slug ? $"&brand={slug}" : "")}");
            return;
        }
        await next(http);
    }

    public static bool IsPortal(HttpContext http) => http.Request.Path.StartsWithSegments(PortalPaths.Home);

    /// <summary>Gives the browser a session after <see cref="UsePortalLink"/> has let the customer in.</summary>
    public static void Begin(HttpContext http, PublicUrl address, string secret) => http.Response.Cookies.Append(
        Sessions.CookieName(Cookie, address.IsTls), secret, Options(address, PortalSession.Life.ToTimeSpan()));

    /// <summary>A post with an antiforgery token, so that no foreign page can do it.</summary>
    public static void MapSignOut(IEndpointRouteBuilder routes) => routes.MapPost(PortalPaths.SignOut,
        async (HttpContext http, IAntiforgery antiforgery, Commands commands, PublicUrl address, PortalVisit visit, CancellationToken ct) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
            await commands.Send(new LeavePortal(), ct);
            http.Response.Cookies.Delete(Sessions.CookieName(Cookie, address.IsTls), Options(address, null));
            return Results.LocalRedirect(PortalPaths.SignIn + (visit.Brand.Slug is { } slug ? $"?brand={slug}" : ""));
        }).ExcludeFromDescription();

    private static CookieOptions Options(PublicUrl address, TimeSpan? life) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = address.IsTls, Path = "/", MaxAge = life, IsEssential = true };
}
