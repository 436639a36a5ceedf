using System.Buffers;
using System.Security.Cryptography;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>The folder in which the contents of files lie. Several nodes share one.</summary>
public sealed record FileFolder(string Path);

/// <summary>The contents of files that people attach: one file a content, named by its SHA-256. Their names, and who may see them, are rows
/// of the modules.</summary>
/// <remarks>A content is on the disk before a row names it, so that a killed process leaves at most a file that no row names.</remarks>
public sealed class FileStore(FileFolder folder, IClock clock)
{
    /// <summary>So many bytes of the beginning tell what a file is.</summary>
    private const int LongestHead = 4_096;

    /// <summary>No upload takes as long: what is older was left by a process that was killed.</summary>
    private static readonly Duration LongestUpload = Duration.FromDays(1);

    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>A file younger than this is not removed: a row that names it may be on its way into the database.</summary>
    private static readonly Duration Young = Duration.FromMinutes(5);

    /// <summary>Contents that are being written, each under a name of its own.</summary>
    private string Incoming => Path.Combine(folder.Path, "incoming");

    /// <summary>Writes a content, makes it durable and gives it its name. The same content again is one file.</summary>
    /// <param name="most">The largest that is taken, in bytes.</param>
    /// <param name="look">Throws where it is not to be kept after all.</param>
    /// <exception cref="TooLarge">There is more of it.</exception>
    public async Task<StoredFile> Keep(Stream content, long most, Action<StoredFile> look, CancellationToken ct)
    {
        var draft = Path.Combine(Made(Incoming), Guid.CreateVersion7().ToString("N"));
        try
        {
            var stored = await Write(draft, content, most, ct);
            look(stored);
            var place = PlaceOf(stored.Sha256);
            Made(Path.GetDirectoryName(place)!);
            File.SetLastWriteTimeUtc(draft, clock.GetCurrentInstant().ToDateTimeUtc());
            // Over the one that is there: it is young again, and nobody who looked before removes it.
            File.Move(draft, place, overwrite: true);
            return stored;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <summary>The content for reading; null when it is not there.</summary>
    public Stream? Open(string sha256)
    {
        try
        {
            return new FileStream(PlaceOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 65_536, FileOptions.Asynchronous | FileOptions.SequentialScan);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public bool Has(string sha256) => File.Exists(PlaceOf(sha256));

    /// <summary>Removes a content that no row names any more. False when it is too young to know that.</summary>
    public bool Remove(string sha256)
    {
        var place = PlaceOf(sha256);
        if (!File.Exists(place)) return true;
        if (Instant.FromDateTimeUtc(File.GetLastWriteTimeUtc(place)) > clock.GetCurrentInstant() - Young) return false;
        File.Delete(place);
        return true;
    }

    /// <summary>Hashes of contents that were there already at that time.</summary>
    public IEnumerable<string> Before(Instant time) =>
        from folder in Directory.Exists(folder.Path) ? Directory.EnumerateDirectories(folder.Path, "??") : []
        from file in new DirectoryInfo(folder).EnumerateFiles()
        where Instant.FromDateTimeUtc(file.LastWriteTimeUtc) < time
        select file.Name;

    /// <summary>Deletes what killed processes had begun to write.</summary>
    public void RemoveLeftovers()
    {
        if (!Directory.Exists(Incoming)) return;
        var since = (clock.GetCurrentInstant() - LongestUpload).ToDateTimeUtc();
        foreach (var draft in new DirectoryInfo(Incoming).EnumerateFiles().Where(f => f.LastWriteTimeUtc < since)) draft.Delete();
    }

    private static async Task<StoredFile> Write(string draft, Stream content, long most, CancellationToken ct)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var (buffer, head, size) = (ArrayPool<byte>.Shared.Rent(65_536), new MemoryStream(), 0L);
        try
        {
            await using var file = new FileStream(draft, options);
            while (await content.ReadAsync(buffer, ct) is > 0 and var read)
            {
                if ((size += read) > most) throw new TooLarge(most);
                hash.AppendData(buffer, 0, read);
                if (head.Length < LongestHead) head.Write(buffer, 0, (int)Math.Min(read, LongestHead - head.Length));
                await file.WriteAsync(buffer.AsMemory(0, read), ct);
            }
            file.Flush(flushToDisk: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return new(Convert.ToHexStringLower(hash.GetHashAndReset()), size, head.ToArray());
    }

    private string PlaceOf(string sha256)
    {
        if (sha256.Length != 64 || !sha256.All(char.IsAsciiHexDigitLower)) throw new ArgumentException($"'{sha256}' is no hash.", nameof(sha256));
        return Path.Combine(folder.Path, sha256[..2], sha256);
    }

    private static string Made(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnFolder);
        return path;
    }
}

/// <summary>A content as it was written.</summary>
/// <param name="Sha256">Hexadecimal, lower case.</param>
/// <param name="Head">Its first bytes, which tell what it is.</param>
public sealed record StoredFile(string Sha256, long Size, byte[] Head);
