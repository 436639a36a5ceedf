namespace Bridgewatch.Catalog;

/// <summary>Names the resource with the module's texts (<c>CatalogTexts.resx</c>).</summary>
public sealed class CatalogTexts;
