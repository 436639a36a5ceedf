using System.Formats.Tar;
using System.IO.Compression;
using Bridgewatch.Host.CommandLine;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Seal;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Bridgewatch.Host.Backups;

/// <summary>What a restore brought back.</summary>
/// <param name="Pending">Deliveries that were not sent yet when the backup was made; the server will send them.</param>
internal sealed record Restored(BackupManifest Manifest, long Pending, VerificationResult Verified);

/// <summary>Puts a backup into an empty place and checks what it put there.</summary>
internal sealed class Restore(ServerOptions options, bool force)
{
    /// <param name="source">What <see cref="Backup"/> made: an archive or a folder.</param>
    /// <exception cref="InvalidDataException">The backup is not whole, or of the other engine.</exception>
    /// <exception cref="ConfigurationError">A server holds the data, or the place is not empty.</exception>
    public async Task<Restored> From(string source, CancellationToken ct)
    {
        using var alone = DataLock.Take(options.Data);
        var staging = Path.Combine(options.Data, $"restore-{Guid.CreateVersion7():N}");
        PrivateFolder.Make(staging);
        try
        {
            var folder = Backup.IsArchive(source) ? await Unpack(source, staging, ct) : source;
            var manifest = await BackupManifest.Check(folder, ct);
            Refuse(manifest);
            if (options.Database is null) PlaceSqlite(folder);
            else await PlacePostgres(folder, options.Database, ct);
            Place(Path.Combine(folder, "keys"), Path.Combine(options.Data, "keys"));
            Place(Path.Combine(folder, "files"), Offline.Files(options));
            return await Look(manifest, ct);
        }
        finally
        {
            Directory.Delete(staging, recursive: true);
        }
    }

    private void Refuse(BackupManifest manifest)
    {
        var engine = options.Database is null ? BackupManifest.Sqlite : BackupManifest.Postgres;
        if (manifest.Engine != engine) throw new InvalidDataException($"This is a backup from {manifest.Engine}, and goes back only there.");
        if (Version.Parse(manifest.Lowest) is var lowest && lowest > Schema.Program) throw new SchemaTooNew(lowest);
        if (force) return;
        if (File.Exists(options.File)) throw new ConfigurationError($"There is a database at {options.File}. Give an empty folder, or --force to replace what is there.");
        if (Path.Exists(Path.Combine(options.Data, "keys"))) throw new ConfigurationError($"There are keys in {options.Data}. Give an empty folder, or --force to replace what is there.");
    }

    private static async Task<string> Unpack(string source, string staging, CancellationToken ct)
    {
        try
        {
            await using var file = File.OpenRead(source);
            await using var unpacked = new GZipStream(file, CompressionMode.Decompress);
            // Entries that point outside the folder are refused by the library.
            await TarFile.ExtractToDirectoryAsync(unpacked, staging, overwriteFiles: false, ct);
            return staging;
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw new InvalidDataException($"{source} is no whole archive: {exception.Message}", exception);
        }
    }

    private void PlaceSqlite(string folder)
    {
        foreach (var old in (string[])[options.File, options.File + "-wal", options.File + "-shm"]) File.Delete(old);
        File.Copy(Path.Combine(folder, BackupManifest.SqliteFile), options.File);
    }

    private async Task PlacePostgres(string folder, string connectionString, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString());
        await connection.OpenAsync(ct);
        if (await Scalar(connection, PostgresEngine.OtherSessions, ct) > 0)
        {
            throw new ConfigurationError("Bridgewatch is running on this database. Stop every node first.");
        }
        if (await Scalar(connection, "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind IN ('r', 'S', 'v')", ct) > 0)
        {
            if (!force) throw new ConfigurationError("The database is not empty. Give an empty one, or --force to replace what is there.");
            await Scalar(connection, "DROP SCHEMA public CASCADE; CREATE SCHEMA public; SELECT 0::bigint", ct);
        }
        await PostgresPrograms.Run("pg_restore",
            ["--no-owner", "--no-privileges", "--exit-on-error", "-j", "2", "-d", connection.Database, Path.Combine(folder, BackupManifest.PostgresFile)],
            connection, connectionString, ct);
    }

    private static void Place(string from, string to)
    {
        if (!Directory.Exists(from)) return;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            PrivateFolder.Make(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }

    /// <summary>Whoever restores wants to know now, not when it is needed, whether it came back whole.</summary>
    private async Task<Restored> Look(BackupManifest manifest, CancellationToken ct)
    {
        await using var services = Offline.Compose(options);
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
        if (services.GetRequiredService<StorageEngine>() is PostgresEngine postgres) await postgres.Renumber(ct);
        // Whoever held them when the backup was made does not run here.
        await services.GetRequiredService<Leases>().Forget(ct);
        var now = await BackupManifest.Describe(db, manifest.Engine, manifest.At, ct);
        foreach (var (table, rows) in manifest.Rows)
        {
            if (table != "lease" && now.Rows.TryGetValue(table, out var there) && there != rows) throw new InvalidDataException($"The table {table} has {there} rows, and {rows} in the manifest.");
        }
        var pending = await db.Set<Delivery>().LongCountAsync(d => d.State == DeliveryState.Pending, ct);
        var verified = await scope.ServiceProvider.GetRequiredService<Verification>().Run(manifest.Seal is { } root ? [root] : [], ct);
        SqliteConnection.ClearAllPools();
        return new(manifest, pending, verified);
    }

    private static async Task<long> Scalar(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }
}
