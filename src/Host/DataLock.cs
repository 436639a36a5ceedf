namespace Bridgewatch.Host;

/// <summary>Held on a data folder by the server that uses it, and by verbs that must be alone with it. The system takes it away
/// from a process that ends, however it ends.</summary>
public sealed class DataLock : IDisposable
{
    private const string Name = "bridgewatch.lock";

    private readonly FileStream _file;

    private DataLock(FileStream file) => _file = file;

    /// <param name="folder">Made when it does not exist.</param>
    /// <exception cref="ConfigurationError">A server, or a verb that must be alone, holds it.</exception>
    public static DataLock Take(string folder) => TryTake(folder)
        ?? throw new ConfigurationError($"Bridgewatch is already running with the data folder {folder}. Stop it first, or give another folder with --data.");

    /// <summary>Null when it is held.</summary>
    public static DataLock? TryTake(string folder)
    {
        PrivateFolder.Make(folder);
        try
        {
            return new(new(Path.Combine(folder, Name), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception) when (exception is not (DirectoryNotFoundException or PathTooLongException or FileNotFoundException))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
