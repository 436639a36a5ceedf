using System.Net;
using System.Text.RegularExpressions;
using Ganss.Xss;
using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Bridgewatch.Desk.Text;

/// <summary>Turns what people write into HTML that is safe to show: no script, no style, no form, nothing loaded from outside.</summary>
/// <remarks>
/// Two lines of defence that know nothing of each other: Markdig is told to take HTML as text, and what it writes is
/// parsed again and reduced to a list of elements.
/// </remarks>
public static partial class SafeHtml
{
    /// <summary>How a text shows a file of its message: <c>![screen](attachment:ID)</c>.</summary>
    public const string PictureScheme = "attachment:";

    private static readonly HtmlSanitizer s_sanitizer = Sanitizer();

    /// <summary>Renders Markdown. Total for every text; the empty text gives the empty string.</summary>
    /// <param name="markdown">As written by a customer, an agent or a monitor.</param>
    /// <param name="people">
    /// The handles (lower case, without @) to mark as mentions, in internal notes. Others stay plain text.
    /// </param>
    /// <param name="pictures">Where a picture of ours lies, by the attachment's id; null for what is none.</param>
    /// <returns>Block elements without a wrapper. Headings begin at level 3.</returns>
    public static string From(string? markdown, IReadOnlySet<string>? people = null, Func<string, string?>? pictures = null)
    {
        if (string.IsNullOrWhiteSpace(markdown)) return "";
        if (MessageMarkdown.Parse(markdown, pictures) is not { } document) return $"<pre>{WebUtility.HtmlEncode(markdown)}</pre>";
        foreach (var mention in document.Descendants<MentionInline>().ToList())
            if (people?.Contains(mention.Handle) is not true || mention.IsInsideLink())
                mention.ReplaceBy(new LiteralInline(mention.Written));
        return s_sanitizer.Sanitize(document.ToHtml(MessageMarkdown.Pipeline)).Trim();
    }

    private static HtmlSanitizer Sanitizer()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
            {
                "p", "br", "strong", "em", "del", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code",
                "hr", "table", "thead", "tbody", "tr", "th", "td", "a", "span", "img",
            },
            AllowedAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase)
            {
                "href", "rel", "target", "start", "class", "src", "alt", "loading",
            },
            AllowedSchemes = new HashSet<string>(MessageMarkdown.Schemes, StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "href", "src" },
        });
        // A class on anything else would let a text dress up as a part of the page.
        sanitizer.AllowedClasses.Add(MentionInline.Class);
        sanitizer.FilterUrl += (_, e) =>
        {
            if (e.Tag.LocalName == "img") e.SanitizedUrl = OurPicture().IsMatch(e.OriginalUrl) ? e.OriginalUrl : null;
        };
        return sanitizer;
    }

    /// <summary>A picture of this installation, or one that lies in the same mail.</summary>
    [GeneratedRegex(@"^(/api/v1/tickets/T-\d+/attachments/[0-9a-f-]{36}/picture\?large=true|/portal/requests/T-\d+/files/[0-9a-f-]{36}/picture|cid:[0-9a-f]{32}@bridgewatch)$", RegexOptions.CultureInvariant)]
    private static partial Regex OurPicture();
}
