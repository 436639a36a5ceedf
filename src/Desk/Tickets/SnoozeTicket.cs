using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Puts a ticket off until a time. It rests meanwhile, and is back earlier when the customer writes.</summary>
[Requires(DeskPermissions.ChangeTickets)]
public sealed record SnoozeTicket(TicketNumber Ticket, Instant Until) : ICommand
{
    /// <summary>Who puts off for longer has forgotten it.</summary>
    public static readonly Duration Longest = Duration.FromDays(366);
}

internal sealed class SnoozeTicketValidator : AbstractValidator<SnoozeTicket>
{
    public SnoozeTicketValidator(IClock clock) => RuleFor(c => c.Until)
        .Must(until => until > clock.GetCurrentInstant()).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.snooze-past"))
        .Must(until => until <= clock.GetCurrentInstant() + SnoozeTicket.Longest).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.snooze-long"));
}

internal sealed class SnoozeTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, DueWork due) : ICommandHandler<SnoozeTicket>
{
    public async ValueTask<Unit> Handle(SnoozeTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        ticket.Snooze(Micros.Cut(command.Until), await settings.Get<PatienceSettings>(ct), envelope.At);
        await due.Set(WakeSnoozed.Kind, ticket.Id.Value, Micros.Cut(command.Until), ct);
        return default;
    }
}

internal static class SnoozeTicketEndpoint
{
    public sealed record Given(Instant Until);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{ticket}/snooze",
        async (TicketNumber ticket, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new SnoozeTicket(ticket, body.Until), ct);
            return TypedResults.NoContent();
        });
}
