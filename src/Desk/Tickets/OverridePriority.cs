using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Sets a priority against the impact score. Without a priority it follows the score again.</summary>
/// <param name="Reason">Why; kept as a note. Needed to override.</param>
[Requires(DeskPermissions.OverridePriority)]
public sealed record OverridePriority(TicketNumber Ticket, Priority? Priority, string? Reason) : ICommand;

internal sealed class OverridePriorityValidator : AbstractValidator<OverridePriority>
{
    public OverridePriorityValidator()
    {
        RuleFor(c => c.Priority).IsInEnum();
        RuleFor(c => c.Reason).NotEmpty().When(c => c.Priority is not null).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.why-overridden")).MaximumLength(2_000);
    }
}

internal sealed class OverridePriorityHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings)
    : ICommandHandler<OverridePriority>
{
    public async ValueTask<Unit> Handle(OverridePriority command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var patience = await settings.Get<PatienceSettings>(ct);
        if (command.Priority is not { } priority)
        {
            ticket.FollowScoreAgain((await settings.Get<Impact.ImpactSettings>(ct)).Cuts, patience, envelope.At);
            return default;
        }
        var reason = Message.Write(
            ticket.Id, MessageKind.Note, Channel.Portal, command.Reason!, envelope.At, actor.PersonOrNone, purpose: NotePurpose.Priority);
        db.AllMessages.Add(reason);
        ticket.Override(priority, reason.Id, actor.Person, patience, envelope.At);
        return default;
    }
}

internal static class OverridePriorityEndpoint
{
    public sealed record Given(Priority Priority, string Reason);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/tickets/{ticket}/priority", async (TicketNumber ticket, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new OverridePriority(ticket, body.Priority, body.Reason), ct);
            return TypedResults.NoContent();
        });
        api.MapDelete("/tickets/{ticket}/priority", async (TicketNumber ticket, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new OverridePriority(ticket, null, null), ct);
            return TypedResults.NoContent();
        });
    }
}
