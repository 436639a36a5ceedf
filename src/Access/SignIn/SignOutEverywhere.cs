using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.SignIn;

/// <summary>Ends all browser sessions of the one who asks, this one included. Tokens stay; they are revoked one by one.</summary>
[Requires(RequiresAttribute.SignedIn)]
public sealed record SignOutEverywhere : ICommand;

internal sealed class SignOutEverywhereHandler(BridgewatchDb db, Actor actor) : ICommandHandler<SignOutEverywhere>
{
    public async ValueTask<Unit> Handle(SignOutEverywhere command, CancellationToken ct)
    {
        var id = actor.Person;
        var person = await db.People.SingleAsync(p => p.Id == id, ct);
        var credential = await db.Credentials.SingleAsync(c => c.Person == id, ct);
        credential.EndSessions();
        person.EndSessions();
        return default;
    }
}

internal static class SignOutEverywhereEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/me/sessions", async (Commands commands, CancellationToken ct) =>
    {
        await commands.Send(new SignOutEverywhere(), ct);
        return TypedResults.NoContent();
    });
}
