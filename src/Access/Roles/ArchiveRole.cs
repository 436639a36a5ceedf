using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Roles;

/// <summary>Puts a role away that nobody holds any more.</summary>
/// <param name="Role">Its code.</param>
[Requires(AccessPermissions.ManageRoles)]
public sealed record ArchiveRole(string Role) : ICommand;

internal sealed class ArchiveRoleHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<ArchiveRole>
{
    public async ValueTask<Unit> Handle(ArchiveRole command, CancellationToken ct)
    {
        actor.MustHold(default);
        var role = await db.Roles.SingleOrDefaultAsync(r => r.Code == command.Role, ct) ?? throw new NotVisible("role");
        var (id, now) = (role.Id, envelope.At);
        role.Archive(now, await db.RoleGrants.CountAsync(g => g.Role == id && g.Until > now, ct));
        return default;
    }
}

internal static class ArchiveRoleEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/roles/{role}", async (string role, Commands commands, CancellationToken ct) =>
    {
        await commands.Send(new ArchiveRole(role), ct);
        return TypedResults.NoContent();
    });
}
