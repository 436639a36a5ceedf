using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel;

/// <summary>Reads the journal in order, from a remembered position. No entry is ever skipped by a late commit.</summary>
public sealed class JournalReader(BridgewatchDb db, StorageEngine engine, JournalTypes types)
{
    public async Task<IReadOnlyList<Entry>> After(Position position, int limit, CancellationToken ct)
    {
        var rows = await engine.ReadJournal(db, position, limit, ct);
        return [.. rows.Select(Read)];
    }

    /// <summary>One entry by its number; null when there is none, or when a transaction that is still open stands before it.</summary>
    public async Task<Entry?> One(long seq, CancellationToken ct)
    {
        long? xid = db.Database.IsNpgsql()
            ? await db.Journal.Where(r => r.Seq == seq).Select(r => (long?)EF.Property<long>(r, "Xid")).SingleOrDefaultAsync(ct)
            : 0;
        return xid is { } at ? (await After(new(at, seq - 1), 1, ct)).FirstOrDefault(e => e.Seq == seq) : null;
    }

    /// <summary>Where the newest entry about a subject stands.</summary>
    internal async Task<Position> PlaceOf(Subject subject, CancellationToken ct)
    {
        var about = db.Journal.Where(r => r.SubjectId == subject.Id && r.SubjectKind == subject.Kind).OrderByDescending(r => r.Seq);
        if (!db.Database.IsNpgsql()) return new(0, await about.Select(r => r.Seq).FirstAsync(ct));
        var place = await about.Select(r => new { Xid = EF.Property<long>(r, "Xid"), r.Seq }).FirstAsync(ct);
        return new(place.Xid, place.Seq);
    }

    /// <summary>The newest position; <see cref="Position.Start"/> while the journal is empty.</summary>
    public Task<Position> End(CancellationToken ct) => engine.End(db, ct);

    private Entry Read(RawEntry row)
    {
        Words.TryRead<ActorKind>(row.ActorKind, out var kind);
        Words.TryRead<Origin>(row.Origin, out var origin);
        return new(row.Position, row.At, row.Actor, kind, new(row.SubjectKind, row.SubjectId), row.Type,
            row.Data, row.Correlation, origin)
        { Types = types };
    }
}
