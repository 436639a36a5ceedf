using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Opens a ticket.</summary>
[Requires(DeskPermissions.OpenTickets)]
public sealed record OpenTicket(string Subject, string Body) : ICommand<TicketResource>;

public sealed record TicketResource(TicketNumber Number, string Subject, TicketStatus Status, Instant OpenedAt, long Version);

internal sealed class OpenTicketValidator : AbstractValidator<OpenTicket>
{
    public OpenTicketValidator()
    {
        RuleFor(c => c.Subject).NotEmpty().WithMessage("Say in a few words what is wrong.").MaximumLength(Ticket.LongestSubject);
    }
}

internal sealed class OpenTicketHandler(BridgewatchDb db, Numbers numbers, IClock clock) : ICommandHandler<OpenTicket, TicketResource>
{
    public async ValueTask<TicketResource> Handle(OpenTicket command, CancellationToken ct)
    {
        var ticket = Ticket.Open(new(await numbers.Next("ticket", ct)), command.Subject, clock.GetCurrentInstant());
        db.AllTickets.Add(ticket);
        return new(ticket.Number, ticket.Subject, ticket.Status, ticket.OpenedAt, ticket.Version);
    }
}

internal static class OpenTicketEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets",
        async (OpenTicket body, Commands commands, CancellationToken ct) =>
        {
            var ticket = await commands.Send(body, ct);
            return TypedResults.Created($"/api/v1/tickets/{ticket.Number}", ticket);
        });
}
