namespace Bridgewatch.Ui;

/// <summary>Names the resource with the texts of the shell and of the shared components (<c>UiTexts.resx</c>).</summary>
public sealed class UiTexts;
