namespace Bridgewatch.Governance;

/// <summary>The module's texts, in GovernanceTexts.resx.</summary>
public sealed class GovernanceTexts;
