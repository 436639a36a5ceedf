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
    public static ImpactInputs Inputs(DemoCase kind, DemoRequester who) => new()
    {
        Type = kind.Type,
        CustomersAffected = kind.Affected,
        Tier = who.Tier,
        AnnualRevenue = who.Revenue,
        Severity = kind.Severity,
        Workaround = kind.Workaround,
        Recurrences = kind.Recurrences,
    };
}

internal sealed class WriteDemoTicketsHandler(BridgewatchDb db, Envelope envelope, Numbers numbers, Settings settings) : ICommandHandler<WriteDemoTickets, int>
{
    private static readonly Duration Window = WriteDemoTickets.ReopenWindow;

    public async ValueTask<int> Handle(WriteDemoTickets command, CancellationToken ct)
    {
        if (envelope.Origin != Origin.Demo) throw new InvalidOperationException("A made-up past is written with the origin demo alone.");
        var (impact, patience) = (await settings.Get<ImpactSettings>(ct), await settings.Get<PatienceSettings>(ct));
        foreach (var story in command.Tickets)
        {
            envelope.Speak(new(ActorKind.Contact, story.Requester.Contact.Value));
            var ticket = Ticket.Open(new(await numbers.Next("ticket", ct)), Opening(story), impact, patience);
            var first = Message.Write(ticket.Id, MessageKind.Inbound, story.Case.Channel, story.Body, story.At, contact: story.Requester.Contact);
            ticket.OpenedWith(first);
            db.Add(ticket);
            db.Add(first);
            foreach (var step in story.Steps) Happen(step, ticket, patience);
            if (ticket is { Status: TicketStatus.Resolved, Resolution: { } resolution }) WillClose(ticket, resolution.At + Window);
        }
        return command.Tickets.Count;
    }

    private static Opening Opening(DemoTicket story)
    {
        var (kind, who, route) = (story.Case, story.Requester, story.Route);
        return new(story.Subject, kind.Type, kind.Channel, Origin.Demo, story.At, Brand.Default, route.Queue, route.Team, route.Tier,
            WriteDemoTickets.Inputs(kind, who), kind.Code is { } code ? [code] : [], kind.Labels)
        {
            Requester = who.Contact,
            Organization = who.Organization,
            Region = who.Region,
            Component = kind.Component,
            Language = who.Language,
        };
    }

    private void Happen(DemoStep step, Ticket ticket, PatienceSettings patience)
    {
        switch (step)
        {
            case DemoStep.Pull(var at, var by, var position):
                Speaks(by);
                ticket.Assign(by, position, patience, at);
                break;
            case DemoStep.Give(var at, var by, var to):
                Speaks(by);
                ticket.Assign(to, null, patience, at);
                break;
            case DemoStep.Send(var at, var by, var (queue, team, tier)):
                Speaks(by);
                ticket.Send(queue, team, tier, at);
                break;
            case DemoStep.Reply(var at, var by, var body, var then):
                Speaks(by);
                ticket.Reply(Says(ticket, MessageKind.Reply, body, at, by), patience);
                if (then is { } status) ticket.Move(status, StatusMover.Agent, patience, at);
                break;
            case DemoStep.Note(var at, var by, var body, var mentions):
                Speaks(by);
                ticket.Note(Says(ticket, MessageKind.Note, body, at, by), mentions, patience);
                break;
            case DemoStep.Write(var at, var body):
                envelope.Speak(new(ActorKind.Contact, ticket.Requester!.Value.Value));
                var message = Message.Write(ticket.Id, MessageKind.Inbound, Channel.Email, body, at, contact: ticket.Requester);
                db.Add(message);
                ticket.Receive(message, Window, patience);
                break;
            case DemoStep.Move(var at, var by, var to):
                Speaks(by);
                ticket.Move(to, StatusMover.Agent, patience, at);
                break;
            case DemoStep.Prioritise(var at, var by, var priority, var reason):
                Speaks(by);
                ticket.Override(priority, Says(ticket, MessageKind.Note, reason, at, by, NotePurpose.Priority).Id, by, patience, at);
                break;
            case DemoStep.Diagnose(var at, var by, var component, var cause):
                Speaks(by);
                ticket.Diagnose(component, Says(ticket, MessageKind.Note, cause, at, by, NotePurpose.Diagnosis).Id, by, patience, at);
                break;
            case DemoStep.Resolve(var at, var by, var code, var severity, var note):
                Speaks(by);
                ticket.Resolve(code, severity, Says(ticket, MessageKind.Reply, note, at, by, NotePurpose.Resolution).Id, by, patience, at);
                break;
            case DemoStep.Close(var at):
                envelope.Speak(Caller.System);
                ticket.Close(StatusMover.DueWork, null, ClosureReason.Resolved, Window, patience, at);
                break;
            case DemoStep.Discard(var at, var by, var reason):
                Speaks(by);
                ticket.Close(StatusMover.Agent, by, reason, Window, patience, at);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, null);
        }
    }

    private void Speaks(PersonId person) => envelope.Speak(new(ActorKind.Person, person.Value));

    private Message Says(Ticket ticket, MessageKind kind, string body, Instant at, PersonId by, NotePurpose purpose = NotePurpose.None)
    {
        var channel = kind == MessageKind.Reply ? Channel.Email : Channel.Portal;
        var message = Message.Write(ticket.Id, kind, channel, body, at, by, purpose: purpose);
        db.Add(message);
        return message;
    }

    /// <summary>What was resolved lately closes as everything else does, when its time comes; the ticket is new, so there is no item yet.</summary>
    private void WillClose(Ticket ticket, Instant at) =>
        db.Add(new DueItem { Id = DueId.New(), Kind = CloseResolved.Kind, Subject = ticket.Id.Value, NextAt = at });
}
