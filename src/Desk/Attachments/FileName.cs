using System.Globalization;
using System.Text;

namespace Bridgewatch.Desk.Attachments;

/// <summary>A name of a file that is safe to show, to send and to save: no folder, nothing that turns the direction of reading, nothing
/// that a file system takes for something else.</summary>
internal static class FileName
{
    private const string Nameless = "file";

    private static readonly HashSet<string> Devices = new(
        ["CON", "PRN", "AUX", "NUL", .. Enumerable.Range(1, 9).SelectMany(n => new[] { $"COM{n}", $"LPT{n}" })], StringComparer.OrdinalIgnoreCase);

    public static string Clean(string? given)
    {
        var text = given ?? "";
        // The last part of a path of either kind.
        text = text[(text.LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = new StringBuilder();
        foreach (var rune in text.EnumerateRunes()) kept.Append(Shown(rune));
        var name = kept.ToString().Normalize(NormalizationForm.FormC).Trim().Trim('.').Trim();
        if (name.Length == 0) return Nameless;
        if (Devices.Contains(Path.GetFileNameWithoutExtension(name))) name = $"_{name}";
        return Short(name);
    }

    private static string Shown(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        // Marks of direction among them: "invoice‮fdp.exe" reads like a document.
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => "",
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator => " ",
        _ => rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? "_" : rune.ToString(),
    };

    /// <summary>Its end says what it is, so that the middle goes.</summary>
    private static string Short(string name)
    {
        if (name.Length <= Attachment.LongestName) return name;
        var end = Path.GetExtension(name) is { Length: > 0 and < 20 } extension ? extension : "";
        var most = Attachment.LongestName - end.Length - 1;
        if (char.IsHighSurrogate(name[most - 1])) most--;
        return $"{name[..most]}…{end}";
    }
}
