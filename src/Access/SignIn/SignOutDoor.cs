using Bridgewatch.Access.Browsers;
using Bridgewatch.Access.Http;
using Bridgewatch.Access.Providers;
using Bridgewatch.Ui;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Access.SignIn;

/// <summary>Ends this browser's session, here and at the provider that vouched for it. A post with an antiforgery token, so that no foreign page
/// can do it.</summary>
internal static class SignOutDoor
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(ShellPaths.SignOut,
        async (HttpContext http, IAntiforgery antiforgery, BrowserSessions sessions, ProviderSignOut providers, IStringLocalizer<AccessTexts> words) =>
        {
            if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
            var vouched = Sessions.CallerOf(http.User).Session is { } session ? await sessions.Forget(session) : null;
            await Sessions.End(http);
            return await providers.AddressFor(vouched, http.RequestAborted) is { } next
                // The policy of our pages lets no form lead elsewhere, also not by an answer that leads on; a page may.
                ? Results.Content(PlainPage.LeadingTo(next, words["sign-out.done"], words["sign-out.provider"]), "text/html; charset=utf-8")
                : Results.LocalRedirect(ShellPaths.SignIn);
        });
}
