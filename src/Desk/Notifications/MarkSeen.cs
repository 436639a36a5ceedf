using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Notifications;

/// <summary>Marks one's notifications as seen, up to a time.</summary>
[Requires(RequiresAttribute.SignedIn)]
public sealed record MarkSeen(Instant Until) : ICommand, IBulkCommand;

internal sealed class MarkSeenHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<MarkSeen>
{
    public async ValueTask<Unit> Handle(MarkSeen command, CancellationToken ct)
    {
        var (me, now) = (actor.Person, envelope.At);
        await db.Notifications.Where(n => n.Person == me && n.SeenAt == null && n.At <= command.Until)
            .ExecuteUpdateAsync(s => s.SetProperty(n => n.SeenAt, now), ct);
        return default;
    }
}

/// <summary>What the actor should see.</summary>
public sealed class NotificationQueries(BridgewatchDb db, Actor actor)
{
    /// <summary>The newest fifty, unseen and seen.</summary>
    public async Task<IReadOnlyList<NotificationLine>> Mine(CancellationToken ct)
    {
        var me = actor.Person;
        return await (
            from notification in db.Notifications.AsNoTracking()
            join ticket in db.Set<Tickets.Ticket>() on notification.Ticket equals ticket.Id
            where notification.Person == me
            orderby notification.At descending
            select new NotificationLine(notification.Kind, ticket.Number, ticket.Subject, notification.At, notification.SeenAt != null)).Take(50).ToListAsync(ct);
    }

    public Task<int> Unseen(CancellationToken ct)
    {
        var me = actor.Person;
        return db.Notifications.Where(n => n.Person == me && n.SeenAt == null).Take(100).CountAsync(ct);
    }
}

public sealed record NotificationLine(NotificationKind Kind, TicketNumber Ticket, string Subject, Instant At, bool Seen);
