using Bridgewatch.Desk.Closing;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Closes a new ticket that is no work for us, or a resolved one whose window has ended.</summary>
/// <param name="Because">Why a resolved one is closed as it is, where a gate warns; kept as a note.</param>
[Requires(DeskPermissions.CloseTickets)]
public sealed record CloseTicket(TicketNumber Ticket, ClosureReason Reason, string? Because = null) : ICommand;

internal sealed class CloseTicketValidator : AbstractValidator<CloseTicket>
{
    public CloseTicketValidator()
    {
        RuleFor(c => c.Reason).IsInEnum().NotEqual(ClosureReason.ByCustomer).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.only-the-customer-closes-as"));
        RuleFor(c => c.Because).MaximumLength(OverridePriority.LongestReason);
    }
}

internal sealed class CloseTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, CloseGates gates) : ICommandHandler<CloseTicket>
{
    public async ValueTask<Unit> Handle(CloseTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var window = (await settings.Get<DeskSettings>(ct)).ReopenWindow;
        if (ticket.Status == TicketStatus.Resolved) await gates.Ask(ticket, command.Because, ct);
        ticket.Close(StatusMover.Agent, actor.PersonOrNone, command.Reason, window, await settings.Get<PatienceSettings>(ct), envelope.At);
        return default;
    }
}

internal static class CloseTicketEndpoint
{
    public sealed record Given(ClosureReason Reason, string? Because = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{ticket}/closure",
        async (TicketNumber ticket, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new CloseTicket(ticket, body.Reason, body.Because), ct);
            return TypedResults.NoContent();
        });
}
