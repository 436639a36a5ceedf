namespace Bridgewatch.Ui;

/// <summary>A heading between rows.</summary>
/// <param name="Key">Rows with the same key belong together.</param>
/// <param name="Title">“Now”.</param>
/// <param name="Detail">“4 tickets · overdue or due within the hour”.</param>
public sealed record TableGroup(string Key, string Title, string? Detail = null);
