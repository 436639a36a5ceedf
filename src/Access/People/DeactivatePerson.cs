using Bridgewatch.Access.Roles;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.People;

/// <summary>Somebody left: no session, token, role or link of theirs works from this moment on. What they did stays theirs.</summary>
[Requires(AccessPermissions.ManagePeople)]
public sealed record DeactivatePerson(PersonId Person) : ICommand;

internal sealed class DeactivatePersonHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<DeactivatePerson>
{
    public async ValueTask<Unit> Handle(DeactivatePerson command, CancellationToken ct)
    {
        actor.MustHold(default);
        var id = command.Person;
        if (actor.PersonOrNone == id) throw PersonRefusals.Self();
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == id, ct) ?? throw new NotVisible("person");
        await Administrators.RefuseClimbing(db, actor, id, ct);
        await Leaving.Leave(db, person, envelope.At, ct);
        return default;
    }
}

internal static class DeactivatePersonEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/people/{person}/deactivation",
        async (PersonId person, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new DeactivatePerson(person), ct);
            return TypedResults.NoContent();
        });
}
