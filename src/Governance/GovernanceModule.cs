using Bridgewatch.Kernel;

namespace Bridgewatch.Governance;

/// <summary>All that the module adds to the system: practices board, audit, erasure.</summary>
public sealed class GovernanceModule : Module
{
    public override string Name => "governance";
}
