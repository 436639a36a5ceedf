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

    /// <summary>A ticket of its own for alerts that fire, unless the group has one that is unsolved.</summary>
    /// <returns>The new ticket; null when none was needed.</returns>
    public async Task<TicketId?> Open(GroupTurns turns, CancellationToken ct)
    {
        if (turns.Fires.Count == 0 || await Unsolved(turns, ct) is not null) return null;
        var alerts = turns.Fires.ConvertAll(t => t.Now);
        var lead = alerts.MinBy(a => a.Severity)!;
        var component = turns.Fires.OrderBy(t => t.Now.Severity).Select(t => t.Component).FirstOrDefault(c => c is not null) ?? await Default(turns, ct);
        var opened = await sender.Send(new OpenTicket(
            texts.Subject(lead, alerts.Count), texts.Opening(alerts, turns.Truncated), TicketType.Alert, Component: component?.ToString(),
            ErrorCodes: Codes(alerts), Severity: SeverityOf(lead), Channel: Channel.Alert), ct);
        turns.Opened = opened.Number;
        return await db.Tickets.VisibleTo(actor).Where(t => t.Number == opened.Number).Select(t => (TicketId?)t.Id).SingleAsync(ct);
    }

    /// <summary>Tells the group's unsolved ticket what is new and what ended. Its assignee is told only when it got worse or another service joined.</summary>
    /// <returns>The ticket that was opened or fed; null when there was nothing to tell, or nobody to tell it to.</returns>
    public async Task<TicketNumber?> Feed(GroupTurns turns, CancellationToken ct)
    {
        if (turns.Opened is { } opened) return opened;
        if (await Unsolved(turns, ct) is not { } ticket) return null;
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
        var worst = alerts.Count == 0 ? (Severity?)null : alerts.Min(SeverityOf);
        var worse = worst is not null && (ticket.Severity is null || worst < ticket.Severity);
        var joined = turns.Fires.Select(t => t.Component).OfType<ComponentId>().ToHashSet();
        joined.ExceptWith((await EarlierComponents(turns, ticket, ct)).OfType<ComponentId>());
        await sender.Send(new NoteByRule(
            ticket.Number, texts.Joining(turns, worse, joined.Count > 0), (worse || joined.Count > 0) && ticket.Assignee is { } person ? [person] : []), ct);
        if (worse) await sender.Send(new ChangeTicket(ticket.Number, Severity: worst), ct);
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

    private async Task<GroupTicket?> Unsolved(GroupTurns turns, CancellationToken ct)
    {
        if (turns.Group.Ticket is not { } id) return null;
        return await db.Tickets.VisibleTo(actor).Where(t => t.Id == id && !t.IsSolved)
            .Select(t => new GroupTicket(t.Id, t.Number, t.Severity, t.Assignee, t.Component)).SingleOrDefaultAsync(ct);
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

    private static Severity SeverityOf(NormalAlert alert) => alert.Severity switch
    {
        AlertSeverity.Critical => Severity.Outage,
        AlertSeverity.Error => Severity.Degraded,
        AlertSeverity.Info => Severity.Cosmetic,
        _ => Severity.Minor,
    };

    private sealed record GroupTicket(TicketId Id, TicketNumber Number, Severity? Severity, PersonId? Assignee, ComponentId? Component);
}
