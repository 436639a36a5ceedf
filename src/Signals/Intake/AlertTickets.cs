using Bridgewatch.Desk.Impact;
using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Signals.Alerts;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Signals.Intake;

/// <summary>Lets a group's ticket follow its alerts: opens it, tells it what joined, and what ended.</summary>
internal sealed class AlertTickets(BridgewatchDb db, Actor actor, ISender sender, IntakeTexts texts)
{
    private static readonly string[] CodeLabels = ["code", "error_code", "errorcode", "error"];

    /// <summary>A ticket of its own for alerts that fire, unless the group has one that is unsolved, or that can be opened again: what flaps is
    /// one problem. One that is closed is followed by a new one, which names it.</summary>
    /// <returns>The new ticket; null when none was needed.</returns>
    public async Task<TicketId?> Open(GroupTurns turns, CancellationToken ct)
    {
        if (turns.Fires.Count == 0) return null;
        var earlier = await Earlier(turns, ct);
        if (earlier is { IsSolved: false }) return null;
        if (earlier is not null && await sender.Send(new ReopenByRule(earlier.Number), ct))
        {
            turns.Reopened = true;
            return null;
        }
        var alerts = turns.Fires.ConvertAll(t => t.Now);
        var lead = alerts.MinBy(a => a.Severity)!;
        var component = turns.Fires.OrderBy(t => t.Now.Severity).Select(t => t.Component).FirstOrDefault(c => c is not null) ?? await Default(turns, ct);
        var opened = await sender.Send(new OpenTicket(
            texts.Subject(lead, alerts.Count), texts.Opening(alerts, turns.Truncated), TicketType.Alert, Component: component?.ToString(),
            ErrorCodes: Codes(alerts), Severity: SeverityOf(lead), Channel: Channel.Alert, Follows: earlier?.Number), ct);
        turns.Opened = opened.Number;
        return await db.Tickets.VisibleTo(actor).Where(t => t.Number == opened.Number).Select(t => (TicketId?)t.Id).SingleAsync(ct);
    }

    /// <summary>Tells the group's unsolved ticket what is new and what ended. Its assignee is told only when it got worse, another service
    /// joined, or it was solved and fires again.</summary>
    /// <returns>The ticket that was opened or fed; null when there was nothing to tell, or nobody to tell it to.</returns>
    public async Task<TicketNumber?> Feed(GroupTurns turns, CancellationToken ct)
    {
        if (turns.Opened is { } opened) return opened;
        if (await Earlier(turns, ct) is not { IsSolved: false } ticket) return null;
        var fed = false;
        if (turns.SomethingGoesOn)
        {
            await Join(turns, ticket, ct);
            fed = true;
        }
        if (turns.AllEnded)
        {
            await AllEnded(turns, ticket, ct);
            fed = true;
        }
        return fed ? ticket.Number : null;
    }

    private async Task Join(GroupTurns turns, GroupTicket ticket, CancellationToken ct)
    {
        var alerts = turns.Fires.Concat(turns.Changes).Select(t => t.Now).ToList();
        var worst = alerts.Min(SeverityOf);
        var worse = worst < (ticket.Severity ?? ImpactScore.SeverityAssumedFor(TicketType.Alert));
        var joined = turns.Fires.Select(t => t.Component).OfType<ComponentId>().ToHashSet();
        joined.ExceptWith((await EarlierComponents(turns, ticket, ct)).OfType<ComponentId>());
        await sender.Send(new NoteByRule(
            ticket.Number, texts.Joining(turns, worse, joined.Count > 0),
            (worse || joined.Count > 0 || turns.Reopened) && ticket.Assignee is { } person ? [person] : []), ct);
        if (worse || (ticket.Severity is null && worst is not null)) await sender.Send(new ChangeTicket(ticket.Number, Severity: worst), ct);
    }

    private async Task AllEnded(GroupTurns turns, GroupTicket ticket, CancellationToken ct)
    {
        var note = texts.AllEnded(turns);
        var resolved = turns.Integration.ResolvesTickets && await sender.Send(new ResolveByRule(ticket.Number, ResolutionCode.Fixed, note), ct);
        if (!resolved) await sender.Send(new NoteByRule(ticket.Number, note, []), ct);
    }

    /// <summary>Components of the ticket and of the alerts that hung under it before.</summary>
    private async Task<List<ComponentId?>> EarlierComponents(GroupTurns turns, GroupTicket ticket, CancellationToken ct)
    {
        var now = turns.Fires.ConvertAll(t => t.Alert.Id).ToHashSet();
        var earlier = await db.Alerts.Where(a => a.Ticket == ticket.Id).Select(a => new { a.Id, a.Component }).Distinct().ToListAsync(ct);
        return [ticket.Component, .. earlier.Where(a => !now.Contains(a.Id)).Select(a => a.Component)];
    }

    /// <summary>The newest ticket of the group.</summary>
    private async Task<GroupTicket?> Earlier(GroupTurns turns, CancellationToken ct)
    {
        if (turns.Group.Ticket is not { } id) return null;
        return await db.Tickets.VisibleTo(actor).Where(t => t.Id == id)
            .Select(t => new GroupTicket(t.Id, t.Number, t.IsSolved, t.Severity, t.Assignee, t.Component)).SingleOrDefaultAsync(ct);
    }

    private async Task<ComponentId?> Default(GroupTurns turns, CancellationToken ct) => turns.Integration.Service is { } service
        ? await db.Set<Catalog.Components.Component>().Where(c => c.Id == service && c.ArchivedAt == null).Select(c => (ComponentId?)c.Id).SingleOrDefaultAsync(ct)
        : null;

    /// <summary>What labels call a code. Further ones are found in the text.</summary>
    private static List<string> Codes(List<NormalAlert> alerts) =>
    [
        .. alerts.SelectMany(a => CodeLabels.Select(name => a.Labels.GetValueOrDefault(name)))
            .Where(code => code is { Length: > 0 } && !code.Any(char.IsWhiteSpace) && ErrorCodes.Normalise(code) is not null)
            .OfType<string>().Distinct().Take(ErrorCodes.Most),
    ];

    /// <summary>Null when the monitor did not say: the score then assumes one, and says so.</summary>
    private static Severity? SeverityOf(NormalAlert alert) => !alert.SaysSeverity ? null : alert.Severity switch
    {
        AlertSeverity.Critical => Severity.Outage,
        AlertSeverity.Error => Severity.Degraded,
        AlertSeverity.Info => Severity.Cosmetic,
        _ => Severity.Minor,
    };

    private sealed record GroupTicket(TicketId Id, TicketNumber Number, bool IsSolved, Severity? Severity, PersonId? Assignee, ComponentId? Component);
}
