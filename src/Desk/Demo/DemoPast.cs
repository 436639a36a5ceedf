using Bridgewatch.Desk.Effort;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Demo;

/// <summary>Lets a past happen to a ticket, step by step, through the ticket's own deeds.</summary>
internal sealed class DemoPast(BridgewatchDb db, Envelope envelope)
{
    /// <summary>Does one step of a story to its ticket, in the voice of whoever did it.</summary>
    public void Happen(DemoStep step, Ticket ticket, PatienceSettings patience)
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
                ticket.Receive(message, WriteDemoTickets.ReopenWindow, patience);
                break;
            case DemoStep.Move(var at, var by, var to):
                Speaks(by);
                ticket.Move(to, StatusMover.Agent, patience, at);
                break;
            case DemoStep.Prioritise(var at, var by, var priority, var reason):
                Speaks(by);
                ticket.Override(priority, Says(ticket, MessageKind.Note, reason, at, by, NotePurpose.Priority), [], by, patience, at);
                break;
            case DemoStep.Diagnose(var at, var by, var component, var cause):
                Speaks(by);
                ticket.Diagnose(component, Says(ticket, MessageKind.Note, cause, at, by, NotePurpose.Diagnosis), [], by, patience, at);
                break;
            case DemoStep.Resolve(var at, var by, var code, var severity, var note):
                Speaks(by);
                ticket.Resolve(code, severity, Says(ticket, ticket.Requester is null ? MessageKind.Note : MessageKind.Reply, note, at, by, NotePurpose.Resolution), [], by, patience, at);
                break;
            case DemoStep.Visit(var at, var by, var minutes):
                Speaks(by);
                db.Add(Visit.Made(ticket.Id, by, at - Duration.FromMinutes(minutes), minutes, at));
                break;
            case DemoStep.Close(var at):
                envelope.Speak(Caller.System);
                ticket.Close(StatusMover.DueWork, null, ClosureReason.Resolved, WriteDemoTickets.ReopenWindow, patience, at);
                break;
            case DemoStep.Discard(var at, var by, var reason):
                Speaks(by);
                ticket.Close(StatusMover.Agent, by, reason, WriteDemoTickets.ReopenWindow, patience, at);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(step), step, null);
        }
    }

    private void Speaks(PersonId person) => envelope.Speak(new(ActorKind.Person, person.Value));

    private Message Says(Ticket ticket, MessageKind kind, string body, Instant at, PersonId by, NotePurpose purpose = NotePurpose.None)
    {
        var channel = kind == MessageKind.Reply ? Channel.Email : Channel.Form;
        var message = Message.Write(ticket.Id, kind, channel, body, at, by, purpose: purpose);
        db.Add(message);
        return message;
    }
}
