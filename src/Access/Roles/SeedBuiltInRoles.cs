using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Roles;

/// <summary>Brings the roles of this version of the program into the database. Sent at each start that finds others there.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record SeedBuiltInRoles : ICommand
{
    /// <summary>A look costs a start less than a command that changes nothing.</summary>
    internal static async Task<bool> IsNeeded(BridgewatchDb db, CancellationToken ct)
    {
        var known = await db.Roles.AsNoTracking().Where(r => r.IsBuiltIn).ToDictionaryAsync(r => r.Code, ct);
        return BuiltInRoles.All.Any(builtIn => !known.TryGetValue(builtIn.Code, out var role) || !role.Follows(builtIn));
    }
}

internal sealed class SeedBuiltInRolesHandler(BridgewatchDb db) : ICommandHandler<SeedBuiltInRoles>
{
    public async ValueTask<Unit> Handle(SeedBuiltInRoles command, CancellationToken ct)
    {
        var known = await db.Roles.Where(r => r.IsBuiltIn).ToDictionaryAsync(r => r.Code, ct);
        foreach (var builtIn in BuiltInRoles.All)
        {
            if (known.TryGetValue(builtIn.Code, out var role)) role.Follow(builtIn);
            else db.Add(Role.Make(builtIn));
        }
        return default;
    }
}
