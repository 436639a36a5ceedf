using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Assignment;

/// <summary>Says that a ticket is work on technical debt, and where the debt is tracked.</summary>
/// <param name="Link">An address of the web: the issue, or the item of the backlog.</param>
[Requires(DeskPermissions.ChangeTickets)]
public sealed record LinkDebt(TicketNumber Ticket, string Link) : ICommand;

internal sealed class LinkDebtValidator : AbstractValidator<LinkDebt>
{
    public LinkDebtValidator() => RuleFor(c => c.Link).MaximumLength(Ticket.LongestDebtLink)
        .Must(l => Uri.TryCreate(l?.Trim(), UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https").WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.debt-link"));
}

internal sealed class LinkDebtHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<LinkDebt>
{
    public async ValueTask<Unit> Handle(LinkDebt command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        ticket.MustTakeCorrections(actor);
        ticket.BeDebt(command.Link.Trim(), envelope.At);
        TicketWordLists.MustFit([.. ticket.Labels.Select(l => l.Label)]);
        return default;
    }
}

/// <summary>A ticket is no work on technical debt after all: label and link go.</summary>
[Requires(DeskPermissions.ChangeTickets)]
public sealed record UnlinkDebt(TicketNumber Ticket) : ICommand;

internal sealed class UnlinkDebtHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<UnlinkDebt>
{
    public async ValueTask<Unit> Handle(UnlinkDebt command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        ticket.MustTakeCorrections(actor);
        ticket.Mark([.. ticket.Labels.Select(l => l.Label).Where(l => l != Ticket.DebtLabel)], [.. ticket.Codes.Select(c => c.Code)], envelope.At);
        return default;
    }
}

internal static class LinkDebtEndpoints
{
    public sealed record Body(string Link);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/tickets/{ticket}/debt", async (TicketNumber ticket, Body body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new LinkDebt(ticket, body.Link), ct);
            return TypedResults.NoContent();
        });
        api.MapDelete("/tickets/{ticket}/debt", async (TicketNumber ticket, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new UnlinkDebt(ticket), ct);
            return TypedResults.NoContent();
        });
    }
}
