using Microsoft.Extensions.FileSystemGlobbing;

namespace Bridgewatch.Catalog.Import;

/// <summary>The YAML files under one folder, and nothing else: no target leads out, no symbolic link is followed.</summary>
internal sealed class BackstageFolder
{
    internal const int MostFiles = 5_000;

    /// <summary>In bytes. Catalogs with an API definition inside reach one or two megabytes.</summary>
    internal const int LargestFile = 5_000_000;

    private static readonly EnumerationOptions s_everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden,
        IgnoreInaccessible = true,
    };

    private readonly string _root;

    private BackstageFolder(string root, IReadOnlyList<string> files) => (_root, Files) = (root, files);

    /// <summary>Relative, with `/`, sorted; at most one more than <see cref="MostFiles"/>.</summary>
    internal IReadOnlyList<string> Files { get; }

    /// <summary>Lists a folder; null when there is none.</summary>
    internal static BackstageFolder? Open(string folder)
    {
        var root = Path.GetFullPath(folder);
        return Directory.Exists(root)
            ? new(root, [.. Directory.EnumerateFiles(root, "*", s_everything)
                .Where(f => Path.GetExtension(f).ToLowerInvariant() is ".yaml" or ".yml")
                .Take(MostFiles + 1)
                .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/')).Order(StringComparer.Ordinal)])
            : null;
    }

    /// <summary>The files that a target means, seen from the file that names it.</summary>
    /// <returns>Relative paths, sorted, or the fault.</returns>
    internal (IReadOnlyList<string> Files, ImportFault? Fault) Resolve(string target, string from)
    {
        if (target.Contains('\0') || Path.IsPathRooted(target) || target.Contains('\\'))
            return ([], ImportFault.PathLeavesFolder);
        var full = Path.GetFullPath(Path.Combine(_root, Path.GetDirectoryName(from) ?? "", target));
        if (!full.StartsWith(_root.TrimEnd('/') + '/', StringComparison.Ordinal))
            return ([], ImportFault.PathLeavesFolder);

        var relative = Path.GetRelativePath(_root, full).Replace('\\', '/');
        if (relative.Contains('*'))
        {
            var matches = new Matcher(StringComparison.Ordinal).AddInclude(relative).Match(Files);
            string[] files = [.. matches.Files.Select(f => f.Path).Order(StringComparer.Ordinal)];
            return (files, files is [] ? ImportFault.NothingMatches : null);
        }
        if (GoesThroughLink(relative)) return ([], ImportFault.PathLeavesFolder);
        return File.Exists(full) ? ([relative], null) : ([], ImportFault.FileNotFound);
    }

    /// <summary>Reads a file as UTF-8, or by its byte order mark.</summary>
    internal (string? Text, ImportFinding? Finding) Read(string file)
    {
        var path = Path.Combine(_root, file);
        try
        {
            if (new FileInfo(path).Length > LargestFile)
                return (null, new(FindingWeight.Error, ImportFault.FileTooLarge, file, null));
            return (File.ReadAllText(path), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, new(FindingWeight.Error, ImportFault.FileUnreadable, file, null));
        }
    }

    private bool GoesThroughLink(string relative)
    {
        var path = _root;
        foreach (var part in relative.Split('/'))
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path) is { LinkTarget: not null }) return true;
        }
        return false;
    }
}
