namespace Bridgewatch.Desk;

/// <summary>The module's texts, in DeskTexts.resx.</summary>
public sealed class DeskTexts;
