using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Seal;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Governance.Audit;

/// <summary>What somebody looks for in the journal; all of it must fit.</summary>
/// <param name="Actor"><c>system</c>, <c>operator</c>, a handle, an e-mail address or an id.</param>
/// <param name="Type">A type, or how it begins: <c>desk.ticket</c>.</param>
/// <param name="Subject">A ticket's number, a handle, an e-mail address or an id.</param>
/// <param name="Until">The first instant that is too late.</param>
public sealed record JournalFilter(string? Actor = null, string? Type = null, string? Subject = null, Instant? From = null, Instant? Until = null);

/// <param name="Actor">By name, as far as it is known.</param>
/// <param name="Subject">By number or name.</param>
/// <param name="Erased">Its data went with a person.</param>
public sealed record JournalLine(long Seq, Instant At, Named Actor, ActorKind ActorKind, string Type, string SubjectKind, Named Subject, Origin Origin, bool Erased);

/// <param name="Next">Where to go on with older entries; null at the beginning of the journal.</param>
/// <param name="LookedUntil">Set when the page is short because only so many entries are looked through at once: the time of the last one.</param>
public sealed record JournalLines(IReadOnlyList<JournalLine> Items, string? Next, Instant? LookedUntil)
{
    /// <summary>How many there are among those that are looked through, when that was asked for.</summary>
    public Count? Count { get; init; }
}

/// <param name="Data">As it was written; null when it was erased.</param>
public sealed record JournalDetail(JournalLine Line, string? Data, string Digest, Guid Correlation, EntryProof Proof)
{
    /// <summary>The data, member by member.</summary>
    public IReadOnlyList<EntryPart> Parts { get; init; } = [];

    /// <summary>What the ids in it stand for, as far as it is known and seen.</summary>
    public IReadOnlyDictionary<Guid, Named> Names { get; init; } = new Dictionary<Guid, Named>();
}

/// <summary>The journal for those who look into it: the newest first, a page at a time.</summary>
public sealed class JournalSearch(BridgewatchDb db, Actor actor, NameFinder names, EntryProofs proofs)
{
    /// <summary>Entries that a page looks through at most, so that a rare filter over millions stays quick; the next page goes on.</summary>
    public const int MostLookedThrough = 100_000;

    private const int MostCounted = 1_000;

    /// <exception cref="Invalid">A filter names nobody, or the cursor is none of ours.</exception>
    public async Task<JournalLines> Newest(JournalFilter filter, string? cursor, int size, CancellationToken ct)
    {
        MustBeAllowed();
        var before = Position.Start;
        if (!string.IsNullOrEmpty(cursor) && !Position.TryParse(cursor, out before)) throw new Invalid("cursor", "Take the cursor from 'next' of the page before.");
        var window = await Window(filter, string.IsNullOrEmpty(cursor) ? null : before, ct);
        var rows = await (await Narrow(window, filter, ct)).Take(size + 1).ToListAsync(ct);
        var full = rows.Count > size;
        if (full) rows.RemoveAt(size);
        // A page that is not full ends where the window ends, and the journal may go on there.
        var last = full ? rows[^1] : await window.Skip(MostLookedThrough - 1).FirstOrDefaultAsync(ct);
        return new(await Lines(rows, ct), last is null ? null : (await PositionOf(last.Seq, ct)).ToString(), full ? null : last?.At);
    }

    /// <summary>How many fit among the newest <see cref="MostLookedThrough"/>, counted up to a thousand.</summary>
    public async Task<Count> Count(JournalFilter filter, CancellationToken ct)
    {
        MustBeAllowed();
        var counted = await (await Narrow(await Window(filter, null, ct), filter, ct)).Take(MostCounted + 1).CountAsync(ct);
        return new(Math.Min(counted, MostCounted), counted > MostCounted);
    }

    /// <exception cref="NotVisible">There is no such entry.</exception>
    public async Task<JournalDetail> One(long seq, CancellationToken ct)
    {
        MustBeAllowed();
        var row = await db.Journal.SingleOrDefaultAsync(r => r.Seq == seq, ct) ?? throw new NotVisible("entry");
        var parts = JournalWords.Parts(row.Data);
        var ids = parts.SelectMany(p => p.Values).Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Distinct().ToList();
        return new((await Lines([row], ct))[0], row.Data, Convert.ToHexStringLower(row.Digest), row.CorrelationId, await proofs.Of(seq, ct))
        {
            Parts = parts,
            Names = await names.Of(ids, ct),
        };
    }

    /// <summary>Entries before a position, the newest first. What has an index of its own needs no end.</summary>
    private async Task<IQueryable<JournalRow>> Window(JournalFilter filter, Position? before, CancellationToken ct)
    {
        var rows = db.Journal.AsNoTracking();
        if (db.Database.IsNpgsql())
        {
            if (before is (var xid, var seq)) rows = rows.Where(r => EF.Property<long>(r, "Xid") < xid || (EF.Property<long>(r, "Xid") == xid && r.Seq < seq));
            rows = rows.OrderByDescending(r => EF.Property<long>(r, "Xid")).ThenByDescending(r => r.Seq);
        }
        else
        {
            if (before is (_, var seq)) rows = rows.Where(r => r.Seq < seq);
            rows = rows.OrderByDescending(r => r.Seq);
        }
        if (await SubjectId(filter.Subject, ct) is { } subject) return rows.Where(r => r.SubjectId == subject);
        return rows.Take(MostLookedThrough);
    }

    private async Task<IQueryable<JournalRow>> Narrow(IQueryable<JournalRow> rows, JournalFilter filter, CancellationToken ct)
    {
        if (filter.Type is { Length: > 0 } type) rows = rows.Where(r => r.Type.StartsWith(type));
        if (filter.From is { } from) rows = rows.Where(r => r.At >= from);
        if (filter.Until is { } until) rows = rows.Where(r => r.At < until);
        if (filter.Actor is not { Length: > 0 } who) return rows;
        if (Words.TryRead<ActorKind>(who, out var kind)) return rows.Where(r => r.ActorKind == kind);
        var name = who.StartsWith("operator:", StringComparison.Ordinal) || who.StartsWith(Caller.TriggerPrefix, StringComparison.Ordinal) ? who : (await names.IdOf(who, ct))?.ToString()
            ?? throw new Invalid("actor", "Nobody has that name, address or id.");
        return rows.Where(r => r.Actor == name);
    }

    private async Task<Guid?> SubjectId(string? subject, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(subject)) return null;
        if (TicketNumber.TryParse(subject.Trim(), out var number))
            return (await db.Tickets.VisibleTo(actor).Where(t => t.Number == number).Select(t => (TicketId?)t.Id).SingleOrDefaultAsync(ct))?.Value ?? throw new Invalid("subject", $"There is no ticket {number} that you can see.");
        return await names.IdOf(subject, ct) ?? throw new Invalid("subject", "Give a ticket's number, a colleague's handle or address, or an id.");
    }

    private async Task<IReadOnlyList<JournalLine>> Lines(List<JournalRow> rows, CancellationToken ct)
    {
        var known = await names.Of([.. rows.Select(r => r.SubjectId), .. rows.Select(r => Guid.TryParse(r.Actor, out var id) ? id : Guid.Empty)], ct);
        return [.. rows.Select(r => new JournalLine(
            r.Seq, r.At, Guid.TryParse(r.Actor, out var id) ? known.GetValueOrDefault(id, Named.Unknown(r.Actor)) : new(r.Actor, null), r.ActorKind,
            r.Type, r.SubjectKind, known.GetValueOrDefault(r.SubjectId, Named.Unknown(r.SubjectId.ToString())), r.Origin, r.Data is null))];
    }

    private async Task<Position> PositionOf(long seq, CancellationToken ct) => new(
        db.Database.IsNpgsql() ? await db.Journal.Where(r => r.Seq == seq).Select(r => EF.Property<long>(r, "Xid")).SingleAsync(ct) : 0, seq);

    private void MustBeAllowed()
    {
        if (!actor.May(GovernancePermissions.ReadJournal)) throw new Forbidden(GovernancePermissions.ReadJournal);
    }
}
