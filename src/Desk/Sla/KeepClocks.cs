using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>Keeps the clocks of a ticket in step with what happens to it. Tickets that were brought in from elsewhere, and those of a demonstration, have none.</summary>
internal sealed class KeepClocks(ISender sender)
    : IReactor<TicketOpened>, IReactor<TicketReplied>, IReactor<ReplyWithdrawn>, IReactor<CustomerWrote>, IReactor<NoReplyNeeded>, IReactor<StatusChanged>, IReactor<TicketResolved>,
      IReactor<TicketReopened>, IReactor<TicketClosed>, IReactor<TicketMerged>, IReactor<MergeUndone>, IReactor<ImpactChanged>, IReactor<PriorityOverridden>,
      IReactor<PriorityFollowsScore>, IReactor<TicketDescribed>, IReactor<TicketMarked>, IReactor<TicketSent>, IReactor<RequesterNamed>, IReactor<RequesterChanged>,
      IReactor<TicketOrganizationChanged>, IReactor<PrioritySetByTrigger>, IReactor<MessageSplit>
{
    public const string Name = "desk.keep-clocks";

    public ValueTask React(TicketOpened fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct, fact.SaidAt);

    public ValueTask React(TicketReplied fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(ReplyWithdrawn fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(CustomerWrote fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(NoReplyNeeded fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(StatusChanged fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(TicketResolved fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(TicketReopened fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(TicketClosed fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(TicketMerged fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(MessageSplit fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(MergeUndone fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(ImpactChanged fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(PriorityOverridden fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(PriorityFollowsScore fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(PrioritySetByTrigger fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(TicketDescribed fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(TicketMarked fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(TicketSent fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(RequesterNamed fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(RequesterChanged fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    public ValueTask React(TicketOrganizationChanged fact, Entry entry, CancellationToken ct) => Reckon(fact.Ticket, entry, ct);

    private async ValueTask Reckon(TicketId ticket, Entry entry, CancellationToken ct, Instant? since = null) => await sender.Send(new ReckonClocks(ticket, since ?? entry.At), ct);
}
