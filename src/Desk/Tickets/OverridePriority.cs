using Bridgewatch.Desk.Notifications;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Sets a priority against the impact score. Without a priority it follows the score again.</summary>
/// <param name="Reason">Why; kept as a note. Needed to override, and to let a P1 fall.</param>
[Requires(DeskPermissions.OverridePriority)]
public sealed record OverridePriority(TicketNumber Ticket, Priority? Priority, string? Reason) : ICommand
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

internal sealed class OverridePriorityHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, People people)
    : ICommandHandler<OverridePriority>
{
    public async ValueTask<Unit> Handle(OverridePriority command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        ticket.MustTakeCorrections(actor);
        var (patience, cuts) = (await settings.Get<PatienceSettings>(ct), (await settings.Get<Impact.ImpactSettings>(ct)).Cuts);
        if (command.Priority is null && ticket.PriorityOverride is null) return default;
        var falls = Ticket.FallsFromP1(ticket.Priority, command.Priority ?? cuts.PriorityFrom(ticket.ImpactPoints));
        var why = command.Priority is not null || falls || ticket.Status == TicketStatus.Closed || !string.IsNullOrWhiteSpace(command.Reason)
            ? ticket.Reason(command.Reason, NotePurpose.Priority, actor, envelope.At)
            : null;
        if (why is not null) db.AllMessages.Add(why);
        if (command.Priority is { } priority) ticket.Override(priority, why!, await people.NamedIn(why!.Body, ct), actor.Person, patience, envelope.At);
        else ticket.FollowScoreAgain(cuts, why?.Id, patience, envelope.At);
        return default;
    }
}

internal static class OverridePriorityEndpoint
{
    public sealed record Body(Priority Priority, string Reason);

    public sealed record Why(string? Reason = null);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/tickets/{ticket}/priority", async (TicketNumber ticket, Body body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new OverridePriority(ticket, body.Priority, body.Reason), ct);
            return TypedResults.NoContent();
        });
        api.MapDelete("/tickets/{ticket}/priority", async (TicketNumber ticket, [FromBody] Why? why, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new OverridePriority(ticket, null, why?.Reason), ct);
            return TypedResults.NoContent();
        });
    }
}
