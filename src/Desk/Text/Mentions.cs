using Markdig;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Bridgewatch.Desk.Text;

/// <summary>People named in a note: `@handle`.</summary>
public static class Mentions
{
    /// <summary>So many handles of one text are taken; a longer list is no call for anybody.</summary>
    public const int Most = 50;

    /// <summary>
    /// The handles named in a text, lower case, without @, each once, in order. Those in code, in links and in e-mail
    /// addresses are none. Whether such a person exists is the caller's question.
    /// </summary>
    public static IReadOnlyList<string> In(string? markdown) =>
        string.IsNullOrWhiteSpace(markdown) || MessageMarkdown.Parse(markdown) is not { } document
            ? []
            : [.. document.Descendants<MentionInline>().Where(m => !m.IsInsideLink()).Select(m => m.Handle)
                .Distinct().Take(Most)];
}

/// <summary>A handle in a text. Letters, digits, dot, hyphen and underscore; the last one is a letter or digit.</summary>
internal sealed class MentionInline(string written) : LeafInline
{
    internal const string Class = "mention";
    internal const int LongestHandle = 64;

    /// <summary>As it stands in the text, with @.</summary>
    public string Written { get; } = written;

    public string Handle { get; } = written[1..].ToLowerInvariant();

    public bool IsInsideLink() => this.FindParentOfType<LinkInline>().Any();
}

internal sealed class MentionExtension : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.InlineParsers.Insert(0, new MentionParser());

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        if (renderer is HtmlRenderer html) html.ObjectRenderers.Insert(0, new MentionRenderer());
    }
}

internal sealed class MentionParser : InlineParser
{
    public MentionParser() => OpeningCharacters = ['@'];

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var before = slice.PeekCharExtra(-1);
        if (char.IsLetterOrDigit(before) || before is '@' or '.' or '_' or '-' or '/' or '+') return false;

        var length = 1;
        while (length <= MentionInline.LongestHandle && IsHandle(slice.PeekCharExtra(length))) length++;
        if (slice.PeekCharExtra(length) is '@' || IsHandle(slice.PeekCharExtra(length))) return false;
        while (length > 1 && !char.IsAsciiLetterOrDigit(slice.PeekCharExtra(length - 1))) length--;
        if (length == 1 || !char.IsAsciiLetterOrDigit(slice.PeekCharExtra(1))) return false;

        processor.Inline = new MentionInline(slice.Text.Substring(slice.Start, length));
        slice.Start += length;
        return true;
    }

    private static bool IsHandle(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';
}

internal sealed class MentionRenderer : HtmlObjectRenderer<MentionInline>
{
    protected override void Write(HtmlRenderer renderer, MentionInline mention)
    {
        if (renderer.EnableHtmlForInline) renderer.Write($"<span class=\"{MentionInline.Class}\">");
        renderer.WriteEscape(mention.Written);
        if (renderer.EnableHtmlForInline) renderer.Write("</span>");
    }
}
