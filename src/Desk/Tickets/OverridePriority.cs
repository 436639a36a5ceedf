using Bridgewatch.Desk.Notifications;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Sets a priority against the impact score. Without a priority it follows the score again.</summary>
/// <param name="Reason">Why; kept as a note. Needed to override, and to let a P1 fall.</param>
/// <returns>The approval that it waits for: another person agrees before a P1 falls. Null when it is done.</returns>
[Requires(DeskPermissions.OverridePriority)]
public sealed record OverridePriority(TicketNumber Ticket, Priority? Priority, string? Reason) : ICommand<ApprovalId?>
{
    public const int LongestReason = 2_000;
}

internal sealed class OverridePriorityValidator : AbstractValidator<OverridePriority>
{
    public OverridePriorityValidator()
    {
        RuleFor(c => c.Priority).IsInEnum();
        RuleFor(c => c.Reason).NotEmpty().When(c => c.Priority is not null).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.why-overridden")).MaximumLength(OverridePriority.LongestReason);
    }
}

internal sealed class OverridePriorityHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, People people, P1Lowering lowering)
    : ICommandHandler<OverridePriority, ApprovalId?>
{
    public async ValueTask<ApprovalId?> Handle(OverridePriority command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        ticket.MustTakeCorrections(actor);
        var (patience, cuts) = (await settings.Get<PatienceSettings>(ct), (await settings.Get<Impact.ImpactSettings>(ct)).Cuts);
        if (command.Priority is null && ticket.PriorityOverride is null) return null;
        var falls = Ticket.FallsFromP1(ticket.Priority, command.Priority ?? cuts.PriorityFrom(ticket.ImpactPoints));
        var why = command.Priority is not null || falls || ticket.Status == TicketStatus.Closed || !string.IsNullOrWhiteSpace(command.Reason)
            ? ticket.Reason(command.Reason, NotePurpose.Priority, actor, envelope.At)
            : null;
        if (falls && await lowering.Ask(ticket, command.Priority, why!.Body, ct) is { } waitsFor) return waitsFor;
        if (why is not null) db.AllMessages.Add(why);
        if (command.Priority is { } priority) ticket.Override(priority, why!, await people.NamedIn(why!.Body, ct), actor.Person, patience, envelope.At);
        else ticket.FollowScoreAgain(cuts, why?.Id, patience, envelope.At);
        return null;
    }
}

internal static class OverridePriorityEndpoint
{
    public sealed record Body(Priority Priority, string Reason);

    public sealed record Why(string? Reason = null);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/tickets/{ticket}/priority", (TicketNumber ticket, Body body, Commands commands, Reads reads, CancellationToken ct) =>
            Send(new(ticket, body.Priority, body.Reason), commands, reads, ct));
        api.MapDelete("/tickets/{ticket}/priority", (TicketNumber ticket, [FromBody] Why? why, Commands commands, Reads reads, CancellationToken ct) =>
            Send(new(ticket, null, why?.Reason), commands, reads, ct));
    }

    private static async Task<Results<NoContent, Accepted<ApprovalResource>>> Send(OverridePriority command, Commands commands, Reads reads, CancellationToken ct)
    {
        if (await commands.Send(command, ct) is not { } approval) return TypedResults.NoContent();
        var waits = await reads.From((ApprovalQueries q, CancellationToken c) => q.One(approval, c), ct);
        return TypedResults.Accepted($"/api/v1/approvals/{approval}", waits);
    }
}
