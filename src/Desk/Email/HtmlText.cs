using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using MimeKit.Text;
using HtmlTokenizer = MimeKit.Text.HtmlTokenizer;

namespace Bridgewatch.Desk.Email;

/// <summary>The words of an HTML mail as plain text: quotes begin with <c>&gt;</c> as in plain mail, so that one rule finds what is new in both.</summary>
internal static class HtmlText
{
    /// <summary>Deeper than any mail program writes. What is deeper is made for breaking readers, and only its words are taken.</summary>
    private const int Deepest = 300;

    /// <summary>Longer than a book; the rest is left out.</summary>
    private const int Longest = 20_000_000;

    private static readonly Regex s_picture = new(@" ?\[cid:[^\]\s]+\]", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    private static readonly HashSet<string> s_unseen = new(["HEAD", "STYLE", "SCRIPT", "TITLE", "TEMPLATE", "NOSCRIPT", "OBJECT", "SVG", "MATH"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> s_blocks = new(
        ["ADDRESS", "ARTICLE", "ASIDE", "BLOCKQUOTE", "BODY", "CENTER", "DD", "DIV", "DL", "DT", "FIELDSET", "FIGURE", "FOOTER", "FORM", "H1", "H2", "H3", "H4", "H5", "H6",
         "HEADER", "HR", "LI", "MAIN", "NAV", "OL", "P", "PRE", "SECTION", "TABLE", "TBODY", "TFOOT", "THEAD", "TR", "UL"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> s_paragraphs = new(["P", "H1", "H2", "H3", "H4", "H5", "H6", "UL", "OL", "PRE", "TABLE"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Elements that HTML lets stand open, or that hold nothing.</summary>
    private static readonly HashSet<string> s_openEnded = new(
        ["P", "LI", "TD", "TH", "TR", "DT", "DD", "OPTION", "THEAD", "TBODY", "TFOOT", "COLGROUP", "COL", "BR", "HR", "IMG", "META", "LINK", "INPUT", "BASE", "AREA", "WBR", "EMBED", "SOURCE", "PARAM"],
        StringComparer.OrdinalIgnoreCase);

    public static bool IsTooDeep(string html)
    {
        using var reader = new StringReader(html);
        var tokenizer = new HtmlTokenizer(reader);
        var depth = 0;
        while (tokenizer.ReadNextToken(out var token))
        {
            if (token is not HtmlTagToken tag || tag.IsEmptyElement || s_openEnded.Contains(tag.Name)) continue;
            depth = tag.IsEndTag ? Math.Max(0, depth - 1) : depth + 1;
            if (depth > Deepest) return true;
        }
        return false;
    }

    /// <returns>Lines end with LF; none at the beginning and at the end is empty.</returns>
    public static string Of(string html)
    {
        if (html.Length > Longest) html = html[..Longest];
        if (IsTooDeep(html)) return WordsOf(html);
        var writer = new Writer();
        if (new HtmlParser().ParseDocument(html).Body is { } body) Write(body, writer);
        return writer.Text();
    }

    /// <summary>Takes out where pictures of the mail stand; a line of nothing else goes.</summary>
    public static string WithoutPictures(string text) => string.Join('\n', text.Split('\n')
        .Where(line => !line.Contains("[cid:", StringComparison.Ordinal) || s_picture.Replace(line, "").AsSpan().Trim(" >").Length > 0)
        .Select(line => s_picture.Replace(line, "").TrimEnd()));

    private static void Write(INode node, Writer writer)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text) writer.Words(text.Data);
            else if (child is IElement element && !IsUnseen(element)) Write(element, writer);
        }
    }

    private static void Write(IElement element, Writer writer)
    {
        var (name, isBlock) = (element.NodeName, s_blocks.Contains(element.NodeName));
        switch (name)
        {
            case "BR":
                writer.Break();
                return;
            case "HR":
                writer.Line("________________");
                return;
            case "IMG":
                // As mail programs write a picture of the mail itself into plain text.
                var source = element.GetAttribute("src")?.Trim() ?? "";
                writer.Words(source.StartsWith("cid:", StringComparison.OrdinalIgnoreCase) ? $"[cid:{source[4..]}]" : element.GetAttribute("alt") ?? "");
                return;
        }
        if (isBlock) writer.Begin(apart: IsParagraph(element));
        if (DrawsLineAbove(element)) writer.Line("________________");
        if (name is "LI") writer.Words(element.ParentElement?.NodeName is "OL" ? $"{Place(element)}. " : "- ");
        var (isQuote, isVerbatim) = (name is "BLOCKQUOTE", name is "PRE" or "TEXTAREA");
        if (isQuote) writer.Quotes++;
        if (isVerbatim) writer.Verbatim++;
        Write((INode)element, writer);
        if (isVerbatim) writer.Verbatim--;
        if (name is "A") writer.Words(Address(element));
        if (name is "TD" or "TH" && element.NextElementSibling is not null) writer.Words(" ");
        if (isBlock) writer.End(apart: IsParagraph(element));
        if (isQuote) writer.Quotes--;
    }

    private static bool IsUnseen(IElement element)
    {
        if (s_unseen.Contains(element.NodeName) || element.HasAttribute("hidden")) return true;
        return element.GetAttribute("style") is { } style && style.Replace(" ", "", StringComparison.Ordinal) is var plain
            && (plain.Contains("display:none", StringComparison.OrdinalIgnoreCase) || plain.Contains("mso-hide:all", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Word writes each line as a paragraph without a gap.</summary>
    private static bool IsParagraph(IElement element) =>
        s_paragraphs.Contains(element.NodeName) && element.GetAttribute("class")?.StartsWith("Mso", StringComparison.Ordinal) is not true;

    /// <summary>So Outlook parts what somebody writes from what they answer.</summary>
    private static bool DrawsLineAbove(IElement element) =>
        element.NodeName is "DIV" && element.GetAttribute("style")?.Contains("border-top", StringComparison.OrdinalIgnoreCase) is true;

    private static int Place(IElement item) => item.ParentElement!.Children.TakeWhile(c => c != item).Count(c => c.NodeName is "LI") + 1;

    /// <summary>Where a link leads, unless its words say so.</summary>
    private static string Address(IElement link)
    {
        var (href, words) = (link.GetAttribute("href")?.Trim() ?? "", link.TextContent.Trim());
        if (href.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) return words.Contains('@') ? "" : $" <{href[7..]}>";
        var isWeb = href.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || href.StartsWith("https:", StringComparison.OrdinalIgnoreCase);
        return !isWeb || words.Length == 0 || href.Contains(words, StringComparison.OrdinalIgnoreCase) || words.Contains(href, StringComparison.OrdinalIgnoreCase) ? "" : $" ({href})";
    }

    /// <summary>All words in their order, without any shape.</summary>
    private static string WordsOf(string html)
    {
        using var reader = new StringReader(html);
        var tokenizer = new HtmlTokenizer(reader);
        var writer = new Writer();
        while (tokenizer.ReadNextToken(out var token))
        {
            if (token is HtmlDataToken { Kind: HtmlTokenKind.Data } data) writer.Words(data.Data);
            else if (token is HtmlTagToken tag && (s_blocks.Contains(tag.Name) || tag.Id == HtmlTagId.Br)) writer.Break();
        }
        return writer.Text();
    }

    /// <summary>Lines as a browser would break them: white space is one space, blocks begin on a line of their own.</summary>
    private sealed class Writer
    {
        private readonly List<string> lines = [];
        private readonly StringBuilder line = new();
        private bool gap;

        public int Quotes { get; set; }

        public int Verbatim { get; set; }

        public void Words(string text)
        {
            if (Verbatim > 0)
            {
                var parts = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
                for (var at = 0; at < parts.Length; at++)
                {
                    if (at > 0) Break();
                    line.Append(parts[at]);
                }
                return;
            }
            foreach (var c in text)
            {
                if (c is ' ' or '\t' or '\n' or '\r' or '\f')
                {
                    if (line.Length > 0 && line[^1] != ' ') line.Append(' ');
                }
                else
                {
                    line.Append(c == '\u00A0' ? ' ' : c);
                }
            }
        }

        public void Break() => Add(line.ToString());

        public void Line(string text)
        {
            Begin(apart: false);
            Add(text);
        }

        public void Begin(bool apart)
        {
            if (line.ToString().Trim().Length > 0) Break();
            line.Clear();
            gap |= apart;
        }

        public void End(bool apart)
        {
            Begin(apart);
            gap |= apart;
        }

        public string Text()
        {
            Begin(apart: false);
            var kept = new List<string>();
            foreach (var text in lines)
                if (text.Length > 0 || kept.Count > 0 && !(kept[^1].Length == 0 && kept.Count > 1 && kept[^2].Length == 0)) kept.Add(text);
            while (kept.Count > 0 && kept[^1].Length == 0) kept.RemoveAt(kept.Count - 1);
            return string.Join('\n', kept);
        }

        private void Add(string text)
        {
            text = text.TrimEnd();
            if (gap && lines.Count > 0 && lines[^1].Length > 0 && text.Length > 0) lines.Add("");
            gap = false;
            lines.Add(Quotes == 0 ? text : $"{new string('>', Math.Min(Quotes, 20))} {text}".TrimEnd());
            line.Clear();
        }
    }
}
