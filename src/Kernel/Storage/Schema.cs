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
        await RefuseWhenTooOld(ct);
        List<string> pending = [.. await db.Database.GetPendingMigrationsAsync(ct)];
        await engine.Migrate(db, ct);
        await writes.Run(async db =>
        {
            var row = await db.Set<SchemaRow>().SingleOrDefaultAsync(ct);
            if (row is null) db.Add(new SchemaRow { LowestVersion = Lowest.ToString() });
            else if (Version.Parse(row.LowestVersion) < Lowest) row.LowestVersion = Lowest.ToString();
            return 0;
        }, ct);
        return pending;
    }

    /// <exception cref="SchemaTooNew">A newer program has changed the schema beyond this one.</exception>
    public async Task RefuseWhenTooOld(CancellationToken ct)
    {
        if (!(await db.Database.GetAppliedMigrationsAsync(ct)).Any()) return;
        var lowest = await db.Set<SchemaRow>().Select(s => s.LowestVersion).SingleOrDefaultAsync(ct);
        if (lowest is not null && Version.Parse(lowest) > Program) throw new SchemaTooNew(lowest);
    }

    private static Version Cut(Version version) => new(version.Major, version.Minor, version.Build);
}

/// <summary>The database needs a newer program than this one.</summary>
public sealed class SchemaTooNew(string lowest)
    : Exception($"This is Bridgewatch {Schema.Program}, and the database needs at least version {lowest}. Install that version.");
