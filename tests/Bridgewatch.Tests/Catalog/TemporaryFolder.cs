namespace Bridgewatch.Tests.Catalog;

/// <summary>A folder of files that a test makes, and that goes with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("bridgewatch-catalog-").FullName;

    /// <summary>Writes a file, with the folders above it.</summary>
    public string this[string file]
    {
        set => Write(file, value);
    }

    public void Write(string file, string text)
    {
        var path = System.IO.Path.Combine(Path, file);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
