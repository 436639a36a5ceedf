using Bridgewatch.Kernel;

namespace Bridgewatch.Access.Roles;

/// <summary>Nobody gives a right that he does not hold.</summary>
internal static class Giving
{
    private static readonly Lazy<IReadOnlySet<string>> OfAdministrators = new(() => BuiltInRoles.PermissionsOf(BuiltInRoles.All.Single(r => r.Code == BuiltInRoles.Administrator)));

    /// <summary>Whether the actor holds the permission everywhere, and sees by it at least as plainly.</summary>
    public static bool May(Actor actor, string permission, bool masked) =>
        actor.SeesAll || (actor.May(permission, default) && (masked || !actor.IsMasked(permission)));

    /// <summary>Putting permissions into a role.</summary>
    /// <exception cref="Refusal">The actor lacks some of them.</exception>
    public static void Refuse(Actor actor, IEnumerable<string> permissions, bool masked)
    {
        var lacking = permissions.Where(p => !May(actor, p, masked)).Order(StringComparer.Ordinal).ToList();
        if (lacking.Count > 0) throw RoleRefusals.NotYours(lacking);
    }

    /// <summary>Granting and taking a role. Administrators answer for the installation and grant every role, also those whose work is not theirs; who grants
    /// roles by a role of their own making grants and takes what they hold.</summary>
    /// <exception cref="Refusal">The actor lacks some of its permissions.</exception>
    public static void Refuse(Actor actor, Role role)
    {
        if (!OfAdministrators.Value.All(p => May(actor, p, masked: false))) Refuse(actor, role.Permissions, role.Masked);
    }
}
