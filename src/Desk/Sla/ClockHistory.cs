using Bridgewatch.Desk.Macros;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>What happened to a ticket, as its clocks are made of it.</summary>
internal sealed class ClockHistory(BridgewatchDb db, JournalTypes types, SlaBook book)
{
    /// <summary>Its facts in the journal, oldest first. Those that were erased are not among them.</summary>
    public async Task<IReadOnlyList<(JournalEvent Fact, Instant At, ActorKind By)>> Facts(TicketId ticket, CancellationToken ct)
    {
        var rows = await db.Journal.Where(r => r.SubjectKind == "ticket" && r.SubjectId == ticket.Value).OrderBy(r => r.Seq)
            .Select(r => new { r.Type, r.Data, r.At, r.ActorKind }).ToListAsync(ct);
        return [.. rows.Select(r => (Fact: types.Read(r.Type, r.Data), r.At, r.ActorKind)).Where(r => r.Fact is not null).Select(r => (r.Fact!, r.At, r.ActorKind))];
    }

    /// <summary>The clocks that facts make.</summary>
    public async Task<TicketClocks> Clocks(IReadOnlyList<(JournalEvent Fact, Instant At, ActorKind By)> facts, CancellationToken ct)
    {
        // A reply that was taken back was none.
        var withdrawn = facts.Select(f => f.Fact).OfType<ReplyWithdrawn>().Select(w => w.Message).ToHashSet();
        var isSplitOff = facts.Any(f => f.Fact is TicketSplitOff);
        var byMacro = facts.Select(f => f.Fact).OfType<MacroUsed>().Where(m => m.Whole).Select(m => m.Message).ToHashSet();
        // Of what is told of one instant, what was promised comes first: it was so when the rest happened.
        var steps = new List<(ClockEvent Event, TicketPromised? Promised)>();
        foreach (var promised in facts.Select(f => f.Fact).OfType<TicketPromised>()) steps.Add((new(promised.Since, ClockEventType.Changed, ClockActor.System), promised));
        steps.AddRange(facts.Where(f => f.Fact is not TicketReplied replied || !withdrawn.Contains(replied.Message))
            .Select(f => Event(f.Fact, f.At, f.By, isSplitOff) is { } happened ? happened with { ByMacro = f.Fact is TicketReplied reply && byMacro.Contains(reply.Message) } : null).OfType<ClockEvent>().Select(e => (e, (TicketPromised?)null)));
        var (clocks, terms) = (new TicketClocks(), (ClockTerms?)null);
        foreach (var (happened, promised) in steps.OrderBy(s => s.Event.At))
        {
            if (promised is not null) terms = await book.Terms(promised, ct);
            clocks.Apply(happened, terms);
        }
        return clocks;
    }

    private static ClockEvent? Event(JournalEvent fact, Instant at, ActorKind by, bool isSplitOff) => fact switch
    {
        TicketOpened f => new(f.SaidAt ?? at, ClockEventType.Opened, isSplitOff ? ClockActor.Customer : OpenedBy(f, by)),
        TicketReplied => new(at, ClockEventType.Replied, ClockActor.Agent),
        CustomerWrote f => new(f.SaidAt ?? at, ClockEventType.Replied, ClockActor.Customer),
        StatusChanged f => new(at, ClockEventType.Status, ClockActor.Agent, To: f.To),
        TicketResolved => new(at, ClockEventType.Resolved, ClockActor.Agent),
        TicketReopened => new(at, ClockEventType.Reopened, ClockActor.Agent),
        TicketClosed => new(at, ClockEventType.Status, ClockActor.System, To: TicketStatus.Closed),
        TicketMerged => new(at, ClockEventType.Status, ClockActor.System, To: TicketStatus.Closed),
        MergeUndone f => new(at, ClockEventType.Status, ClockActor.Agent, To: f.Status),
        MessageSplit { Settled: true } => new(at, ClockEventType.NoReplyNeeded, ClockActor.Agent),
        NoReplyNeeded => new(at, ClockEventType.NoReplyNeeded, ClockActor.Agent),
        _ => null,
    };

    /// <summary>Programs that open tickets for customers are their voice; what one of ours opens, or a monitor without any customer, waits for no first word.</summary>
    private static ClockActor OpenedBy(TicketOpened fact, ActorKind by) =>
        fact.Requester is not null && (by != ActorKind.Person || fact.Channel is Channel.Email or Channel.Portal or Channel.Api) ? ClockActor.Customer : ClockActor.Agent;
}
