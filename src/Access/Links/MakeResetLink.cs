using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Links;

/// <summary>Makes a link with which a person sets a new password, or accepts the invitation. By mail when mail is set up.</summary>
/// <param name="Show">Gives the link back in any case: for the command line, and where mail does not arrive.</param>
[Requires(AccessPermissions.ManagePeople)]
public sealed record MakeResetLink(PersonId Person, bool Show = false) : ICommand<GivenLink>;

internal sealed class MakeResetLinkHandler(BridgewatchDb db, Actor actor, LinkMaker links) : ICommandHandler<MakeResetLink, GivenLink>
{
    public async ValueTask<GivenLink> Handle(MakeResetLink command, CancellationToken ct)
    {
        actor.MustHold(default);
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == command.Person, ct) ?? throw new NotVisible("person");
        if (person.State == PersonState.Left) throw PersonRefusals.NotActive();
        await Roles.Administrators.RefuseClimbing(db, actor, person.Id, ct);
        var kind = person.State == PersonState.Invited ? LinkKind.Invitation : LinkKind.Reset;
        person.AskForReset();
        return await links.Make(kind, person, command.Show, ct);
    }
}

internal static class MakeResetLinkEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/people/{person}/reset-link",
        async (PersonId person, bool? show, Commands commands, Door door, CancellationToken ct) =>
        {
            OnceOnly.Refuse(door);
            return TypedResults.Ok(await commands.Send(new MakeResetLink(person, show ?? false), ct));
        });
}
