using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Bridgewatch.ArchitectureTests;

/// <summary>A use of a text: <c>Text["nav.find"]</c>, or <c>Text[$"status.{shape}"]</c>, whose key is then a pattern.</summary>
internal sealed record TextUse(string File, string Resource, string Key, bool IsPattern)
{
    public bool Covers(string key) => IsPattern ? Regex.IsMatch(key, $"^{Key}$") : key == Key;

    public override string ToString() => $"{SourceTree.Short(File)}: {Resource}[\"{Key}\"]";
}

/// <summary>Finds texts and their uses in the sources: <c>IStringLocalizer&lt;UiTexts&gt; Text</c> names <c>UiTexts.resx</c>.</summary>
internal static partial class Texts
{
    private static readonly Lazy<IReadOnlyList<TextUse>> _uses = new(() => [.. SourceTree.Files("src", ".razor", ".cs").SelectMany(UsesIn)]);

    public static IReadOnlyList<TextUse> Uses => _uses.Value;

    /// <summary>Keys and values of each resource, by the name of its file.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Resources { get; } =
        SourceTree.Files("src", ".resx").Where(f => !Path.GetFileNameWithoutExtension(f).Contains('.')).ToDictionary(
            f => Path.GetFileNameWithoutExtension(f),
            f => (IReadOnlyDictionary<string, string>)XDocument.Load(f).Root!.Elements("data")
                .ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")?.Value ?? ""));

    private static IEnumerable<TextUse> UsesIn(string file)
    {
        var source = File.ReadAllText(file);
        foreach (var (resource, name) in Localizers(file))
            foreach (Match index in Regex.Matches(source, $@"(?<![\w.""]){name}\["))
                foreach (var (key, isPattern) in Keys(source, index.Index + index.Length))
                    yield return new(file, resource, key, isPattern);
    }

    /// <summary>The names by which a file knows its texts: its own, those of its other half, those of _Imports.razor above it.</summary>
    private static IEnumerable<(string Resource, string Name)> Localizers(string file)
    {
        List<string> sources = [file];
        if (file.EndsWith(".razor.cs", StringComparison.Ordinal)) sources.Add(file[..^3]);
        for (var folder = Path.GetDirectoryName(file); folder is not null && folder.Length > SourceTree.Root.Length; folder = Path.GetDirectoryName(folder))
            sources.Add(Path.Combine(folder, "_Imports.razor"));
        return sources.Where(File.Exists).SelectMany(s => Localizer().Matches(File.ReadAllText(s)))
            .Select(m => (m.Groups["resource"].Value.Split('.')[^1], m.Groups["name"].Value)).Distinct();
    }

    /// <summary>The strings in the first argument of an index: one as a rule, two in a condition.</summary>
    private static IEnumerable<(string Key, bool IsPattern)> Keys(string source, int start)
    {
        var depth = 0;
        for (var i = start; i < source.Length; i++)
        {
            switch (source[i])
            {
                case ']' or ',' when depth == 0: yield break;
                case '(' or '[' or '{': depth++; break;
                case ')' or ']' or '}': depth--; break;
                case '"':
                    var isPattern = source[i - 1] == '$';
                    var end = i + 1;
                    for (var holes = 0; end < source.Length && (holes > 0 || source[end] != '"'); end++)
                        holes += isPattern ? source[end] switch { '{' => 1, '}' => -1, _ => 0 } : 0;
                    var text = source[(i + 1)..end];
                    yield return isPattern ? (string.Join(".+", Hole().Split(text).Select(Regex.Escape)), true) : (text, false);
                    i = end;
                    break;
            }
        }
    }

    [GeneratedRegex(@"I(String|Html)Localizer<(?<resource>[\w.]+)>\s+(?<name>\w+)")]
    private static partial Regex Localizer();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();
}
