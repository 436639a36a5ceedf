using Bridgewatch.Desk.Routing;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <returns>Null where no rule applied.</returns>
    internal RoutedTicket? RoutedBy(OpeningRoute route, Instant at)
    {
        if (route.Because is { Matched: [], Shadowed: [] }) return null;
        var set = route.Set;
        Record(new TicketRouted(Id, [.. route.Because.Matched.Select(m => m.Id)], [.. route.Because.Shadowed.Select(s => s.Id)], route.Queue?.Id, set.Tier, set.Component is null ? null : route.Component?.Id, set.Priority), at);
        return RoutedTicket.By(this, set, route.Because);
    }

    /// <summary>Somebody says that it was sent to the wrong place; where it belongs, they say by sending it there.</summary>
    internal void TellWrongRoute(Instant at) => Happened(new WrongRouteTold(Id), at);
}

/// <summary>Rules said where it goes when it was opened.</summary>
/// <param name="Rules">Those that set something or stopped.</param>
/// <param name="Shadowed">Those that came too late.</param>
/// <param name="Queue">Null, like all that follows, where no rule set one.</param>
[JournalType("desk.ticket.routed.v1")]
public sealed record TicketRouted(
    TicketId Ticket, IReadOnlyList<RoutingRuleId> Rules, IReadOnlyList<RoutingRuleId> Shadowed, QueueId? Queue, SupportTier? Tier, ComponentId? Component, Priority? Priority) : JournalEvent;

/// <summary>A person of ours said that it was sent to the wrong place.</summary>
[JournalType("desk.ticket.wrong-route-told.v1")]
public sealed record WrongRouteTold(TicketId Ticket) : JournalEvent;
