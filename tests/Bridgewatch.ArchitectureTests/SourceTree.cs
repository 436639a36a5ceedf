namespace Bridgewatch.ArchitectureTests;

/// <summary>The source files as they lie in the repository, what tools have generated left out.</summary>
internal static class SourceTree
{
    private static readonly string[] _notOurs = ["artifacts", "bin", "obj", "Migrations", "CompiledModel", ".git", "node_modules", "TestResults"];

    public static string Root { get; } = Find();

    /// <summary>Modules in the order in which they may know each other: each knows only those before it.</summary>
    public static string[] ModuleLine { get; } =
        ["Kernel", "Ui", "Access", "Catalog", "Crew", "Desk", "Signals", "Incidents", "Knowledge", "Insight", "Feedback", "Governance"];

    /// <summary>Files below a folder with one of the endings, as full paths.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings) => Walk(Path.Combine(Root, folder), endings);

    /// <summary>How a message names a file.</summary>
    public static string Short(string file) => Path.GetRelativePath(Root, file);

    private static IEnumerable<string> Walk(string folder, string[] endings)
    {
        if (!Directory.Exists(folder)) return [];
        var here = Directory.EnumerateFiles(folder).Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)));
        return here.Concat(Directory.EnumerateDirectories(folder)
            .Where(d => !_notOurs.Contains(Path.GetFileName(d))).SelectMany(d => Walk(d, endings)));
    }

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Bridgewatch.slnx")))
                return folder;
        throw new InvalidOperationException($"No Bridgewatch.slnx above {AppContext.BaseDirectory}.");
    }
}
