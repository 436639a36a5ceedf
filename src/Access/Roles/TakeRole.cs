using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Roles;

/// <summary>Takes a role from a person. Their next command is judged without it. Who could not grant it cannot take it either.</summary>
[Requires(AccessPermissions.ManageRoles)]
public sealed record TakeRole(PersonId Person, RoleGrantId Grant) : ICommand;

internal sealed class TakeRoleHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<TakeRole>
{
    public async ValueTask<Unit> Handle(TakeRole command, CancellationToken ct)
    {
        actor.MustHold(default);
        var grant = await db.RoleGrants.SingleOrDefaultAsync(g => g.Id == command.Grant && g.Person == command.Person, ct)
            ?? throw new NotVisible("role");
        Giving.Refuse(actor, await db.Roles.SingleAsync(r => r.Id == grant.Role, ct));
        await Administrators.Take(db, [grant], envelope.At, ct);
        return default;
    }
}

internal static class TakeRoleEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/people/{person}/roles/{grant}",
        async (PersonId person, RoleGrantId grant, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new TakeRole(person, grant), ct);
            return TypedResults.NoContent();
        });
}
