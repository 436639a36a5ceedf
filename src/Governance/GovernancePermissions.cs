using Bridgewatch.Kernel;

namespace Bridgewatch.Governance;

/// <summary>What one may do as an auditor of the product itself.</summary>
public static class GovernancePermissions
{
    public const string ReadPractices = "governance.read-practices";
    public const string DecidePractices = "governance.decide-practices";
    public const string ReadJournal = "governance.read-journal";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(ReadPractices, "See the practices board and the figures behind it."),
        new(DecidePractices, "Propose and agree which practices do not apply and which targets they have, with reasons."),
        new(ReadJournal, "Read the journal, check its seal and take the signed roots along."),
    ];
}
