namespace Bridgewatch.Tests.Harness;

/// <summary>
/// Real-world samples that lie beside the repository, in <c>../shared/data</c>, and are not part of it. The only tests
/// that may skip are those which read them.
/// </summary>
public static class SharedData
{
    /// <summary>The full path of a file or folder there. Skips the running test when it is absent.</summary>
    public static string Path(string relative)
    {
        var path = System.IO.Path.Combine(Repository.Root, "..", "shared", "data", relative);
        Assert.SkipUnless(System.IO.Path.Exists(path), $"../shared/data/{relative} is not on this machine.");
        return System.IO.Path.GetFullPath(path);
    }
}

/// <summary>Where the source tree lies.</summary>
public static class Repository
{
    /// <summary>The folder of Bridgewatch.slnx: the nearest one above the test program.</summary>
    public static string Root { get; } = Find();

    /// <summary>A path inside the source tree.</summary>
    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static string Find()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
            if (File.Exists(System.IO.Path.Combine(folder, "Bridgewatch.slnx")))
                return folder;
        throw new InvalidOperationException($"No Bridgewatch.slnx above {AppContext.BaseDirectory}.");
    }
}
