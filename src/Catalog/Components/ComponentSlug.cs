using Bridgewatch.Catalog.Naming;

namespace Bridgewatch.Catalog.Components;

/// <summary>The path of a component in the tree: <c>payments/settlement</c>. It holds all its ancestors' paths.</summary>
public static class ComponentSlug
{
    public const int Longest = 400;

    /// <summary>Deeper trees help nobody find anything.</summary>
    public const int Deepest = 12;

    public const char Separator = '/';

    public static bool IsValid(string? path) =>
        path is { Length: <= Longest } && path.Split(Separator) is { Length: <= Deepest } segments && segments.All(Slug.IsSegment);

    public static string Below(string? parent, string segment) => parent is null ? segment : $"{parent}{Separator}{segment}";

    /// <summary>The last part of the path.</summary>
    public static string SegmentOf(string path) => path[(path.LastIndexOf(Separator) + 1)..];

    /// <summary>The path and the paths of all ancestors, nearest first.</summary>
    public static IReadOnlyList<string> WithAncestors(string path)
    {
        var paths = new List<string> { path };
        for (var end = path.LastIndexOf(Separator); end > 0; end = path.LastIndexOf(Separator, end - 1)) paths.Add(path[..end]);
        return paths;
    }

    /// <summary>The paths of everything below lie from the first to before the second.</summary>
    public static (string From, string Until) RangeBelow(string path) => ($"{path}{Separator}", $"{path}{(char)(Separator + 1)}");
}
