using System.Text;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;

namespace Bridgewatch.Desk.Import;

/// <summary>Turns what was said elsewhere into messages of a ticket.</summary>
internal static class OldMessages
{
    /// <summary>The id of what a ticket says of itself, where the export has none of what was said.</summary>
    public const string Description = "0";

    private const int LongestText = Message.LongestBody - 5_000;

    /// <summary>What a message says here: pictures in their place, what is too long cut.</summary>
    public static string Body(OldMessage old, IReadOnlyList<(OldFile Old, BroughtFile File)> files)
    {
        var body = new StringBuilder(old.Body.Length <= LongestText ? old.Body : old.Body[..(char.IsHighSurrogate(old.Body[LongestText - 1]) ? LongestText - 1 : LongestText)] + "\n\n[…]");
        foreach (var (from, file) in files.Where(f => f.File.Width is not null))
        {
            var shown = $"{SafeHtml.PictureScheme}{file.Id}";
            if (from.Url is { Length: > 0 } url && old.Body.Contains(url, StringComparison.Ordinal)) body.Replace(url, shown);
            else if (from.Inline) body.Append("\n\n![").Append(Verbatim.InMarkdown(file.Name)).Append("](").Append(shown).Append(')');
        }
        return body.Length == 0 ? "—" : body.ToString();
    }
}
