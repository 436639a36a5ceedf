using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel;

/// <summary>Brings the database to this program's schema, unless that belongs to programs newer than this one.</summary>
public sealed class Schema(BridgewatchDb db, StorageEngine engine, OperationalWrites writes)
{
    /// <summary>The oldest program that may run on the schema that this one makes. A migration that takes away what an older
    /// version still reads or writes raises it; one that only adds does not, so that nodes can be upgraded one after the other.</summary>
    public static readonly Version Lowest = new(0, 1, 0);

    /// <summary>This program's version.</summary>
    public static Version Program { get; } = Cut(typeof(Schema).Assembly.GetName().Version!);

    /// <summary>Migrates, one node at a time, and returns what was applied.</summary>
    /// <exception cref="SchemaTooNew">A newer program has changed the schema beyond this one.</exception>
    public async Task<IReadOnlyList<string>> BringUp(CancellationToken ct)
    {
        var applied = await db.AppliedMigrations(ct);
        var lowest = await RefuseWhenTooOld(ct);
        await engine.Migrate(db, ct);
        if (lowest is null || lowest < Lowest) await writes.Run(Raise, ct);
        return [.. db.Database.GetMigrations().Except(applied)];
    }

    /// <summary>Returns the lowest version that may run on the schema, null where none is written yet.</summary>
    /// <exception cref="SchemaTooNew">A newer program has changed the schema beyond this one.</exception>
    public async Task<Version?> RefuseWhenTooOld(CancellationToken ct)
    {
        if ((await db.AppliedMigrations(ct)).Count == 0) return null;
        var lowest = await db.Set<SchemaRow>().Select(s => s.LowestVersion).SingleOrDefaultAsync(ct) is { } written ? Version.Parse(written) : null;
        return lowest > Program ? throw new SchemaTooNew(lowest) : lowest;
    }

    private static async Task<int> Raise(BridgewatchDb db)
    {
        var row = await db.Set<SchemaRow>().SingleOrDefaultAsync();
        if (row is null) db.Add(new SchemaRow { LowestVersion = Lowest.ToString() });
        else if (Version.Parse(row.LowestVersion) < Lowest) row.LowestVersion = Lowest.ToString();
        return 0;
    }

    private static Version Cut(Version version) => new(version.Major, version.Minor, version.Build);
}

/// <summary>The database needs a newer program than this one.</summary>
public sealed class SchemaTooNew(Version lowest)
    : Exception($"This is Bridgewatch {Schema.Program}, and the database needs at least version {lowest}. Install that version.");
