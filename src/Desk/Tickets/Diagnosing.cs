using Bridgewatch.Desk.Impact;
using Bridgewatch.Desk.Notifications;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Takes what somebody says of component and cause, by itself or while they resolve.</summary>
internal sealed class Diagnosing(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, TicketFacts facts, People people)
{
    /// <summary>Confirms both.</summary>
    /// <param name="name">The component's slug or id.</param>
    /// <param name="cause">Kept as a note.</param>
    public async Task Confirm(Ticket ticket, string name, string cause, CancellationToken ct)
    {
        var component = await facts.Component(name, ct);
        var note = Note(ticket, cause);
        ticket.Diagnose(component.Id, note, await people.NamedIn(cause, ct), actor.Person, await settings.Get<PatienceSettings>(ct), envelope.At);
        await Rescore(ticket, ct);
    }

    /// <summary>Takes what is known of both. A cause without any component is a note, and who may not diagnose has said so as a note, too: nobody is kept from resolving.</summary>
    public async Task Take(Ticket ticket, string? name, string? cause, CancellationToken ct)
    {
        name = string.IsNullOrWhiteSpace(name) ? null : name;
        if (string.IsNullOrWhiteSpace(cause))
        {
            if (name is not null && (await facts.Component(name, ct)).Id is var named && named != ticket.Component)
            {
                ticket.Describe(ticket.Subject, ticket.Type, named, envelope.At);
                await Rescore(ticket, ct);
            }
            return;
        }
        // One that was put away since cannot be confirmed any more.
        name ??= ticket.Component?.ToString();
        if (name is not null && await facts.ComponentOrNone(name, ct) is not null && actor.PersonOrNone is not null && actor.May(DeskPermissions.DiagnoseTickets, ticket.Place)) await Confirm(ticket, name, cause, ct);
        else ticket.Note(Note(ticket, cause), await people.NamedIn(cause, ct), await settings.Get<PatienceSettings>(ct));
    }

    private Message Note(Ticket ticket, string cause)
    {
        var note = Message.Write(ticket.Id, MessageKind.Note, actor.Types(), cause, envelope.At, actor.PersonOrNone, purpose: NotePurpose.Diagnosis);
        db.AllMessages.Add(note);
        return note;
    }

    /// <summary>Another component has other subscribers; what is solved stays as it was.</summary>
    private async Task Rescore(Ticket ticket, CancellationToken ct)
    {
        if (ticket.IsSolved) return;
        var impact = await settings.Get<ImpactSettings>(ct);
        ticket.Rescore(ImpactScore.Of(await facts.Inputs(ticket, ct), impact), impact.Cuts, await settings.Get<PatienceSettings>(ct), envelope.At);
    }
}
