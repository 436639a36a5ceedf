using Bridgewatch.Catalog.Brands;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using NodaTime;

namespace Bridgewatch.Desk.Demo;

/// <summary>Writes tickets of a demonstration with their whole past, through the ticket's own deeds, so that the journal tells the same
/// story as the state. Nothing is sent and nobody is told.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record WriteDemoTickets(IReadOnlyList<DemoTicket> Tickets) : ICommand<int>
{
    /// <summary>The past does not follow what is set today.</summary>
    public static Duration ReopenWindow { get; } = new DeskSettings().ReopenWindow;

    /// <inheritdoc cref="ReopenWindow"/>
    public static Duration RecurrenceWindow { get; } = new DeskSettings().RecurrenceWindow;

    /// <summary>What the score of such a ticket is made of.</summary>
    public static ImpactInputs Inputs(DemoCase kind, DemoRequester? who) => new()
    {
        Type = kind.Type,
        CustomersAffected = kind.Affected ?? kind.Subscribers,
        Tier = who?.Tier,
        AnnualRevenue = who?.Revenue,
        RevenueCurrency = who?.Currency,
        Severity = kind.Severity,
        Workaround = kind.Workaround,
        Recurrences = kind.Recurrences,
    };
}

internal sealed class WriteDemoTicketsHandler(BridgewatchDb db, Envelope envelope, Numbers numbers, Settings settings, DemoPast past)
    : ICommandHandler<WriteDemoTickets, int>
{
    private static readonly Duration Window = WriteDemoTickets.ReopenWindow;

    public async ValueTask<int> Handle(WriteDemoTickets command, CancellationToken ct)
    {
        if (envelope.Origin != Origin.Demo) throw new InvalidOperationException("A made-up past is written with the origin demo alone.");
        var (impact, patience) = (await settings.Get<ImpactSettings>(ct), await settings.Get<PatienceSettings>(ct));
        foreach (var story in command.Tickets)
        {
            envelope.Speak(story.Requester is { } asks ? new(ActorKind.Contact, asks.Contact.Value) : new(ActorKind.Integration, story.Case.Monitor ?? default));
            var (ticket, first) = Ticket.Open(
                new(await numbers.Next("ticket", ct)), Opening(story), impact, patience,
                id => First(story, id), mentions: []);
            db.Add(ticket);
            db.Add(first);
            foreach (var step in story.Steps) past.Happen(step, ticket, patience);
            if (ticket is { Status: TicketStatus.Resolved, Resolution: { } resolution }) WillClose(ticket, resolution.At + Window);
        }
        return command.Tickets.Count;
    }

    private static Message First(DemoTicket story, TicketId id) => story.Requester is { } who
        ? Message.Write(id, MessageKind.Inbound, story.Case.Channel, story.Body, story.At, contact: who.Contact)
        : Message.Write(id, MessageKind.Note, story.Case.Channel, story.Body, story.At, purpose: NotePurpose.Alert);

    private static Opening Opening(DemoTicket story)
    {
        var (kind, who, route) = (story.Case, story.Requester, story.Route);
        return new(story.Subject, kind.Type, kind.Channel, Origin.Demo, story.At, Brand.Default, route.Queue, route.Team, route.Tier,
            WriteDemoTickets.Inputs(kind, who), kind.Code is { } code ? [code] : [], kind.Labels)
        {
            Requester = who?.Contact,
            Organization = who?.Organization,
            Region = who?.Region,
            Component = kind.Component,
            Language = who?.Language,
            Affected = kind.Affected,
        };
    }

    /// <summary>What was resolved lately closes as everything else does, when its time comes; the ticket is new, so there is no item yet.</summary>
    private void WillClose(Ticket ticket, Instant at) =>
        db.Add(new DueItem { Id = DueId.New(), Kind = CloseResolved.Kind, Subject = ticket.Id.Value, NextAt = at });
}
