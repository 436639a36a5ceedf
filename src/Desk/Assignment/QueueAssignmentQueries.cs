using Bridgewatch.Access;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Assignment;

/// <summary>How a queue is given out, on the wire.</summary>
/// <param name="Calendar">Short name of the calendar in whose hours the program gives; null for always.</param>
/// <param name="ClosedUntil">When the program goes on; null while it gives, or where it gives nothing.</param>
/// <param name="Debt">What is reserved for technical debt, and what of the last week it really got.</param>
/// <param name="Team">Who could take what waits.</param>
public sealed record QueueAssignmentResource(
    string Queue, PushMode Push, int? Capacity, string? Calendar, Instant? ClosedUntil, DebtShareResource Debt, IReadOnlyList<StaffResource> Team);

/// <summary>The share of technical debt over the last seven days.</summary>
/// <param name="Reserve">In percent of what is taken.</param>
/// <param name="Pulls">Tickets that people took from the queue or were given.</param>
/// <param name="Pulled">The share of debt among them, in percent; null before anything was taken.</param>
/// <param name="Minutes">Active minutes on tickets of the queue.</param>
/// <param name="Worked">The share of debt among those minutes, in percent; null before any.</param>
public sealed record DebtShareResource(int Reserve, int Pulls, int DebtPulls, double? Pulled, int Minutes, int DebtMinutes, double? Worked);

/// <summary>One of the team.</summary>
/// <param name="Open">Tickets to work on.</param>
/// <param name="Against">Why the program gives them nothing now; null where it does.</param>
public sealed record StaffResource(PersonId Id, string Name, SupportTier? Tier, IReadOnlyList<string> Skills, int Open, LocalDate? AwayUntil, PassedOverReason? Against);

/// <summary>Why a ticket is with whom it is, or with nobody.</summary>
/// <param name="Taken">Set where somebody asked for the next ticket and got this one.</param>
/// <param name="Pushed">Set where the program gave it.</param>
/// <param name="Nobody">Why nobody of the team can take it now, where the program gives out its queue and nobody has it.</param>
/// <param name="ClosedUntil">The queue's hours are over; it is given out then at the earliest.</param>
/// <param name="AwayUntil">Whoever has it is away up to that day.</param>
public sealed record TicketAssignmentResource(
    AssignmentWhy? Taken, AssignmentWhy? Pushed, IReadOnlyList<PassedOverPerson>? Nobody, Instant? ClosedUntil, LocalDate? AwayUntil, string? Skill, string? DebtLink);

/// <param name="Person">Who got it, by name.</param>
/// <param name="Position">Its place among what waited, from 1.</param>
/// <param name="Waiting">How many waited; null where that was not told.</param>
public sealed record AssignmentWhy(Instant At, string Person, string Queue, PushMode? Mode, int Position, int? Waiting, bool Debt, IReadOnlyList<PassedOverPerson> PassedOver);

/// <param name="Open">How many tickets they had to work on.</param>
public sealed record PassedOverPerson(PersonId Person, string Name, PassedOverReason Why, int Open);

/// <summary>Questions about who gets what, and why.</summary>
internal sealed class QueueAssignmentQueries(
    BridgewatchDb db, Actor actor, Candidates candidates, DebtShares shares, QueueHours hours, AbsenceQueries absences, JournalTypes types)
{
    /// <exception cref="NotVisible">There is no queue of that slug.</exception>
    public async Task<QueueAssignmentResource> Of(string slug, CancellationToken ct)
    {
        MustBeOurs();
        var queue = await db.Queues.SingleOrDefaultAsync(q => q.Slug == slug, ct) ?? throw new NotVisible("queue");
        var team = (await candidates.Of(queue, ct)).OrderBy(c => c.Name, StringComparer.CurrentCultureIgnoreCase);
        return new(
            queue.Slug, queue.Push, queue.Capacity, await db.Calendars.Where(c => c.Id == queue.Calendar).Select(c => c.Slug).SingleOrDefaultAsync(ct),
            queue.Push == PushMode.None ? null : await hours.ClosedUntil(queue, ct), await Debt(queue, ct),
            [.. team.Select(c => new StaffResource(c.Person, c.Name, c.Tier, [.. c.Skills.Order(StringComparer.Ordinal)], c.Open, c.AwayUntil, Against(c, queue)))]);
    }

    /// <summary>The share of technical debt of a queue; for the queue's page.</summary>
    public async Task<DebtShareResource?> DebtOf(string slug, CancellationToken ct)
    {
        MustBeOurs();
        var queue = await db.Queues.SingleOrDefaultAsync(q => q.Slug == slug, ct);
        return queue is null or { DebtReserve: 0 } ? null : await Debt(queue, ct);
    }

    /// <exception cref="NotVisible">There is no such ticket for this actor.</exception>
    public async Task<TicketAssignmentResource> Of(TicketNumber number, CancellationToken ct)
    {
        MustBeOurs();
        var ticket = await db.Tickets.VisibleTo(actor).AsNoTracking().SingleOrDefaultAsync(t => t.Number == number, ct) ?? throw actor.Misses();
        var queue = await db.Queues.SingleAsync(q => q.Id == ticket.Queue, ct);
        var skill = (await db.Set<Routing.RoutedTicket>().AsNoTracking().Where(r => r.Ticket == ticket.Id).Select(r => r.Set).SingleOrDefaultAsync(ct))?.Skill;
        var (taken, pushed) = ticket.Assignee is null ? (null, null) : await Last(ticket, ct);
        var waits = queue.Push != PushMode.None && ticket is { Assignee: null, IsSolved: false } && ticket.RankAt < QueueRank.Never;
        var team = waits ? await candidates.Of(queue, ct) : [];
        var (taker, others) = PushChoice.Of(new(ticket.Tier, skill, ticket.HadIt), queue.Push, queue.Capacity, team);
        var names = team.ToDictionary(c => c.Person, c => c.Name);
        return new(
            taken, pushed, waits && taker is null ? [.. others.Select(o => new PassedOverPerson(o.Person, names[o.Person], o.Why, o.Open))] : null,
            waits ? await hours.ClosedUntil(queue, ct) : null, await AwayUntil(ticket.Assignee, ct), skill, ticket.DebtLink);
    }

    private async Task<DebtShareResource> Debt(Queue queue, CancellationToken ct)
    {
        var (share, (minutes, debt)) = (await shares.Of(queue, ct), await shares.Worked(queue.Id, ct));
        return new(share.Reserve, share.Pulls, share.DebtPulls, share.Pulled, minutes, debt, minutes == 0 ? null : 100d * debt / minutes);
    }

    /// <summary>How it came to whoever has it, where the program had a part in that: what was noted right before they got it.</summary>
    private async Task<(AssignmentWhy? Taken, AssignmentWhy? Pushed)> Last(Ticket ticket, CancellationToken ct)
    {
        string[] told = [types.NameOf(typeof(TicketPulled)), types.NameOf(typeof(TicketPushed))];
        var assigned = types.NameOf(typeof(TicketAssigned));
        var last = await db.Journal.Where(r => r.SubjectId == ticket.Id.Value && (told.Contains(r.Type) || r.Type == assigned)).OrderByDescending(r => r.Seq).Take(2).ToListAsync(ct);
        if (last is not [_, var before] || !told.Contains(before.Type)) return default;
        return types.Read(before.Type, before.Data) switch
        {
            TicketPulled f => (new(before.At, await Name(f.By, ct), await QueueName(f.Queue, ct), null, f.Position, f.Waiting, f.Debt, []), null),
            TicketPushed f => (null, new(before.At, await Name(f.To, ct), await QueueName(f.Queue, ct), f.Mode, f.Position, null, f.Debt, await Named(f.PassedOver, ct))),
            _ => default,
        };
    }

    private async Task<IReadOnlyList<PassedOverPerson>> Named(IReadOnlyList<PassedOver> others, CancellationToken ct)
    {
        var ids = others.Select(o => o.Person).ToList();
        var names = await db.People.Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        return [.. others.Select(o => new PassedOverPerson(o.Person, names.GetValueOrDefault(o.Person, "?"), o.Why, o.Open))];
    }

    private async Task<LocalDate?> AwayUntil(PersonId? person, CancellationToken ct) =>
        person is null ? null : (await absences.Now(person.Value, ct))?.LastDay;

    private Task<string> Name(PersonId id, CancellationToken ct) => db.People.Where(p => p.Id == id).Select(p => p.Name).SingleAsync(ct);

    private Task<string> QueueName(QueueId id, CancellationToken ct) => db.Queues.Where(q => q.Id == id).Select(q => q.Name).SingleAsync(ct);

    private static PassedOverReason? Against(Candidate c, Queue queue) => c switch
    {
        { MayWork: false } => PassedOverReason.MayNotWork,
        { AwayUntil: not null } => PassedOverReason.Away,
        _ when queue.Capacity is { } most && c.Open >= most => PassedOverReason.AtCapacity,
        _ => null,
    };

    private void MustBeOurs()
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        if (actor.Kind == ActorKind.Contact) throw new NotVisible("queue");
    }
}
