namespace Bridgewatch.Access;

/// <summary>Names the resource with the module's texts (<c>AccessTexts.resx</c>): findings, mail, pages.</summary>
public sealed class AccessTexts;
