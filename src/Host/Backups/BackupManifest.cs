using System.Security.Cryptography;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Seal;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Host.Backups;

/// <summary>What a backup is and holds, so that a restore can tell whether it is whole.</summary>
/// <param name="Program">The version that made it.</param>
/// <param name="Lowest">The oldest version that may run on its schema.</param>
/// <param name="Engine"><c>sqlite</c> or <c>postgres</c>; a backup goes back to the engine it came from.</param>
/// <param name="Schema">The newest migration.</param>
/// <param name="Rows">Rows by table.</param>
/// <param name="Seal">The newest signed root; null while nothing is sealed.</param>
public sealed record BackupManifest(
    int Format, string Program, string Lowest, string Engine, Instant At, string Schema, IReadOnlyDictionary<string, long> Rows,
    SignedRoot? Seal, IReadOnlyList<BackupPart> Parts)
{
    public const int CurrentFormat = 1;

    public const string FileName = "manifest.json";

    public const string SqliteFile = "bridgewatch.db";

    public const string PostgresFile = "database.dump";

    public const string Sqlite = "sqlite";

    public const string Postgres = "postgres";

    /// <summary>Reads it from the folder of an unpacked backup and holds every part against it.</summary>
    /// <exception cref="InvalidDataException">It is no backup, or not a whole one.</exception>
    public static async Task<BackupManifest> Check(string folder, CancellationToken ct)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file)) throw new InvalidDataException("This is no backup: it has no manifest.");
        BackupManifest manifest;
        try
        {
            manifest = KernelJson.Read<BackupManifest>(await File.ReadAllTextAsync(file, ct));
        }
        catch (System.Text.Json.JsonException exception)
        {
            throw new InvalidDataException($"The manifest of the backup cannot be read: {exception.Message}", exception);
        }
        if (manifest.Format != CurrentFormat) throw new InvalidDataException($"Backups of format {manifest.Format} belong to another version of Bridgewatch.");
        var found = (await BackupPart.All(folder, ct)).ToDictionary(p => p.Name);
        foreach (var part in manifest.Parts)
        {
            if (!found.Remove(part.Name, out var there)) throw new InvalidDataException($"The backup is not whole: {part.Name} is missing.");
            if (there != part) throw new InvalidDataException($"The backup is damaged: {part.Name} is not what the manifest says.");
        }
        if (found.Count > 0) throw new InvalidDataException($"The backup holds {found.Keys.First()}, which its manifest does not know.");
        return manifest;
    }

    /// <summary>Describes a database: on PostgreSQL the snapshot that is dumped, on SQLite the copy itself.</summary>
    internal static async Task<BackupManifest> Describe(BridgewatchDb db, string engine, Instant at, CancellationToken ct)
    {
        var rows = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().Distinct())
        {
#pragma warning disable EF1002 // Names of tables come from the model.
            rows[table] = (await db.Database.SqlQueryRaw<long>($"SELECT count(*) AS \"Value\" FROM \"{table}\"").ToListAsync(ct)).Single();
#pragma warning restore EF1002
        }
        var schema = (await db.AppliedMigrations(ct))[^1];
        var lowest = await db.Set<SchemaRow>().Select(s => s.LowestVersion).SingleOrDefaultAsync(ct) ?? Kernel.Schema.Lowest.ToString();
        return new(CurrentFormat, Kernel.Schema.Program.ToString(), lowest, engine, at, schema, rows, await new SignedRoots(db).Newest(ct), []);
    }
}

/// <summary>A file of a backup.</summary>
/// <param name="Name">Relative, with slashes.</param>
/// <param name="Sha256">Hexadecimal.</param>
public sealed record BackupPart(string Name, long Bytes, string Sha256)
{
    /// <summary>All files below a folder but the manifest.</summary>
    internal static async Task<IReadOnlyList<BackupPart>> All(string folder, CancellationToken ct)
    {
        var parts = new List<BackupPart>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            if (name == BackupManifest.FileName) continue;
            await using var stream = File.OpenRead(file);
            parts.Add(new(name, stream.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, ct))));
        }
        return parts;
    }
}
