using System.Diagnostics;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Bridgewatch.Desk.Text;
using Bridgewatch.Tests.Harness;
using CsCheck;

namespace Bridgewatch.Tests.Desk;

public class ShowingMarkdownSafely
{
    [Theory]
    [InlineData("**bold** and *soft* and ~~gone~~", "<p><strong>bold</strong> and <em>soft</em> and <del>gone</del></p>")]
    [InlineData("one\ntwo", "<p>one<br>\ntwo</p>")]
    [InlineData("# Title", "<h3>Title</h3>")]
    [InlineData("###### Deep", "<h6>Deep</h6>")]
    [InlineData("- [ ] open\n- [x] done", "<ul>\n<li>☐ open</li>\n<li>☑ done</li>\n</ul>")]
    [InlineData("3. three", "<ol start=\"3\">\n<li>three</li>\n</ol>")]
    [InlineData("```sql\nselect 1 < 2;\n```", "<pre><code>select 1 &lt; 2;\n</code></pre>")]
    [InlineData("> said", "<blockquote>\n<p>said</p>\n</blockquote>")]
    [InlineData("<b onclick=alert(1)>hi</b>", "<p>&lt;b onclick=alert(1)&gt;hi&lt;/b&gt;</p>")]
    [InlineData("", "")]
    [InlineData(null, "")]
    [InlineData(" \n\t", "")]
    public void What_people_write_is_rendered_and_their_html_is_text(string? markdown, string html) =>
        SafeHtml.From(markdown).ShouldBe(html);

    [Fact]
    public void A_table_stays_a_table()
    {
        var page = Page(SafeHtml.From("| a | b |\n|--|--:|\n| 1 | 2 |"));
        page.QuerySelectorAll("th").Select(c => c.TextContent).ShouldBe(["a", "b"]);
        page.QuerySelectorAll("td").Select(c => c.TextContent).ShouldBe(["1", "2"]);
    }

    [Theory]
    [InlineData("https://status.acme.example/a?b=1&c=2", "https://status.acme.example/a?b=1&c=2")]
    [InlineData("[see](https://acme.example 'Title')", "https://acme.example")]
    [InlineData("<kim@acme.example>", "mailto:kim@acme.example")]
    [InlineData("[call](tel:+49301234)", "tel:+49301234")]
    [InlineData("[ref]\n\n[ref]: https://acme.example/r", "https://acme.example/r")]
    public void A_link_leads_outside_without_telling_where_from(string markdown, string href)
    {
        var link = Page(SafeHtml.From(markdown)).QuerySelectorAll("a").ShouldHaveSingleItem();
        link.GetAttribute("href").ShouldBe(href);
        link.GetAttribute("rel").ShouldBe("noopener noreferrer nofollow");
        link.GetAttribute("target").ShouldBe("_blank");
    }

    [Theory]
    [InlineData("[click](javascript:alert(1))", "click")]
    [InlineData("[click](JaVaScRiPt&#58;alert(1))", "click")]
    [InlineData("[click](data:text/html;base64,PHN2Zz4=)", "click")]
    [InlineData("[click](vbscript:x)", "click")]
    [InlineData("[sign out](/sign-out)", "sign out")]
    [InlineData("[other](//evil.example/x)", "other")]
    [InlineData("[file](file:///etc/passwd)", "file")]
    [InlineData("<javascript:alert(1)>", "javascript:alert(1)")]
    [InlineData("[**bold** words][r]\n\n[r]: javascript:alert(1)", "bold words")]
    public void A_link_that_leads_elsewhere_keeps_only_its_words(string markdown, string words)
    {
        var page = Page(SafeHtml.From(markdown));
        page.QuerySelectorAll("a").ShouldBeEmpty();
        page.Body!.TextContent.Trim().ShouldBe(words);
    }

    [Theory]
    [InlineData("![a chart](https://evil.example/pixel.png)", "a chart")]
    [InlineData("![](https://evil.example/pixel.png)", "https://evil.example/pixel.png")]
    [InlineData("[![alt](https://evil.example/pixel.png)](https://acme.example)", "alt")]
    public void An_image_is_a_link_and_loads_nothing(string markdown, string words)
    {
        var page = Page(SafeHtml.From(markdown));
        page.QuerySelectorAll("img").ShouldBeEmpty();
        page.QuerySelectorAll("a").ShouldHaveSingleItem().TextContent.ShouldBe(words);
    }

    [Fact]
    public void Only_known_people_are_marked_as_mentioned()
    {
        var html = SafeHtml.From("@Ada please ask @nobody, not `@ada` or ada@ada", new HashSet<string> { "ada" });
        html.ShouldBe("<p><span class=\"mention\">@Ada</span> please ask @nobody, not <code>@ada</code> or ada@ada</p>");
        SafeHtml.From("@ada").ShouldBe("<p>@ada</p>");
    }

    [Theory]
    [InlineData("@ada and @Bo.Berg, (@c-d_e) thanks @ada.", "ada bo.berg c-d_e")]
    [InlineData("mail kim@acme.example or <kim@acme.example>", "")]
    [InlineData("`@ada` and\n\n    @bo\n\n```\n@cy\n```", "")]
    [InlineData("https://social.example/@ada [@bo](https://acme.example)", "")]
    [InlineData("\\@ada @ @@bo @-cy @user@host.example", "")]
    [InlineData("**@ada** | > @bo\n> @cy", "ada bo cy")]
    [InlineData("line\n@ada", "ada")]
    public void Mentions_are_handles_in_running_text(string markdown, string handles) =>
        string.Join(' ', Mentions.In(markdown)).ShouldBe(handles);

    [Fact]
    public void A_text_calls_no_more_than_fifty_people() =>
        Mentions.In(string.Join(' ', Enumerable.Range(0, 80).Select(i => $"@p{i}"))).Count.ShouldBe(Mentions.Most);

    [Theory]
    [InlineData("one\ntwo\n\nthree", "one\ntwo\n\nthree")]
    [InlineData("# Title\n**bold** `code`", "Title\n\nbold code")]
    [InlineData("- a\n- b\n  - c", "- a\n- b\n  - c")]
    [InlineData("9. a\n10. b\n\n    more", "9. a\n10. b\n\n    more")]
    [InlineData("> said\n> twice\n\nanswer", "> said\n> twice\n\nanswer")]
    [InlineData("```\nx = 1\n  y\n```", "    x = 1\n      y")]
    [InlineData("[see](https://acme.example/x) https://acme.example", "see (https://acme.example/x) https://acme.example")]
    [InlineData("| a | b |\n|--|--|\n| 1 | 2 |", "a | b\n1 | 2")]
    [InlineData("![chart](https://acme.example/c.png)", "chart (https://acme.example/c.png)")]
    [InlineData("[click](javascript:alert(1))", "click")]
    [InlineData("a &amp; b <b>", "a & b <b>")]
    [InlineData("- [x] done @ada", "- ☑ done @ada")]
    [InlineData("a\n\n---\n\nb", "a\n\n---\n\nb")]
    public void Plain_text_reads_like_a_mail(string markdown, string text) => PlainText.From(markdown).ShouldBe(text);

    [Theory]
    [InlineData("**Sync** stalls\n\nsince ten", 40, "Sync stalls since ten")]
    [InlineData("**Sync** stalls\n\nsince ten", 12, "Sync stalls…")]
    [InlineData("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2, "👩‍👩‍👧‍👦…")]
    [InlineData("", 5, "")]
    public void An_excerpt_is_one_line_and_cuts_no_character(string markdown, int longest, string excerpt) =>
        PlainText.Excerpt(markdown, longest).ShouldBe(excerpt);

    [Fact]
    public void Nothing_executable_survives_of_the_naughty_strings()
    {
        var strings = JsonSerializer.Deserialize<string[]>(File.ReadAllText(SharedData.Path("security/naughty-strings/blns.json")))!;
        strings.Length.ShouldBeGreaterThan(500);
        foreach (var s in strings)
        {
            string[] dressed = [s, $"[x]({s})", $"![x](<{s}>)", $"<{s}>", $"`{s}`", $"[{s}](https://acme.example)", $"```{s}\n{s}",
                $"| {s} | b |\n|--|--|\n| {s} | 2 |", $"[r]: {s}\n\n[r]", $"> - {s}\n\n@{s}"];
            foreach (var text in dressed) ShouldBeHarmless(text);
        }
    }

    private static readonly string[] s_parts =
    [
        "<", ">", "script", "javascript:", "data:", "](", "[", "!", "`", "\n", " ", "\"", "'", "onerror=", "svg/", "&#58;",
        "\\", "|", "*", "_", "@a", "https://x.example", "&lt;", "\t", "- ", "    ", "```", "\0", "--\n", "#", "é", "\ud800",
        "a", "1", ")", "style", "mailto:",
    ];

    [Fact]
    public void Nothing_executable_survives_of_any_text() =>
        Gen.Int[0, s_parts.Length - 1].Select(i => s_parts[i])
        .Array[0, 30].Select(parts => string.Concat(parts)).Sample(ShouldBeHarmless, iter: 1_500);

    [Theory]
    [InlineData("> ")]
    [InlineData("[")]
    [InlineData("**a ")]
    [InlineData("*a_")]
    [InlineData("`a")]
    [InlineData("- ")]
    [InlineData("![](")]
    [InlineData("[a](https://x.example")]
    [InlineData("[a][")]
    [InlineData("[a]: b\n")]
    [InlineData("| a ")]
    [InlineData("|a\n")]
    [InlineData("<a")]
    [InlineData("@a")]
    [InlineData("~~a")]
    [InlineData("ERR_")]
    [InlineData("http 1 ")]
    [InlineData("https://x")]
    public void A_text_made_to_take_long_does_not(string part)
    {
        foreach (var length in new[] { 60_000, 1_000_000 })
        {
            var text = string.Concat(Enumerable.Repeat(part, length / part.Length));
            var clock = Stopwatch.StartNew();
            ShouldBeHarmless(text);
            PlainText.From(text).ShouldNotBeNull();
            Mentions.In(text).Count.ShouldBeLessThanOrEqualTo(Mentions.Most);
            ErrorCodes.In(text).Count.ShouldBeLessThanOrEqualTo(ErrorCodes.Most);
            // Each takes less than a second; without the limits the longer ones take many minutes.
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public void A_text_too_long_or_too_deep_for_Markdown_is_shown_as_it_stands()
    {
        var log = string.Concat(Enumerable.Repeat("<script>alert(1)</script> **a**\n", 3_000));
        Page(SafeHtml.From(log)).QuerySelectorAll("pre").ShouldHaveSingleItem().TextContent.ShouldBe(log);
        PlainText.From(log).ShouldBe(log);
        var deep = string.Concat(Enumerable.Repeat("> ", 1_000)) + "end";
        Page(SafeHtml.From(deep)).QuerySelectorAll("pre").ShouldHaveSingleItem().TextContent.ShouldBe(deep);
    }

    private static IDocument Page(string html) => new HtmlParser().ParseDocument(html);

    private static readonly HashSet<string> s_elements =
        [.. "html head body p br strong em del h3 h4 h5 h6 ul ol li blockquote pre code hr table thead tbody tr th td a span".Split(' ')];

    private static void ShouldBeHarmless(string markdown)
    {
        foreach (var element in Page(SafeHtml.From(markdown, new HashSet<string> { "a" })).All)
        {
            s_elements.ShouldContain(element.LocalName, markdown);
            foreach (var attribute in element.Attributes)
                switch ((element.LocalName, attribute.Name))
                {
                    case ("a", "href"):
                        attribute.Value.ShouldMatch("^(?i:https?://|mailto:|tel:)", markdown);
                        break;
                    case ("a", "rel"): attribute.Value.ShouldBe("noopener noreferrer nofollow"); break;
                    case ("a", "target"): attribute.Value.ShouldBe("_blank"); break;
                    case ("span", "class"): attribute.Value.ShouldBe("mention"); break;
                    case ("ol", "start"): break;
                    default: Assert.Fail($"{element.LocalName} {attribute.Name} from {markdown}"); break;
                }
        }
    }
}
