using Bridgewatch.Kernel;

namespace Bridgewatch.Access.Roles;

/// <summary>The roles that exist from the first start, and what each may do. The table below is the truth; it is brought into the
/// database at each start, and every change of it is journalled.</summary>
public static class BuiltInRoles
{
    public const string Administrator = "administrator";

    public const string SupportLead = "support-lead";

    /// <summary>One row a permission, one column a role; the columns are in the order of <see cref="All"/>.</summary>
    private const string Table = """
        permission                L1  L2  L3  Eng IC  Lead PM  AM  CO  Aud Adm
        access.read-people        -   -   -   -   -   +    -   -   +   +   +
        access.manage-people      -   -   -   -   -   -    -   -   -   -   +
        access.manage-roles       -   -   -   -   -   -    -   -   -   -   +
        access.manage-tokens      -   -   -   -   -   -    -   -   -   -   +
        access.provision          -   -   -   -   -   -    -   -   -   -   +
        access.read-access-log    -   -   -   -   -   -    -   -   +   +   -
        access.settings           -   -   -   -   -   -    -   -   -   -   +
        kernel.give-tasks         +   +   +   +   +   +    +   +   +   -   +
        kernel.lead-duties        -   -   -   -   -   +    -   -   -   -   +
        kernel.erase-people       -   -   -   -   -   -    -   -   +   -   +
        kernel.manage-deliveries  -   -   -   -   -   -    -   -   -   -   +
        kernel.manage-reactors    -   -   -   -   -   -    -   -   -   -   +
        kernel.manage-webhooks    -   -   -   -   -   -    -   -   -   -   +
        catalog.read              +   +   +   +   +   +    +   +   +   +   +
        catalog.edit-customers    +   +   +   -   -   +    -   +   -   -   +
        catalog.edit-architecture -   -   -   +   -   +    -   -   -   -   +
        catalog.edit-teams        -   -   -   -   -   +    -   -   -   -   +
        catalog.edit-calendars    -   -   -   -   -   +    -   -   -   -   +
        catalog.import            -   -   -   -   -   +    -   -   -   -   +
        desk.read-tickets         +   +   +   +   +   +    +   +   -   +   -
        desk.open-tickets         +   +   +   +   +   +    +   +   -   -   -
        desk.reply-to-tickets     +   +   +   -   +   +    -   +   -   -   -
        desk.write-notes          +   +   +   +   +   +    +   +   -   -   -
        desk.assign-tickets       +   +   +   +   +   +    -   -   -   -   -
        desk.change-tickets       +   +   +   +   +   +    -   -   -   -   -
        desk.override-priority    -   +   +   -   +   +    -   -   -   -   -
        desk.resolve-tickets      +   +   +   +   +   +    -   -   -   -   -
        desk.close-tickets        +   +   +   -   -   +    -   -   -   -   -
        desk.diagnose-tickets     +   +   +   +   +   +    -   -   -   -   -
        desk.correct-records      -   -   -   -   -   +    -   -   -   -   -
        desk.correct-effort       +   +   +   +   +   +    -   -   -   -   -
        desk.redact               -   -   -   -   -   +    -   -   -   -   -
        desk.share-views          -   -   -   -   +   +    -   -   -   -   -
        desk.manage-queues        -   -   -   -   -   +    -   -   -   -   +
        desk.manage-staff         -   -   -   -   -   +    -   -   -   -   +
        desk.manage-sla           -   -   -   -   -   +    -   -   -   -   +
        desk.manage-routing       -   -   -   -   -   +    -   -   -   -   +
        desk.manage-macros        -   -   +   -   -   +    -   -   -   -   +
        desk.manage-triggers      -   -   -   -   -   +    -   -   -   -   +
        desk.manage-forms         -   -   -   -   -   +    -   -   -   -   +
        desk.manage-settings      -   -   -   -   -   +    -   -   -   -   +
        signals.read              +   +   +   +   +   +    +   -   -   +   +
        signals.manage-integrations -   -   -   -   -   +    -   -   -   -   +
        governance.read-practices +   +   +   +   +   +    +   +   +   +   +
        governance.decide-practices -   -   -   -   -   +    -   -   -   -   +
        governance.read-journal   -   -   -   -   -   -    -   -   +   +   +
        """;

    /// <summary>An auditor comes for a period; nobody audits for more than a year without being asked again.</summary>
    private const int AuditorsLongestStay = 366;

    private static readonly Lazy<HashSet<string>[]> Columns = new(ReadTable);

    /// <summary>In the order of the table's columns.</summary>
    public static IReadOnlyList<BuiltInRole> All { get; } =
    [
        new("support-engineer-l1", "Support engineer L1", "9a3c5a10-0000-7000-8000-000000000001", GrantScope.OwnTeams),
        new("support-engineer-l2", "Support engineer L2", "9a3c5a10-0000-7000-8000-000000000002", GrantScope.OwnTeams),
        new("support-engineer-l3", "Support engineer L3", "9a3c5a10-0000-7000-8000-000000000003", GrantScope.OwnTeams),
        new("engineer", "Engineer", "9a3c5a10-0000-7000-8000-000000000004", GrantScope.OwnTeams),
        new("incident-commander", "Incident commander", "9a3c5a10-0000-7000-8000-000000000005", GrantScope.Everything),
        new(SupportLead, "Support lead", "9a3c5a10-0000-7000-8000-000000000006", GrantScope.Everything),
        new("product-manager", "Product manager", "9a3c5a10-0000-7000-8000-000000000007", GrantScope.Everything),
        new("account-manager", "Account manager", "9a3c5a10-0000-7000-8000-000000000008", GrantScope.Organization),
        new("compliance-officer", "Compliance officer", "9a3c5a10-0000-7000-8000-000000000009", GrantScope.Everything),
        new("auditor", "Auditor", "9a3c5a10-0000-7000-8000-00000000000a", GrantScope.Everything) { Masked = true, LongestDays = AuditorsLongestStay },
        new(Administrator, "Administrator", "9a3c5a10-0000-7000-8000-00000000000b", GrantScope.Everything),
    ];

    /// <summary>Whether who holds the role usually works in their own teams, and so sees nothing without one.</summary>
    public static bool WorkInTeams(string code) => All.Any(r => r.Code == code && r.Usually == GrantScope.OwnTeams);

    /// <summary>What a role may do by the table; also what belongs to modules that this program does not have.</summary>
    public static IReadOnlySet<string> PermissionsOf(BuiltInRole role) => Columns.Value[All.ToList().IndexOf(role)];

    private static HashSet<string>[] ReadTable()
    {
        var lines = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var columns = All.Select(_ => new HashSet<string>()).ToArray();
        foreach (var line in lines[1..])
        {
            var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length != All.Count + 1) throw new InvalidOperationException($"The row of {cells[0]} has {cells.Length - 1} columns instead of {All.Count}.");
            for (var i = 0; i < All.Count; i++)
            {
                if (cells[i + 1] == "+") columns[i].Add(cells[0]);
            }
        }
        return columns;
    }
}

/// <summary>A role of the product itself.</summary>
/// <param name="Code">Stable; the wire and the command line name roles by it.</param>
/// <param name="Usually">The scope in which it is granted when none is named.</param>
public sealed record BuiltInRole(string Code, string Name, string FixedId, GrantScope Usually)
{
    public RoleId Id { get; } = new(Guid.Parse(FixedId));

    /// <summary>Whoever reads by it sees personal data of customers masked.</summary>
    public bool Masked { get; init; }

    /// <summary>It is only granted for a time, at most so many days; null without limit.</summary>
    public int? LongestDays { get; init; }
}
