namespace Bridgewatch.Host;

/// <summary>A folder that only its owner can look into.</summary>
internal static class PrivateFolder
{
    /// <summary>Makes it; one that is there keeps its rights.</summary>
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
