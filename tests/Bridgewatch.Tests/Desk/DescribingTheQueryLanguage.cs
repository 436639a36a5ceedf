using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel.Query;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;

namespace Bridgewatch.Tests.Desk;

/// <summary>The page about the query language, and the verb that explains a query.</summary>
public partial class DescribingTheQueryLanguage
{
    private const string Begin = "<!-- fields: written by tests/approve.sh -->\n", End = "<!-- end of fields -->";

    private static readonly string[] Page = ["docs", "query-language.md"];

    [Fact, Trait(Approved.Trait, "file")]
    public async Task The_page_names_every_field_as_it_is()
    {
        var text = await File.ReadAllTextAsync(Repository.Path(Page));
        var (from, until) = (text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length, text.IndexOf(End, StringComparison.Ordinal));
        until.ShouldBeGreaterThanOrEqualTo(from);
        await Approved.ShouldBe(text[..from] + Table() + text[until..], Page);
    }

    [Fact]
    public async Task Every_example_of_the_page_can_be_read()
    {
        var examples = Example().Matches(await File.ReadAllTextAsync(Repository.Path(Page))).Select(m => m.Groups[1].Value).ToList();
        examples.Count.ShouldBeGreaterThan(10);
        foreach (var example in examples) TicketNoun.Instance.Read(example).Errors.ShouldBeEmpty(example);
    }

    [Fact]
    public async Task The_verb_prints_how_a_query_is_understood_and_needs_no_data()
    {
        var folder = TestRun.Folder("query-explain");
        var (good, bad) = (Path.Combine(folder, "good.txt"), Path.Combine(folder, "bad.txt"));
        await File.WriteAllTextAsync(good, "prio:P1,P2 AND NOT org:\"Acme, Inc.\"\n");
        await File.WriteAllTextAsync(bad, "statsu:open");
        var explained = await Verb.Run("query", "explain", good);
        (explained.Exit, explained.Errors).ShouldBe((0, ""));
        var json = JsonDocument.Parse(explained.Output).RootElement;
        json.Text("query").ShouldBe("priority:P1,P2 -organization:\"Acme, Inc.\"");
        json.GetProperty("errors").GetArrayLength().ShouldBe(0);
        var parts = json.GetProperty("tree").GetProperty("parts");
        (parts[0].Text("kind"), parts[0].Text("field"), parts[0].Text("operator"), parts[0].GetProperty("at").GetInt32()).ShouldBe(("term", "priority", "is", 0));
        parts[1].Text("kind").ShouldBe("not");
        foreach (var engine in new[] { "sqlite", "postgres" }) json.GetProperty("sql").Text(engine).ShouldContain("priority", customMessage: engine);
        JsonDocument.Parse((await Verb.Run("query", "explain", "prio:P1,P2 AND NOT org:\"Acme, Inc.\"")).Output).RootElement.Text("query").ShouldBe(json.Text("query"), "a query may be given as it is");

        var wrong = await Verb.Run("query", "explain", bad);
        wrong.Exit.ShouldBe(1, "the check found something");
        JsonDocument.Parse(wrong.Output).RootElement.GetProperty("sql").ValueKind.ShouldBe(JsonValueKind.Null);
        JsonDocument.Parse(wrong.Output).RootElement.GetProperty("errors")[0].Text("nearest").ShouldBe("status");
        var several = await Verb.Run("query", "explain", good, Path.Combine(folder, "missing.txt"), bad);
        (several.Exit, several.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length).ShouldBe((2, 3));
        (await Verb.Run("query", "explain", Path.Combine(folder, "missing.txt"))).Exit.ShouldBe(2);
        Directory.EnumerateFileSystemEntries(folder).Count().ShouldBe(2, "it makes no data folder");
    }

    private static string Table()
    {
        var table = new StringBuilder("| field | also | kind | what it asks | values |\n|---|---|---|---|---|\n");
        foreach (var field in TicketNoun.Instance.Fields)
        {
            var values = field.Kind == QueryKind.Instant ? [] : field.Words.Where(w => w != QueryValue.Myself).Select(w => $"`{w}`");
            if (field.TakesNone) values = values.Append($"`{QueryValue.Nothing}`");
            if (field.Words.Contains(QueryValue.Myself)) values = values.Append($"`{QueryValue.Myself}`");
            table.Append(CultureInfo.InvariantCulture, $"| `{field.Name}` | {string.Join(", ", field.Aliases.Select(a => $"`{a}`"))} | {field.Kind.ToString().ToLowerInvariant()} | {field.Doc} | {string.Join(", ", values)} |\n");
        }
        return table.ToString();
    }

    /// <summary>What stands first in a table's row, and the lines of blocks.</summary>
    [GeneratedRegex("^\\| `([a-z(-][^`]*:[^`]*)` \\|", RegexOptions.Multiline)]
    private static partial Regex Example();
}
