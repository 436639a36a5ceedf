using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>Reckons the clocks of unsolved tickets anew, some at a time, after a policy or a calendar changed.</summary>
/// <param name="After">The last ticket that was done; null at the beginning.</param>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record ReckonAllClocks(TicketId? After) : ICommand
{
    /// <summary>The kind of due work that sends it; its subject is the last ticket that was done, or empty.</summary>
    public const string Kind = "desk.reckon-all-clocks";

    internal static DueHandler Handler { get; } = new(Kind, item => new ReckonAllClocks(item.Subject == Guid.Empty ? null : new TicketId(item.Subject)));
}

internal sealed class ReckonAllClocksHandler(BridgewatchDb db, Envelope envelope, ISender sender, DueWork due) : ICommandHandler<ReckonAllClocks>
{
    /// <summary>So few that nobody waits for them, since on SQLite one writer serves everybody.</summary>
    private const int AtOnce = 20;

    public async ValueTask<Unit> Handle(ReckonAllClocks command, CancellationToken ct)
    {
        var after = command.After is { } last ? await db.Tickets.Where(t => t.Id == last).Select(t => t.Number).SingleOrDefaultAsync(ct) : default;
        var clocks = db.TicketClocks;
        var tickets = await db.Tickets.Where(t => !t.IsSolved && t.Origin == Origin.Live && t.Number > after).OrderBy(t => t.Number).Take(AtOnce)
            .Select(t => new { t.Id, t.OpenedAt, IsPromised = clocks.Any(c => c.Ticket == t.Id) }).ToListAsync(ct);
        // One that was opened a moment ago may come by here first.
        foreach (var ticket in tickets) await sender.Send(new ReckonClocks(ticket.Id, ticket.IsPromised ? envelope.At : ticket.OpenedAt), ct);
        if (tickets.Count == AtOnce) await due.Set(ReckonAllClocks.Kind, tickets[^1].Id.Value, envelope.At, ct);
        else if (await NextVersion(ct) is { } next) await due.Set(ReckonAllClocks.Kind, Guid.Empty, next, ct);
        return default;
    }

    /// <summary>When the next version that waits for its time comes into force.</summary>
    private async Task<Instant?> NextVersion(CancellationToken ct)
    {
        var now = envelope.At;
        return await db.Set<SlaPolicyVersion>().Where(v => v.From > now).MinAsync(v => (Instant?)v.From, ct);
    }
}

/// <summary>Keeps clocks in step with the policies and calendars that they are made by.</summary>
internal sealed class ReckonOnPolicies(BridgewatchDb db, DueWork due, Envelope envelope)
    : IReactor<SlaPolicyAdded>, IReactor<SlaPolicyChanged>, IReactor<SlaPolicyMoved>, IReactor<SlaPolicyArchived>, IReactor<SlaPolicyRenamed>, IReactor<CalendarHoursChanged>
{
    public const string Name = "desk.reckon-on-policies";

    public ValueTask React(SlaPolicyAdded fact, Entry entry, CancellationToken ct) => Reckon(ct);

    public ValueTask React(SlaPolicyChanged fact, Entry entry, CancellationToken ct) => Reckon(ct);

    public ValueTask React(SlaPolicyMoved fact, Entry entry, CancellationToken ct) => Reckon(ct);

    public ValueTask React(SlaPolicyRenamed fact, Entry entry, CancellationToken ct) => Reckon(ct);

    public ValueTask React(SlaPolicyArchived fact, Entry entry, CancellationToken ct) => Reckon(ct);

    public async ValueTask React(CalendarHoursChanged fact, Entry entry, CancellationToken ct)
    {
        if (await db.SlaPolicies.AnyAsync(p => p.ArchivedAt == null, ct)) await Reckon(ct);
    }

    /// <summary>At once; whoever comes last sees to what comes into force later.</summary>
    private async ValueTask Reckon(CancellationToken ct) => await due.Set(ReckonAllClocks.Kind, Guid.Empty, envelope.At, ct);
}
