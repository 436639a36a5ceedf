using Bridgewatch.Access.People;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Assignment;

/// <summary>Brings the open tickets of somebody who left back to their queues, some at a time.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record ReturnTickets(PersonId Person) : ICommand
{
    /// <summary>The kind of due work that sends it; its subject is the person.</summary>
    public const string Kind = "desk.return-tickets";

    internal static DueHandler Handler { get; } = new(Kind, item => new ReturnTickets(new PersonId(item.Subject)));
}

internal sealed class ReturnTicketsHandler(BridgewatchDb db, Envelope envelope, DueWork due) : ICommandHandler<ReturnTickets>
{
    /// <summary>So few that nobody waits for them, since on SQLite one writer serves everybody.</summary>
    private const int AtOnce = 50;

    public async ValueTask<Unit> Handle(ReturnTickets command, CancellationToken ct)
    {
        var person = command.Person;
        // They may have come back before this was done.
        if (await db.Set<Person>().AnyAsync(p => p.Id == person && p.State != PersonState.Left, ct)) return default;
        var tickets = await db.Tickets.Where(t => !t.IsSolved && t.Assignee == person).OrderBy(t => t.RankAt).ThenBy(t => t.Number).Take(AtOnce).ToListAsync(ct);
        foreach (var ticket in tickets) ticket.Unassign(envelope.At, UnassignReason.Left);
        if (tickets.Count == AtOnce) await due.Set(ReturnTickets.Kind, person.Value, envelope.At, ct);
        return default;
    }
}

/// <summary>What somebody had who left waits in its queue again; also what is opened again after they have gone.</summary>
internal sealed class ReturnOnLeaving(BridgewatchDb db, DueWork due, Envelope envelope) : IReactor<PersonDeactivated>, IReactor<TicketReopened>
{
    public const string Name = "desk.return-on-leaving";

    public async ValueTask React(PersonDeactivated fact, Entry entry, CancellationToken ct) => await due.Set(ReturnTickets.Kind, fact.Person.Value, envelope.At, ct);

    public async ValueTask React(TicketReopened fact, Entry entry, CancellationToken ct)
    {
        var people = db.Set<Person>();
        var gone = await db.Tickets.Where(t => t.Id == fact.Ticket && people.Any(p => p.Id == t.Assignee && p.State == PersonState.Left)).Select(t => t.Assignee).SingleOrDefaultAsync(ct);
        if (gone is { } person) await due.Set(ReturnTickets.Kind, person.Value, envelope.At, ct);
    }
}
