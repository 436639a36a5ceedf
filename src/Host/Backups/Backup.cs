using System.Data;
using System.Formats.Tar;
using System.IO.Compression;
using Bridgewatch.Host.CommandLine;
using Bridgewatch.Kernel;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;
using Npgsql;

namespace Bridgewatch.Host.Backups;

/// <summary>A consistent copy of everything that makes this installation: database, keys, files. Made beside a running server.</summary>
internal sealed class Backup(ServerOptions options)
{
    /// <param name="target">A <c>.tar.gz</c> file, or a folder that does not exist yet.</param>
    /// <exception cref="InvalidDataException">The target is there already.</exception>
    public async Task<BackupManifest> Make(string target, CancellationToken ct)
    {
        if (Path.Exists(target)) throw new InvalidDataException($"{target} is there already. Give another name.");
        // Beside the target, so that a move makes it whole; readable by nobody else, since keys are in it.
        var staging = $"{target}.part-{Guid.CreateVersion7():N}";
        PrivateFolder.Make(staging);
        try
        {
            var manifest = options.Database is null ? await CopySqlite(staging, ct) : await DumpPostgres(staging, ct);
            CopyFolder(Path.Combine(options.Data, "keys"), Path.Combine(staging, "keys"));
            // After the database: a content is there before a row names it.
            CopyFolder(Offline.Files(options), Path.Combine(staging, "files"));
            manifest = manifest with { Parts = await BackupPart.All(staging, ct) };
            await File.WriteAllTextAsync(Path.Combine(staging, BackupManifest.FileName), KernelJson.Write(manifest), ct);
            if (IsArchive(target)) await Pack(staging, target, ct);
            else Directory.Move(staging, target);
            return manifest;
        }
        finally
        {
            if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
        }
    }

    public static bool IsArchive(string path) =>
        path.EndsWith(".tar.gz", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".tgz", StringComparison.OrdinalIgnoreCase);

    private async Task<BackupManifest> CopySqlite(string staging, CancellationToken ct)
    {
        if (!File.Exists(options.File)) throw new ConfigurationError($"There is no database at {options.File}. Give its folder with --data.");
        var copy = Path.Combine(staging, BackupManifest.SqliteFile);
        Instant at;
        await using (var services = Offline.Compose(options with { Data = staging }))
        {
            at = services.GetRequiredService<IClock>().GetCurrentInstant();
            // One step reads one state of the database; in WAL mode the server writes on meanwhile.
            await using (var from = new SqliteConnection(Unpooled(options.File)))
            await using (var to = new SqliteConnection(Unpooled(copy)))
            {
                await from.OpenAsync(ct);
                await to.OpenAsync(ct);
                from.BackupDatabase(to);
                await using var command = to.CreateCommand();
                // One file, without a log beside it.
                command.CommandText = "PRAGMA journal_mode=DELETE";
                await command.ExecuteNonQueryAsync(ct);
            }
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
            if ((await db.Database.SqlQuery<string>($"SELECT quick_check AS Value FROM pragma_quick_check").ToListAsync(ct)) is not ["ok"])
            {
                throw new InvalidDataException("The database is damaged: 'PRAGMA quick_check' says so. Restore an earlier backup.");
            }
            return await BackupManifest.Describe(db, BackupManifest.Sqlite, at, ct);
        }
    }

    private async Task<BackupManifest> DumpPostgres(string staging, CancellationToken ct)
    {
        await using var offline = await Offline.Open(options, ct);
        await using var scope = offline.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
        // What is counted and what is dumped is one snapshot.
        await using var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        var snapshot = (await db.Database.SqlQuery<string>($"SELECT pg_export_snapshot() AS \"Value\"").ToListAsync(ct)).Single();
        var manifest = await BackupManifest.Describe(db, BackupManifest.Postgres, scope.ServiceProvider.GetRequiredService<IClock>().GetCurrentInstant(), ct);
        await PostgresPrograms.Run("pg_dump",
            ["-Fc", "-Z1", "--no-owner", "--no-privileges", $"--snapshot={snapshot}", "-f", Path.Combine(staging, BackupManifest.PostgresFile)],
            (NpgsqlConnection)transaction.GetDbTransaction().Connection!, options.Database!, ct);
        return manifest;
    }

    private static async Task Pack(string staging, string target, CancellationToken ct)
    {
        var draft = staging + ".tar.gz";
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            await using (var stream = new FileStream(draft, file))
            {
                await using (var packed = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
                {
                    await TarFile.CreateFromDirectoryAsync(staging, packed, includeBaseDirectory: false, ct);
                }
                stream.Flush(flushToDisk: true);
            }
            File.Move(draft, target);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static void CopyFolder(string from, string to)
    {
        if (!Directory.Exists(from)) return;
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(from, file);
            // What is on its way in is named by no row yet.
            if (name.StartsWith("incoming", StringComparison.Ordinal)) continue;
            var copy = Path.Combine(to, name);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            try
            {
                File.Copy(file, copy, overwrite: true);
            }
            catch (FileNotFoundException)
            {
                // Removed since the folder was listed: the last row that named it is gone.
            }
        }
    }

    private static string Unpooled(string file) => new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 30 }.ToString();
}
