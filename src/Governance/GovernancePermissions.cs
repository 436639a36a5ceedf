using Bridgewatch.Kernel;

namespace Bridgewatch.Governance;

/// <summary>What one may do as an auditor of the product itself.</summary>
public static class GovernancePermissions
{
    public const string ReadJournal = "governance.read-journal";

    public static IReadOnlyList<Permission> All { get; } = [new(ReadJournal, "Read the journal: who changed what, and when.")];
}
