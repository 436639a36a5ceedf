using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Import;

/// <summary>What of other systems is here.</summary>
public sealed class ImportQueries(BridgewatchDb db, Actor actor)
{
    private const int MostRuns = 20;

    /// <summary>The newest readings first, and how much of each system is here.</summary>
    public async Task<ImportStatus> Status(CancellationToken ct)
    {
        MustManage();
        var runs = await db.ImportRuns.AsNoTracking().OrderByDescending(r => r.StartedAt).Take(MostRuns).ToListAsync(ct);
        var here = await db.ImportedTickets.GroupBy(i => i.Source).Select(g => new { g.Key, Count = g.Count() }).OrderBy(g => g.Key).ToListAsync(ct);
        return new([.. here.Select(h => new ImportedSource(h.Key, h.Count))], [.. runs.Select(r => new ImportRunView(r.Id, r.Source, r.StartedAt, r.FinishedAt, r.Report))]);
    }

    /// <summary>The tickets that had this number elsewhere, among those that the actor sees.</summary>
    /// <param name="number">With or without the system's name before it: <c>zd:1042</c>, <c>1042</c>.</param>
    public async Task<IReadOnlyList<OldNumber>> ByOldNumber(string number, CancellationToken ct)
    {
        if (OldNumbers.Typed(number) is not var (system, digits) || !actor.May(DeskPermissions.ReadTickets)) return [];
        var visible = db.Tickets.VisibleTo(actor);
        var found = await (from old in db.ImportedTickets.AsNoTracking()
                           join ticket in visible on old.Ticket equals ticket.Id
                           where old.Number == digits && (system == null || old.Source.StartsWith(system))
                           orderby ticket.Number
                           select new { ticket.Number, old.Source, Old = old.Number }).Take(MostRuns).ToListAsync(ct);
        return [.. found.Select(f => new OldNumber(f.Number, f.Source, f.Old))];
    }

    /// <summary>What a ticket was elsewhere; nothing for one of ours, or one that the actor does not see.</summary>
    public async Task<IReadOnlyList<OldNumber>> Of(TicketNumber number, CancellationToken ct)
    {
        var found = await (from ticket in db.Tickets.VisibleTo(actor)
                           join old in db.ImportedTickets on ticket.Id equals old.Ticket
                           where ticket.Number == number
                           orderby old.Source, old.Number
                           select new { ticket.Number, old.Source, Old = old.Number }).ToListAsync(ct);
        return [.. found.Select(f => new OldNumber(f.Number, f.Source, f.Old))];
    }

    internal async Task<Dictionary<string, ImportedTicket>> Tickets(string source, IReadOnlyList<string> numbers, CancellationToken ct) =>
        await db.ImportedTickets.AsNoTracking().Where(i => i.Source == source && numbers.Contains(i.Number)).ToDictionaryAsync(i => i.Number, ct);

    internal async Task<Dictionary<string, UserHere>> Users(string source, IReadOnlyList<string> ids, CancellationToken ct)
    {
        var things = await db.ImportedThings.AsNoTracking().Where(t => t.Source == source && (t.Kind == ImportedKind.Person || t.Kind == ImportedKind.Contact) && ids.Contains(t.OldId)).ToListAsync(ct);
        var people = things.Where(t => t.Kind == ImportedKind.Person).Select(t => new PersonId(t.Id)).ToList();
        var states = await db.People.Where(p => people.Contains(p.Id)).Select(p => new { p.Id, p.State, p.Name, p.Email }).ToDictionaryAsync(p => p.Id, ct);
        return things.GroupBy(t => t.OldId).ToDictionary(g => g.Key, g =>
        {
            var person = g.FirstOrDefault(t => t.Kind == ImportedKind.Person) is { } p && states.TryGetValue(new(p.Id), out var state) ? state : null;
            return new UserHere(person?.Id, person?.State == PersonState.Left, g.FirstOrDefault(t => t.Kind == ImportedKind.Contact) is { } c ? new ContactId(c.Id) : null) { Name = person?.Name, Email = person?.Email };
        });
    }

    internal async Task<Dictionary<string, Guid>> Things(string source, ImportedKind kind, IReadOnlyList<string> ids, CancellationToken ct) =>
        await db.ImportedThings.AsNoTracking().Where(t => t.Source == source && t.Kind == kind && ids.Contains(t.OldId)).ToDictionaryAsync(t => t.OldId, t => t.Id, ct);

    internal Task<int> Count(string source, ImportedKind kind, IReadOnlyList<string> ids, CancellationToken ct) =>
        db.ImportedThings.CountAsync(t => t.Source == source && t.Kind == kind && ids.Contains(t.OldId), ct);

    /// <summary>The queues that groups have become, and the default one under an empty name.</summary>
    internal async Task<Dictionary<string, QueueHere>> Queues(string source, CancellationToken ct)
    {
        var queues = await db.Queues.Select(q => new { q.Id, q.Team, q.IsDefault }).ToListAsync(ct);
        var groups = await db.ImportedThings.AsNoTracking().Where(t => t.Source == source && t.Kind == ImportedKind.Queue).ToListAsync(ct);
        var here = (from g in groups
                    join q in queues on g.Id equals q.Id.Value
                    select (g.OldId, new QueueHere(q.Id, q.Team))).ToDictionary(g => g.OldId, g => g.Item2);
        here[""] = queues.Where(q => q.IsDefault).Select(q => new QueueHere(q.Id, q.Team)).First();
        return here;
    }

    private void MustManage()
    {
        if (!actor.May(DeskPermissions.ManageSettings)) throw new Forbidden(DeskPermissions.ManageSettings);
    }
}

/// <summary>A ticket here, and what it was elsewhere.</summary>
/// <param name="Source">The system: <c>zendesk:acme</c>.</param>
public sealed record OldNumber(TicketNumber Ticket, string Source, string Number);

/// <param name="HasLeft">One of ours who does not work here any more.</param>
internal sealed record UserHere(PersonId? Person, bool HasLeft, ContactId? Contact)
{
    public string? Name { get; init; }

    public string? Email { get; init; }
}

internal sealed record QueueHere(QueueId Queue, TeamId? Team);

/// <summary>Readings of exports, the newest first, and what is here.</summary>
public sealed record ImportStatus(IReadOnlyList<ImportedSource> Sources, IReadOnlyList<ImportRunView> Runs);

public sealed record ImportedSource(string Source, int Tickets);

/// <param name="FinishedAt">Null while it runs, or when it was broken off.</param>
public sealed record ImportRunView(ImportRunId Id, string Source, Instant StartedAt, Instant? FinishedAt, MoveReport? Report);
