using System.Collections.Frozen;

namespace Bridgewatch.Desk.Forms;

/// <summary>Values that fill a field and say nothing (practice 3.4).</summary>
internal static class EmptyWords
{
    private static readonly FrozenSet<string> Words = new[]
    {
        "other", "others", "n/a", "na", "n.a.", "none", "nothing", "unknown", "misc", "miscellaneous", "general", "various", "tbd", "todo", "test", "x", "xx", "xxx", "?", "-", "--", ".", "…",
        "sonstiges", "sonstige", "andere", "anderes", "keine", "keines", "nichts", "unbekannt", "entfällt", "allgemein", "autre", "aucun", "inconnu", "otro", "ninguno", "desconocido",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <param name="text">As one would type it; of a cascading choice its last step speaks.</param>
    /// <param name="usual">With what the field is prefilled.</param>
    public static bool SaysMuch(string text, string? usual)
    {
        var said = text.Trim();
        if (said.Length == 0 || (usual is not null && said.Equals(usual.Trim(), StringComparison.OrdinalIgnoreCase))) return false;
        return !Words.Contains(said) && !Words.Contains(said[(said.LastIndexOf(FieldChoice.Separator) + 1)..].Trim());
    }
}
