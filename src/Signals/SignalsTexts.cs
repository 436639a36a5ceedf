namespace Bridgewatch.Signals;

/// <summary>The module's texts, in SignalsTexts.resx.</summary>
public sealed class SignalsTexts;
