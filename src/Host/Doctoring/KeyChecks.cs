using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Seal;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Host.Doctoring;

/// <summary>Are the keys there, and can nobody else read them?</summary>
internal static class KeyChecks
{
    public static async Task<IReadOnlyList<Check>> All(IServiceProvider services, CancellationToken ct)
    {
        var (files, keys) = (services.GetRequiredService<SealFiles>(), services.GetRequiredService<SealKeys>());
        if (Unreadable(keys) is { } why) return [Check.Problem("seal-key", why, $"Bring {files.KeyFile} back from a backup."), Rights(services.GetRequiredService<ServerOptions>())];
        return [Key(files), await Trusted(services.GetRequiredService<BridgewatchDb>(), keys, files, ct), Rights(services.GetRequiredService<ServerOptions>())];
    }

    /// <summary>Why the key cannot be used; null when it can, or there is none.</summary>
    private static string? Unreadable(SealKeys keys)
    {
        try
        {
            if (keys.Exists) _ = keys.Id;
            return null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return exception.Message;
        }
    }

    private static Check Key(SealFiles files)
    {
        if (!File.Exists(files.KeyFile)) return Check.Problem("seal-key", $"There is no key of the seal at {files.KeyFile}.", "Bring it back from a backup; a server makes another one at its start, which old batches do not know.");
        return IsOpen(files.KeyFile)
            ? Check.Problem("seal-key", $"Others can read {files.KeyFile}, and so could sign a forged journal.", $"chmod 600 {files.KeyFile}")
            : Check.Fine("seal-key", files.KeyFile);
    }

    private static async Task<Check> Trusted(BridgewatchDb db, SealKeys keys, SealFiles files, CancellationToken ct)
    {
        var trusted = keys.Trusted([]);
        var unknown = (await db.Set<SealKey>().Select(k => k.Id).ToListAsync(ct)).FindAll(id => !trusted.Knows(id));
        return unknown.Count == 0
            ? Check.Fine("trusted-keys", "Every key that signed is trusted here.")
            : Check.Problem("trusted-keys", $"Batches are signed by {string.Join(", ", unknown)}, which is not trusted here.",
                $"If it is another node's or an earlier key, append its public part (PEM) to {files.TrustedFile}; otherwise run 'bridgewatch verify'.");
    }

    private static Check Rights(ServerOptions options)
    {
        var folder = Path.Combine(options.Data, "keys");
        var open = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.xml").Where(IsOpen).Select(Path.GetFileName).ToList() : [];
        return open.Count == 0
            ? Check.Fine("protection-keys", "Nobody else can read them.")
            : Check.Problem("protection-keys", $"Others can read {string.Join(", ", open)} in {folder}.", $"chmod 600 {folder}/*.xml");
    }

    /// <summary>A key in a folder that only its owner can enter is closed, whatever its own mode says.</summary>
    private static bool IsOpen(string file)
    {
        if (OperatingSystem.IsWindows()) return false;
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode entry = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return (File.GetUnixFileMode(file) & others) != 0 && (File.GetUnixFileMode(Path.GetDirectoryName(Path.GetFullPath(file))!) & entry) != 0;
    }
}
