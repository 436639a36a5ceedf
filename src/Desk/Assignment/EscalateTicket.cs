using Bridgewatch.Access;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using People = Bridgewatch.Desk.Notifications.People;

namespace Bridgewatch.Desk.Assignment;

/// <summary>Gives a ticket to a higher or lower tier, with a reason and a summary for those who go on with it. It waits there for somebody, unless
/// whoever has it works in that tier.</summary>
/// <param name="Summary">What was found and tried, and what is to be done, in Markdown; kept as a note.</param>
/// <param name="Queue">A queue's slug, where that tier has another one.</param>
[Requires(DeskPermissions.AssignTickets)]
public sealed record EscalateTicket(TicketNumber Ticket, SupportTier To, EscalationReason Reason, string Summary, string? Queue = null) : ICommand;

/// <summary>Which reasons lead up, and which down.</summary>
public static class EscalationReasons
{
    public static IReadOnlyList<EscalationReason> Up { get; } = [.. Enum.GetValues<EscalationReason>().Where(r => r < EscalationReason.RestIsRoutine)];

    public static IReadOnlyList<EscalationReason> Down { get; } = [.. Enum.GetValues<EscalationReason>().Except(Up)];
}

internal sealed class EscalateTicketValidator : AbstractValidator<EscalateTicket>
{
    public EscalateTicketValidator()
    {
        RuleFor(c => c.To).IsInEnum();
        RuleFor(c => c.Reason).IsInEnum();
        RuleFor(c => c.Summary).Must(s => !string.IsNullOrWhiteSpace(s)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.write-the-summary")).MaximumLength(Message.LongestBody);
    }
}

internal sealed class EscalateTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, People people) : ICommandHandler<EscalateTicket>
{
    public async ValueTask<Unit> Handle(EscalateTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        if (!(command.To > ticket.Tier ? EscalationReasons.Up : EscalationReasons.Down).Contains(command.Reason) && command.To != ticket.Tier)
            throw new Invalid("reason", RuleTexts.Of<DeskTexts>(command.To > ticket.Tier ? "rule.reason-leads-down" : "rule.reason-leads-up"));
        var queue = await Where(command.Queue, ticket, ct);
        var works = queue.Id == ticket.Queue && ticket.Assignee is { } assignee && await db.People.AnyAsync(p => p.Id == assignee && p.Tier == command.To, ct);
        var note = Message.Write(ticket.Id, MessageKind.Note, actor.Types(), command.Summary, envelope.At, actor.PersonOrNone, purpose: NotePurpose.Escalation);
        var mentions = await people.NamedIn(command.Summary, ct);
        ticket.Escalate(command.To, command.Reason, note, mentions, (queue.Id, queue.Team), works, await settings.Get<PatienceSettings>(ct), envelope.At);
        db.AllMessages.Add(note);
        return default;
    }

    private async Task<Queue> Where(string? slug, Ticket ticket, CancellationToken ct) => slug is null
        ? await db.Queues.SingleAsync(q => q.Id == ticket.Queue, ct)
        : await db.Queues.SingleOrDefaultAsync(q => q.Slug == slug && !q.Archived, ct) ?? throw new Invalid("queue", "There is no such queue.");
}

internal static class EscalateTicketEndpoint
{
    public sealed record Body(SupportTier To, EscalationReason Reason, string Summary, string? Queue = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{ticket}/escalations",
        async (TicketNumber ticket, Body body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new EscalateTicket(ticket, body.To, body.Reason, body.Summary, body.Queue), ct);
            return TypedResults.NoContent();
        });
}
