using System.Text.RegularExpressions;

namespace Bridgewatch.ArchitectureTests;

/// <summary>What people read stands in resources, whole and without leftovers.</summary>
public class TextRules
{
    [Fact]
    public void Every_text_that_is_asked_for_exists()
    {
        if (SourceTree.Files("src", ".razor").Any()) Texts.Uses.ShouldNotBeEmpty("There are pages, but no use of a text was seen.");
        Texts.Uses.Where(use => !Texts.Resources.TryGetValue(use.Resource, out var keys) || !keys.Keys.Any(use.Covers))
            .Select(use => use.ToString()).ShouldBeEmpty();
    }

    [Fact]
    public void Every_text_is_used_somewhere()
    {
        // A key may also travel: a constant, a menu entry, an enum's word. Then it stands in quotes somewhere.
        var sources = SourceTree.Files("src", ".razor", ".cs").Select(File.ReadAllText).ToList();
        var unused = from resource in Texts.Resources
                     from key in resource.Value.Keys
                     where !Texts.Uses.Any(use => use.Resource == resource.Key && use.Covers(key))
                     where !sources.Exists(source => source.Contains($"\"{key}\"", StringComparison.Ordinal))
                     select $"{resource.Key}: {key}";
        unused.ShouldBeEmpty();
    }

    [Fact]
    public void No_text_is_empty_or_shouts() =>
        (from resource in Texts.Resources
         from text in resource.Value
         where string.IsNullOrWhiteSpace(text.Value) || text.Value.Contains('!', StringComparison.Ordinal)
         select $"{resource.Key}: {text.Key} = {text.Value}").ShouldBeEmpty();

    /// <summary>Rules are shared by static extensions, so that they name their text by <c>RuleTexts.Of</c> and not by a localizer.</summary>
    [Fact]
    public void What_a_rule_says_stands_in_a_resource()
    {
        var sources = SourceTree.Files("src", ".cs").Select(f => (File: SourceTree.Short(f), Text: System.IO.File.ReadAllText(f))).ToList();
        sources.Where(s => Regex.IsMatch(s.Text, """WithMessage\(\s*[$@]*"|WithMessage\(\s*(\w+ *=> *)?[A-Z]\w*\.\w+\s*\)""")).Select(s => s.File).ShouldBeEmpty();
        var uses = sources.SelectMany(s => Regex.Matches(s.Text, """RuleTexts\.Of<(\w+)>\("([^"]+)""" + "\"").Select(m => (s.File, Resource: m.Groups[1].Value, Key: m.Groups[2].Value))).ToList();
        uses.ShouldNotBeEmpty();
        uses.Where(u => !Texts.Resources[u.Resource].ContainsKey(u.Key)).ShouldBeEmpty();
    }
}
