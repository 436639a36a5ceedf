using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.TaskLists;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Bridgewatch.Desk.Text;

/// <summary>
/// The Markdown of replies and notes: CommonMark with tables, task lists, strike-through, bare addresses as links, and
/// line breaks where the writer made them. HTML is text, images are links, and links lead only outside.
/// </summary>
internal static class MessageMarkdown
{
    /// <summary>Schemes that a link may have. Relative addresses are none: in a mail they lead nowhere.</summary>
    internal static readonly string[] Schemes = ["http", "https", "mailto", "tel"];

    /// <summary>The levels that headings move down, below the page's own and the conversation's.</summary>
    private const int HeadingShift = 2;

    /// <summary>A longer text is a log or an attack; it is shown as it stands.</summary>
    internal const int Longest = 64_000;

    /// <summary>Reading takes as many steps as a text has link beginnings, times its length; so they are limited.</summary>
    internal const int MostLinks = 1_000;

    internal static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .DisableHtml()
        .UsePipeTables()
        .UseTaskLists()
        .UseEmphasisExtras(EmphasisExtraOptions.Strikethrough)
        .UseAutoLinks()
        .UseSoftlineBreakAsHardlineBreak()
        .Use<MentionExtension>()
        .Build();

    /// <summary>Reads a text; null when it is too long, or nested too deeply, to be read as Markdown.</summary>
    /// <param name="pictures">Where a picture of ours lies, by its id; null for what is none. Others' pictures are links.</param>
    internal static MarkdownDocument? Parse(string markdown, Func<string, string?>? pictures = null)
    {
        if (markdown.Length > Longest || markdown.AsSpan().Count("](") > MostLinks) return null;
        try
        {
            // Half a surrogate pair makes Markdig's writer throw; it becomes U+FFFD, as it would on its way out anyway.
            return Make(Markdown.Parse(string.Concat(markdown.EnumerateRunes()), Pipeline), pictures);
        }
        catch (ArgumentException)
        {
            // Markdig guards the stack so, at 128 levels. Nobody writes that in earnest; it is shown as it stands.
            return null;
        }
    }

    private static MarkdownDocument Make(MarkdownDocument document, Func<string, string?>? pictures)
    {
        foreach (var heading in document.Descendants<HeadingBlock>())
            heading.Level = Math.Min(6, heading.Level + HeadingShift);
        foreach (var task in document.Descendants<TaskList>().ToList())
            task.ReplaceBy(new LiteralInline(task.Checked ? "☑" : "☐"));
        foreach (var address in document.Descendants<AutolinkInline>().ToList())
            if (address.IsEmail || IsSafe(address.Url)) Harden(address);
            else address.ReplaceBy(new LiteralInline(address.Url));
        foreach (var link in document.Descendants<LinkInline>().ToList()) Tame(link, pictures);
        return document;
    }

    private static void Tame(LinkInline link, Func<string, string?>? pictures)
    {
        var (url, wasImage) = (link.GetDynamicUrl?.Invoke() ?? link.Url ?? "", link.IsImage);
        if (wasImage && url.StartsWith(SafeHtml.PictureScheme, StringComparison.OrdinalIgnoreCase) && pictures?.Invoke(url[SafeHtml.PictureScheme.Length..].ToLowerInvariant()) is { } place)
        {
            (link.Url, link.GetDynamicUrl) = (place, null);
            link.GetAttributes().AddPropertyIfNotExist("loading", "lazy");
            return;
        }
        link.IsImage = false;
        if (link.FirstChild is null) link.AppendChild(new LiteralInline(url));
        if (IsSafe(url) && !(wasImage && link.Parent?.FindParentOfType<LinkInline>().Any() is true)) Harden(link);
        else link.ReplaceBy(new ContainerInline(), copyChildren: true);
    }

    /// <summary>The page behind must neither reach back to ours nor learn where the reader came from.</summary>
    private static void Harden(MarkdownObject link)
    {
        var attributes = link.GetAttributes();
        attributes.AddPropertyIfNotExist("rel", "noopener noreferrer nofollow");
        attributes.AddPropertyIfNotExist("target", "_blank");
    }

    internal static bool IsSafe(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && Schemes.Contains(uri.Scheme);
}
