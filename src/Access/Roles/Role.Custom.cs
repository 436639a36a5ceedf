using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Access.Roles;

public sealed partial class Role
{
    public const int LongestCode = 60;

    public const int LongestName = 100;

    /// <summary>Ten years; a limit beyond it is none.</summary>
    public const int MostDays = 3_660;

    /// <summary>An archived role is granted no more. It gives nobody any right, also where a grant of it remains.</summary>
    public Instant? ArchivedAt { get; private set; }

    /// <summary>A role that somebody here thought of.</summary>
    internal static Role Make(string code, string name, IEnumerable<string> permissions, GrantScope usually, bool masked, int? longestDays)
    {
        var sorted = Sorted(permissions.Distinct());
        var role = new Role
        {
            Id = RoleId.New(),
            Code = code,
            Name = name,
            PermissionList = string.Join(' ', sorted),
            Masked = masked,
            LongestDays = longestDays,
            Usually = usually,
        };
        role.Record(new RoleMade(role.Id, role.Code, sorted, masked));
        return role;
    }

    /// <exception cref="Refusal">It is one of the product's own.</exception>
    internal void Change(string name, IReadOnlyCollection<string> permissions, GrantScope usually, bool masked, int? longestDays)
    {
        if (IsBuiltIn) throw RoleRefusals.BuiltIn();
        var had = Permissions;
        var (added, removed) = (Sorted(permissions.Except(had)), Sorted(had.Except(permissions)));
        List<string> fields = [];
        if (name != Name) fields.Add("name");
        if (usually != Usually) fields.Add("usually");
        if (masked != Masked) fields.Add("masked");
        if (longestDays != LongestDays) fields.Add("longest-days");
        if (added.Count + removed.Count + fields.Count == 0) return;
        (Name, Usually, Masked, LongestDays) = (name, usually, masked, longestDays);
        PermissionList = string.Join(' ', Sorted(permissions.Distinct()));
        Record(new RoleChanged(Id, added, removed, Masked, fields));
    }

    /// <exception cref="Refusal">It is one of the product's own, or somebody holds it.</exception>
    internal void Archive(Instant at, int holders)
    {
        if (IsBuiltIn) throw RoleRefusals.BuiltIn();
        if (ArchivedAt is not null) return;
        if (holders > 0) throw RoleRefusals.StillHeld(holders);
        ArchivedAt = at;
        Record(new RoleArchived(Id));
    }

    internal void Restore()
    {
        if (ArchivedAt is null) return;
        ArchivedAt = null;
        Record(new RoleRestored(Id));
    }
}

/// <summary>A role is granted no more.</summary>
[JournalType("access.role.archived.v1")]
public sealed record RoleArchived(RoleId Role) : JournalEvent;

/// <summary>An archived role may be granted again.</summary>
[JournalType("access.role.restored.v1")]
public sealed record RoleRestored(RoleId Role) : JournalEvent;
