using Bridgewatch.Access.Http;
using Bridgewatch.Ui;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Access.SignIn;

/// <summary>Ends this browser's session. A post with an antiforgery token, so that no foreign page can do it.</summary>
internal static class SignOutDoor
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(ShellPaths.SignOut, async (HttpContext http, IAntiforgery antiforgery) =>
    {
        if (!await antiforgery.IsRequestValidAsync(http)) return Results.BadRequest();
        await Sessions.End(http);
        return Results.LocalRedirect(ShellPaths.SignIn);
    });
}
