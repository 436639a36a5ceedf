[assembly: System.Runtime.Versioning.SupportedOSPlatform("linux")] // PostgreSQL, /proc and signals as Debian has them

namespace Bridgewatch.Bench;

/// <summary>A folder on the disk for everything that is measured, deleted at the end.</summary>
internal sealed class Place : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("bridgewatch-bench-").FullName;

    public Place()
    {
        // PostgreSQL runs as another user and must be able to reach its own folder.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_root, File.GetUnixFileMode(_root) | UnixFileMode.OtherExecute | UnixFileMode.GroupExecute);
    }

    /// <summary>Upwards from the program to the folder that holds the solution.</summary>
    public static string Repository { get; } = FindRepository();

    public string Folder(string name) => Directory.CreateDirectory(Path.Combine(_root, name)).FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private static string FindRepository()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Bridgewatch.slnx"))) return folder.FullName;
        }
        throw new InvalidOperationException("The repository was not found above the program.");
    }
}
