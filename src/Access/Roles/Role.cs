using System.Collections.Concurrent;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Access.Roles;

/// <summary>A named set of permissions. People hold it somewhere: everywhere, in their teams, for an organization.</summary>
public sealed partial class Role : Aggregate
{
    /// <summary>Few texts, read for each command: parsed once.</summary>
    private static readonly ConcurrentDictionary<string, IReadOnlySet<string>> Parsed = new();

    private Role()
    {
    }

    public RoleId Id { get; private set; }

    /// <summary>Stable; the wire and the command line name it so.</summary>
    public string Code { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>Names of permissions in order, with spaces between.</summary>
    public string PermissionList { get; private set; } = "";

    /// <summary>The product's own; its permissions follow <see cref="BuiltInRoles"/>.</summary>
    public bool IsBuiltIn { get; private set; }

    public bool Masked { get; private set; }

    /// <summary>Granted for at most so many days; null without limit.</summary>
    public int? LongestDays { get; private set; }

    /// <summary>The scope in which it is granted when none is named.</summary>
    public GrantScope Usually { get; private set; }

    /// <summary>When it was last taken from somebody. Being written, it also lets only one of two takings at once succeed.</summary>
    public Instant? LastTakenAt { get; private set; }

    public IReadOnlySet<string> Permissions => Parse(PermissionList);

    public override Subject About => new("role", Id.Value);

    public static IReadOnlySet<string> Parse(string list) =>
        Parsed.GetOrAdd(list, l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet());

    internal static Role Make(BuiltInRole builtIn)
    {
        var permissions = Sorted(BuiltInRoles.PermissionsOf(builtIn));
        var role = new Role
        {
            Id = builtIn.Id,
            Code = builtIn.Code,
            Name = builtIn.Name,
            PermissionList = string.Join(' ', permissions),
            IsBuiltIn = true,
            Masked = builtIn.Masked,
            LongestDays = builtIn.LongestDays,
            Usually = builtIn.Usually,
        };
        role.Record(new RoleMade(role.Id, role.Code, permissions, role.Masked));
        return role;
    }

    /// <summary>Whether it agrees with the table of this version of the program.</summary>
    internal bool Follows(BuiltInRole builtIn) =>
        (ListOf(builtIn), builtIn.Masked, builtIn.LongestDays, builtIn.Usually) == (PermissionList, Masked, LongestDays, Usually);

    /// <summary>Follows the table of this version of the program; does nothing when it agrees already.</summary>
    internal void Follow(BuiltInRole builtIn)
    {
        if (Follows(builtIn)) return;
        var (wanted, had) = (BuiltInRoles.PermissionsOf(builtIn), Permissions);
        (PermissionList, Masked, LongestDays, Usually) = (ListOf(builtIn), builtIn.Masked, builtIn.LongestDays, builtIn.Usually);
        Record(new RoleChanged(Id, Sorted(wanted.Except(had)), Sorted(had.Except(wanted)), Masked));
    }

    internal void TakenFromSomebody(Instant at, PersonId person)
    {
        LastTakenAt = at;
        Record(new RoleLostHolder(Id, person));
    }

    private static string ListOf(BuiltInRole builtIn) => string.Join(' ', Sorted(BuiltInRoles.PermissionsOf(builtIn)));

    private static List<string> Sorted(IEnumerable<string> permissions) => [.. permissions.Order(StringComparer.Ordinal)];
}

/// <summary>A role came to be.</summary>
[JournalType("access.role.made.v1")]
public sealed record RoleMade(RoleId Role, string Code, IReadOnlyList<string> Permissions, bool Masked) : JournalEvent;

/// <summary>What a role permits changed for everybody who holds it.</summary>
/// <param name="Fields">What else changed of a role that somebody here made: name, usual scope, limit.</param>
[JournalType("access.role.changed.v1")]
public sealed record RoleChanged(
    RoleId Role, IReadOnlyList<string> Added, IReadOnlyList<string> Removed, bool Masked, IReadOnlyList<string>? Fields = null) : JournalEvent;

/// <summary>One of those who may grant roles holds the role no longer. Said of the role, beside the person's own entry.</summary>
[JournalType("access.role.lost-holder.v1")]
public sealed record RoleLostHolder(RoleId Role, PersonId Person) : JournalEvent;
