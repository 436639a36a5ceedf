using System.Text.Json;
using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Assignment;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Macros;
using Bridgewatch.Desk.Notifications;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Triggers;

/// <summary>Does one thing that a trigger says, by the command that people have for it.</summary>
internal sealed class TriggerDeeds(BridgewatchDb db, ISender sender, TicketQueries tickets, AbsenceQueries absences, People people, FieldCatalogue fields)
{
    /// <exception cref="Refusal">It cannot be done now.</exception>
    public async ValueTask Do(TriggerAction action, TriggerId trigger, TicketNumber ticket, CancellationToken ct)
    {
        switch (action.Do)
        {
            case TriggerDeed.Reply:
                await sender.Send(new ReplyByTrigger(ticket, await Written(action.Text!, ticket, ct)), ct);
                break;
            case TriggerDeed.Note:
                await sender.Send(new NoteByRule(ticket, await Written(action.Text!, ticket, ct), [], NotePurpose.None), ct);
                break;
            case TriggerDeed.SetPriority:
                await sender.Send(new PrioritizeByTrigger(ticket, action.Priority!.Value), ct);
                break;
            case TriggerDeed.SetStatus:
                await sender.Send(new ChangeTicket(ticket, Status: action.Status!.Value), ct);
                break;
            case TriggerDeed.AddLabels:
                await sender.Send(new ChangeTicket(ticket, Relabel: new(action.Labels!, [])), ct);
                break;
            case TriggerDeed.RemoveLabels:
                await sender.Send(new ChangeTicket(ticket, Relabel: new([], action.Labels!)), ct);
                break;
            case TriggerDeed.Assign:
                await Assign(action.Person!.Value, ticket, ct);
                break;
            case TriggerDeed.Unassign:
                await sender.Send(new UnassignTicket(ticket), ct);
                break;
            case TriggerDeed.Move:
                await sender.Send(new AssignTicket(ticket, Queue: action.Queue), ct);
                break;
            case TriggerDeed.SetField:
                if ((await fields.All(ct)).Field(action.Field!) is not { IsRetired: false }) throw TriggerRefusals.NoSuchField(action.Field!);
                await sender.Send(new ChangeTicket(ticket, Fields: new(new Dictionary<string, JsonElement> { [action.Field!] = action.Value!.Value })), ct);
                break;
            case TriggerDeed.Notify:
                await sender.Send(new TellByTrigger(ticket, trigger, action.Person, action.Team), ct);
                break;
            case TriggerDeed.Escalate:
                await sender.Send(new EscalateTicket(ticket, action.Tier!.Value, action.Reason!.Value, await Written(action.Text!, ticket, ct), action.Queue), ct);
                break;
        }
    }

    /// <summary>Away people get nothing by themselves. The words of that are ours, since those for people name who it is.</summary>
    private async Task Assign(PersonId person, TicketNumber ticket, CancellationToken ct)
    {
        if (!await people.Work(person, ct)) throw TriggerRefusals.HasLeft();
        if (await absences.Now(person, ct) is not null) throw TriggerRefusals.IsAway();
        await sender.Send(new AssignTicket(ticket, person), ct);
    }

    /// <summary>What a text says for the ticket as it stands; the agent is whoever has it, else the name under which we speak.</summary>
    private async Task<string> Written(string text, TicketNumber number, CancellationToken ct)
    {
        var ticket = await tickets.One(number, ct);
        var brand = await db.Brands.Where(b => b.Slug == ticket.Brand).Select(b => b.Name).SingleOrDefaultAsync(ct) ?? "";
        return MacroTemplate.Write(text, ticket, ticket.Assignee?.Name ?? brand, brand);
    }
}

/// <summary>A trigger sets the priority of a ticket. A person's choice stands above it.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record PrioritizeByTrigger(TicketNumber Ticket, Priority Priority) : ICommand;

internal sealed class PrioritizeByTriggerHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings) : ICommandHandler<PrioritizeByTrigger>
{
    public async ValueTask<Unit> Handle(PrioritizeByTrigger command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        ticket.PrioritizeByTrigger(command.Priority, await settings.Get<PatienceSettings>(ct), envelope.At);
        return default;
    }
}

/// <summary>A trigger wants a person, or everybody of a team, to see a ticket.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record TellByTrigger(TicketNumber Ticket, TriggerId Trigger, PersonId? Person, TeamId? Team) : ICommand;

internal sealed class TellByTriggerHandler(BridgewatchDb db, Actor actor, Journal journal) : ICommandHandler<TellByTrigger>
{
    public async ValueTask<Unit> Handle(TellByTrigger command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var (person, team) = (command.Person, command.Team);
        var members = db.TeamMembers.Where(m => m.Team == team).Select(m => m.Person);
        var told = await db.People.Where(p => p.State == PersonState.Active && (p.Id == person || members.Contains(p.Id))).Select(p => p.Id).ToListAsync(ct);
        if (told.Count == 0) throw TriggerRefusals.NobodyToTell();
        journal.Record(ticket.About, new TriggerTold(ticket.Id, command.Trigger, told));
        return default;
    }
}
