using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Closes a new ticket that is no work for us, or a resolved one whose window has ended.</summary>
[Requires(DeskPermissions.CloseTickets)]
public sealed record CloseTicket(TicketNumber Ticket, ClosureReason Reason) : ICommand;

internal sealed class CloseTicketValidator : AbstractValidator<CloseTicket>
{
    public CloseTicketValidator() => RuleFor(c => c.Reason).IsInEnum().NotEqual(ClosureReason.ByCustomer)
        .WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.only-the-customer-closes-as"));
}

internal sealed class CloseTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings) : ICommandHandler<CloseTicket>
{
    public async ValueTask<Unit> Handle(CloseTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var window = (await settings.Get<DeskSettings>(ct)).ReopenWindow;
        ticket.Close(StatusMover.Agent, actor.PersonOrNone, command.Reason, window, await settings.Get<PatienceSettings>(ct), envelope.At);
        return default;
    }
}

internal static class CloseTicketEndpoint
{
    public sealed record Given(ClosureReason Reason);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{ticket}/closure",
        async (TicketNumber ticket, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new CloseTicket(ticket, body.Reason), ct);
            return TypedResults.NoContent();
        });
}
