using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Providers;

/// <summary>Parts a person from an account at a provider, which may be another one's by now; all sessions end. At the next sign-in the
/// person is found by a verified address again.</summary>
[Requires(AccessPermissions.ManagePeople)]
public sealed record UnlinkProvider(PersonId Person, ProviderLinkId Link) : ICommand;

internal sealed class UnlinkProviderHandler(BridgewatchDb db, Actor actor, Journal journal) : ICommandHandler<UnlinkProvider>
{
    public async ValueTask<Unit> Handle(UnlinkProvider command, CancellationToken ct)
    {
        actor.MustHold(default);
        var (id, person) = (command.Link, command.Person);
        var link = await db.ProviderLinks.SingleOrDefaultAsync(l => l.Id == id && l.Person == person, ct) ?? throw new NotVisible("link");
        await Administrators.RefuseClimbing(db, actor, person, ct);
        db.Remove(link);
        (await db.Credentials.SingleAsync(c => c.Person == person, ct)).EndSessions();
        journal.Record(new("person", person.Value), new ProviderUnlinked(person, id, link.Provider));
        return default;
    }
}

internal static class UnlinkProviderEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/people/{person}/provider-links/{link}",
        async (PersonId person, ProviderLinkId link, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new UnlinkProvider(person, link), ct);
            return TypedResults.NoContent();
        });
}
