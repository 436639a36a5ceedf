using Bridgewatch.Desk.Closing;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Closes a ticket whose reopen window has ended. Does nothing when it was reopened, or the window was made longer. What a gate holds
/// stays resolved, and is looked at again each day.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record CloseResolved(TicketId Ticket) : ICommand
{
    /// <summary>The kind of due work that sends it.</summary>
    public const string Kind = "desk.close-resolved";

    /// <summary>Between two looks at what a gate holds.</summary>
    public static readonly Duration Again = Duration.FromDays(1);

    internal static DueHandler Handler { get; } = new(Kind, item => new CloseResolved(new TicketId(item.Subject)));
}

internal sealed class CloseResolvedHandler(BridgewatchDb db, Envelope envelope, Settings settings, DueWork due, CloseGates gates)
    : ICommandHandler<CloseResolved>
{
    public async ValueTask<Unit> Handle(CloseResolved command, CancellationToken ct)
    {
        var ticket = await db.Tickets.SingleOrDefaultAsync(t => t.Id == command.Ticket, ct);
        if (ticket is not { Status: TicketStatus.Resolved, Resolution: { } resolution }) return default;
        var window = (await settings.Get<DeskSettings>(ct)).ReopenWindow;
        if (envelope.At < resolution.At + window)
        {
            await due.Set(CloseResolved.Kind, ticket.Id.Value, resolution.At + window, ct);
            return default;
        }
        if (!await gates.AskForTime(ticket, ct))
        {
            await due.Set(CloseResolved.Kind, ticket.Id.Value, envelope.At + CloseResolved.Again, ct);
            return default;
        }
        ticket.Close(StatusMover.DueWork, null, ClosureReason.Resolved, window, await settings.Get<PatienceSettings>(ct), envelope.At);
        return default;
    }
}
