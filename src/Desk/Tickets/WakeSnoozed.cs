using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Wakes a ticket whose time has come. Does nothing when it is awake already, or was put off for longer.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record WakeSnoozed(TicketId Ticket) : ICommand
{
    /// <summary>The kind of due work that sends it.</summary>
    public const string Kind = "desk.wake-snoozed";

    internal static DueHandler Handler { get; } = new(Kind, item => new WakeSnoozed(new TicketId(item.Subject)));
}

internal sealed class WakeSnoozedHandler(BridgewatchDb db, Envelope envelope, Settings settings, DueWork due) : ICommandHandler<WakeSnoozed>
{
    public async ValueTask<Unit> Handle(WakeSnoozed command, CancellationToken ct)
    {
        var ticket = await db.Tickets.SingleOrDefaultAsync(t => t.Id == command.Ticket, ct);
        if (ticket?.SnoozedUntil is not { } until) return default;
        if (envelope.At < until) await due.Set(WakeSnoozed.Kind, ticket.Id.Value, until, ct);
        else ticket.Wake(WakeReason.Time, await settings.Get<PatienceSettings>(ct), envelope.At);
        return default;
    }
}
