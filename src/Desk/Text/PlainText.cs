using System.Globalization;
using System.Text;
using Markdig.Extensions.Tables;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Bridgewatch.Desk.Text;

/// <summary>Turns what people write into plain text: for the text part of mails, for lines in lists.</summary>
public static class PlainText
{
    /// <summary>
    /// Renders Markdown as text that reads well in a mail: lists with hyphens and numbers, quotes with &gt;, code
    /// indented by four, an address behind each link. Total for every text. Lines end with LF; none at the end.
    /// </summary>
    public static string From(string? markdown)
    {
        if (string.IsNullOrWhiteSpace(markdown)) return "";
        return MessageMarkdown.Parse(markdown) is { } document
            ? string.Join('\n', Lines(document)).Trim('\n')
            : markdown;
    }

    /// <summary>The beginning of a text on one line, cut between characters as readers see them.</summary>
    /// <param name="longest">The most text elements, with the ellipsis; at least 1.</param>
    public static string Excerpt(string? markdown, int longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        var line = string.Join(' ', From(markdown).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var elements = StringInfo.ParseCombiningCharacters(line);
        return elements.Length <= longest ? line : line[..elements[longest - 1]].TrimEnd() + "…";
    }

    /// <summary>The lines of several blocks, an empty one between two of them.</summary>
    private static List<string> Lines(ContainerBlock container, bool tight = false)
    {
        List<string> lines = [];
        foreach (var block in container)
        {
            var own = Lines(block);
            if (own.Count == 0) continue;
            if (lines.Count > 0 && !tight) lines.Add("");
            lines.AddRange(own);
        }
        return lines;
    }

    private static List<string> Lines(Block block) => block switch
    {
        ListBlock list => Items(list),
        QuoteBlock quote => [.. Lines(quote).Select(l => l.Length == 0 ? ">" : "> " + l)],
        Table table => [.. table.OfType<TableRow>().Select(Row)],
        LinkReferenceDefinitionGroup => [],
        ContainerBlock container => Lines(container),
        CodeBlock code => [.. code.Lines.ToString().TrimEnd('\n').Split('\n').Select(l => "    " + l)],
        ThematicBreakBlock => ["---"],
        LeafBlock { Inline: { } inline } => [.. Text(inline).Split('\n')],
        _ => [],
    };

    private static List<string> Items(ListBlock list)
    {
        List<string> lines = [];
        var number = list.IsOrdered && int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? n : 1L;
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var mark = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
            var own = Lines(item, tight: !list.IsLoose);
            if (own.Count == 0) own.Add("");
            lines.AddRange(own.Select((l, i) => i == 0 ? mark + l : l.Length == 0 ? l : new string(' ', mark.Length) + l));
        }
        return lines;
    }

    private static string Row(TableRow row) =>
        string.Join(" | ", row.OfType<TableCell>().Select(c => string.Join(' ', Lines(c, tight: true))));

    private static string Text(ContainerInline inline)
    {
        var text = new StringBuilder();
        foreach (var child in inline) Write(child, text);
        return text.ToString();
    }

    private static void Write(Inline inline, StringBuilder text)
    {
        switch (inline)
        {
            case LiteralInline literal: text.Append(literal.Content.AsSpan()); break;
            case CodeInline code: text.Append(code.Content); break;
            case LineBreakInline: text.Append('\n'); break;
            case AutolinkInline address: text.Append(address.Url); break;
            case HtmlEntityInline entity: text.Append(entity.Transcoded.AsSpan()); break;
            case MentionInline mention: text.Append(mention.Written); break;
            case LinkInline link: WriteLink(link, text); break;
            case ContainerInline container: text.Append(Text(container)); break;
        }
    }

    private static void WriteLink(LinkInline link, StringBuilder text)
    {
        var (words, url) = (Text(link), link.GetDynamicUrl?.Invoke() ?? link.Url ?? "");
        text.Append(words);
        // `www.acme.example` and `kim@acme.example` are addresses themselves.
        if (url.Length > 0 && !url.EndsWith(words, StringComparison.OrdinalIgnoreCase)) text.Append(" (").Append(url).Append(')');
    }
}
