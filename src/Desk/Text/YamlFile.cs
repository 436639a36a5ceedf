using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Bridgewatch.Desk.Text;

/// <summary>A file of YAML that people write: what stands in it, and all that is wrong with it, each with its line.</summary>
internal abstract class YamlFile
{
    /// <summary>Deeper than any such file; the YAML library would use up the stack.</summary>
    private const int DeepestNesting = 20;

    private readonly List<(long Line, string What)> _faults = [];

    /// <summary>As <c>line 12: …</c>, in the order of the lines.</summary>
    public IReadOnlyList<string> Faults => [.. _faults.OrderBy(f => f.Line).Select(f => $"line {f.Line}: {f.What}")];

    protected void Fault(YamlNode at, string what) => Fault(at.Start.Line, what);

    protected void Fault(long line, string what) => _faults.Add((line, what));

    /// <summary>The map that the file is.</summary>
    /// <param name="example">What such a file has, for whoever gave another.</param>
    protected YamlMappingNode? Root(string yaml, string example)
    {
        var reached = 1L;
        try
        {
            var (parser, depth) = (new Parser(new StringReader(yaml)), 0);
            while (parser.MoveNext())
            {
                reached = Math.Max(reached, parser.Current?.Start.Line ?? 1);
                depth += parser.Current?.NestingIncrease ?? 0;
                if (depth <= DeepestNesting) continue;
                Fault(reached, "This is nested too deep.");
                return null;
            }
            var stream = new YamlStream();
            stream.Load(new StringReader(yaml));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }]) return root;
            Fault(1, example);
        }
        catch (Exception exception) when (exception is YamlException or ArgumentException or InvalidOperationException)
        {
            Fault(exception is YamlException { Start.Line: > 0 } fault ? fault.Start.Line : reached, $"This is no YAML: {exception.Message}");
        }
        return null;
    }

    protected void Know(YamlMappingNode node, string what, params string[] known)
    {
        foreach (var key in node.Children.Keys.Where(k => Text(k) is not { } name || !known.Contains(name)))
            Fault(key, $"{what}: There is no {key}. Known are {string.Join(", ", known)}.");
    }

    protected static YamlNode? Child(YamlMappingNode node, string key) =>
        node.Children.TryGetValue(new YamlScalarNode(key), out var child) && child is not YamlScalarNode { Value: null or "" or "~" or "null" } ? child : null;

    protected static string? Text(YamlNode? node) => node is YamlScalarNode { Value: { Length: > 0 } value } ? value : null;

    /// <summary>Null where there is none.</summary>
    protected string? Text(YamlMappingNode node, string key)
    {
        if (Child(node, key) is not { } child) return null;
        if (Text(child) is { } text) return text;
        Fault(child, $"{key}: Give a text.");
        return null;
    }

    protected YamlMappingNode? Map(YamlMappingNode node, string key)
    {
        var child = Child(node, key);
        if (child is not (null or YamlMappingNode)) Fault(child, $"{key}: Give names with values.");
        return child as YamlMappingNode;
    }

    /// <summary>What a map has, by name.</summary>
    protected IEnumerable<(string Name, YamlNode Value)> Entries(YamlMappingNode node, string key) =>
        Map(node, key) is { } map ? map.Children.Select(c => ($"{c.Key}", c.Value)) : [];

    /// <summary>The maps of a list.</summary>
    protected IEnumerable<YamlMappingNode> Items(YamlMappingNode node, string key)
    {
        if (Child(node, key) is not { } child) yield break;
        if (child is not YamlSequenceNode list)
        {
            Fault(child, $"{key}: Give a list.");
            yield break;
        }
        foreach (var item in list)
        {
            if (item is YamlMappingNode map) yield return map;
            else Fault(item, $"{key}: Each is written as {{name: …, …}}.");
        }
    }

    /// <summary>The texts of a list, or of one that stands alone.</summary>
    protected IReadOnlyList<YamlScalarNode> Texts(YamlMappingNode node, string key)
    {
        if (Child(node, key) is not { } child) return [];
        if (child is YamlScalarNode one) return [one];
        var items = child is YamlSequenceNode list ? list.Children : [child];
        foreach (var wrong in items.Where(i => Text(i) is null)) Fault(wrong, $"{key}: Give a list of texts.");
        return [.. items.OfType<YamlScalarNode>().Where(i => Text(i) is not null)];
    }

    /// <param name="assumed">Where nothing is said.</param>
    /// <param name="place">What it stands in, for whoever has to find it.</param>
    protected bool YesOrNo(YamlMappingNode node, string key, bool assumed = false, string? place = null)
    {
        if (Child(node, key) is not { } child) return assumed;
        if (bool.TryParse(Text(child), out var answer)) return answer;
        Fault(child, $"{(place is null ? "" : $"{place}, ")}{key}: Give true or false.");
        return assumed;
    }
}
