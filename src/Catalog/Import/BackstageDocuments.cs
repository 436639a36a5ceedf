using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Bridgewatch.Catalog.Import;

/// <summary>The YAML documents of one file, each read for itself, so that a broken one takes no other along.</summary>
internal static class BackstageDocuments
{
    /// <summary>Deeper than any catalog; the YAML library would use up the stack.</summary>
    private const int DeepestNesting = 100;

    /// <summary>Reads all documents of a text.</summary>
    /// <returns>
    /// Of each document that is not empty: its first line, and its root or, when it cannot be read, why and where.
    /// </returns>
    internal static IEnumerable<(int Line, YamlNode? Root, ImportFinding? Finding)> Read(string text, string file)
    {
        foreach (var (line, document) in Split(text))
        {
            YamlNode? root = null;
            ImportFinding? finding = null;
            var reached = 1L;
            try
            {
                if (IsTooDeep(document, ref reached))
                {
                    finding = new(FindingWeight.Error, ImportFault.NestedTooDeeply, file, line);
                }
                else
                {
                    var stream = new YamlStream();
                    stream.Load(new StringReader(document));
                    if (stream.Documents is [{ RootNode: var node }, ..]) root = node;
                }
            }
            catch (Exception e) when (e is YamlException or ArgumentException or InvalidOperationException)
            {
                // For some errors the library has no words and no place of its own; then it is what came last before.
                var (at, words) = e is YamlException { End.Line: > 0 } yaml
                    ? (yaml.End.Line, e.Message)
                    : (reached, null);
                finding = new(FindingWeight.Error, ImportFault.BrokenYaml, file, line + (int)at - 1, null, words);
            }
            if (finding is not null || root is not null) yield return (line, root, finding);
        }
    }

    /// <summary>
    /// Cuts at each line that begins a document. In valid YAML `---` at the beginning of a line can be nothing else.
    /// </summary>
    private static IEnumerable<(int Line, string Document)> Split(string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var start = 0;
        for (var i = 1; i <= lines.Length; i++)
        {
            if (i < lines.Length && !BeginsDocument(lines[i])) continue;
            if (lines[start..i].Any(l => l.AsSpan().Trim() is not ("" or "---") and not ['#', ..] and not ['%', ..]))
                yield return (start + 1, string.Join('\n', lines[start..i]));
            start = i;
        }
    }

    private static bool BeginsDocument(string line) =>
        line.StartsWith("---", StringComparison.Ordinal) && (line.Length == 3 || char.IsWhiteSpace(line[3]));

    /// <param name="reached">The line of the last thing that could be read, from 1.</param>
    private static bool IsTooDeep(string document, ref long reached)
    {
        var parser = new Parser(new StringReader(document));
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current switch
            {
                MappingStart or SequenceStart => 1,
                MappingEnd or SequenceEnd => -1,
                _ => 0,
            };
            reached = Math.Max(reached, parser.Current?.Start.Line ?? 1);
            if (depth > DeepestNesting) return true;
        }
        return false;
    }

    /// <summary>The plain value of a key; null when it is absent, empty or something else.</summary>
    internal static string? Text(this YamlNode? node, string key) => node.Child(key) switch
    {
        YamlScalarNode { Value: { } value } when !string.IsNullOrWhiteSpace(value) => value.Trim(),
        _ => null,
    };

    /// <summary>The plain values of a list; one value alone is a list of one.</summary>
    internal static IReadOnlyList<string> Texts(this YamlNode? node, string key) => node.Child(key) switch
    {
        YamlSequenceNode list =>
            [.. list.OfType<YamlScalarNode>().Select(s => s.Value?.Trim()).OfType<string>().Where(s => s.Length > 0)],
        YamlScalarNode { Value: { } value } when !string.IsNullOrWhiteSpace(value) => [value.Trim()],
        _ => [],
    };

    internal static YamlNode? Child(this YamlNode? node, string key) =>
        node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var child) ? child : null;
}
