using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bridgewatch.Kernel.Seal;

/// <summary>Appends each signed root to a file where the database's owner has no control. What a killed process did not
/// append, the next one does, so the file has every batch once and in order.</summary>
public sealed class AnchorFile(SealFiles files, IServiceScopeFactory scopes, ILogger<AnchorFile> log)
{
    private const int LargestRead = 1_000;

    private SignedRoot? _last;
    private bool _read;

    /// <summary>Where it is; null when none is configured.</summary>
    public string? Path => files.AnchorFile;

    /// <summary>The newest root that this node knows to stand in it.</summary>
    public SignedRoot? Newest => _last;

    /// <summary>Appends what is missing. Called by one at a time.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task CatchUp(CancellationToken ct)
    {
        if (files.AnchorFile is not { } path) return;
        if (!_read) await Read(path, ct);
        while (true)
        {
            var roots = await Roots(_last?.Batch ?? 0, ct);
            if (roots.Count > 0) Append(path, roots);
            if (roots.Count < LargestRead) return;
        }
    }

    private async Task Read(string path, CancellationToken ct)
    {
        if (File.Exists(path))
        {
            CutTornLine(path);
            if (File.ReadLines(path).LastOrDefault(l => l.Length > 0) is { } line) _last = KernelJson.Read<SignedRoot>(line);
        }
        if (_last is { } last && await Roots(last.Batch - 1, ct) is var roots && (roots.Count == 0 || roots[0].Chain != last.Chain))
        {
            log.LogError("Batch {Batch} of the seal is not what the anchor file says. Run 'bridgewatch verify --anchors {File}'.", last.Batch, path);
        }
        _read = true;
    }

    private void Append(string path, IReadOnlyList<SignedRoot> roots)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        using var file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read);
        file.Write(Encoding.UTF8.GetBytes(string.Concat(roots.Select(root => KernelJson.Write(root) + "\n"))));
        file.Flush(flushToDisk: true);
        _last = roots[^1];
    }

    /// <summary>A process that was killed while writing leaves half a line.</summary>
    private static void CutTornLine(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var end = file.Length;
        while (end > 0)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n') break;
            end--;
        }
        file.SetLength(end);
    }

    private async Task<IReadOnlyList<SignedRoot>> Roots(long after, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SignedRoots>().After(after, LargestRead, ct);
    }
}
