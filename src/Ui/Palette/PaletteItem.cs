namespace Bridgewatch.Ui;

/// <summary>Something that the palette found on the server.</summary>
/// <param name="Title">“T-47902 Payout file not escaped for umlauts”.</param>
/// <param name="Href">Where it leads.</param>
/// <param name="Icon">One of <see cref="Icons.All"/>.</param>
/// <param name="Detail">After the title, lighter.</param>
/// <param name="Aside">At the right: “Silver · 2 open”.</param>
public sealed record PaletteItem(string Title, string Href, string Icon, string? Detail = null, string? Aside = null);

/// <summary>
/// Finds things by what was typed, for the palette. Scoped; a module adds one a kind. It answers within 100 ms or so
/// and only with what the signed-in person may see.
/// </summary>
public interface IPaletteSource
{
    /// <summary>The sign that asks this source alone: “#” for tickets, “@” for people; null for none.</summary>
    char? Sign { get; }

    /// <summary>At most a handful, best first.</summary>
    /// <param name="text">Without the sign; at least two characters.</param>
    Task<IReadOnlyList<PaletteItem>> Find(string text, CancellationToken ct);
}
