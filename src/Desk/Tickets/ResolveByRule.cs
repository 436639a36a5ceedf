using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Resolves a ticket without a person, such as by a monitor's all-clear; gently: not when somebody has replied to the
/// requester, and not twice. Nobody outside is told, since nobody was asked anything.</summary>
/// <param name="Note">What is known of how it ended, in Markdown.</param>
/// <returns>True when it is resolved now by this; false when it was left as it is.</returns>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record ResolveByRule(TicketNumber Ticket, ResolutionCode Code, string Note) : ICommand<bool>;

internal sealed class ResolveByRuleValidator : AbstractValidator<ResolveByRule>
{
    public ResolveByRuleValidator()
    {
        RuleFor(c => c.Code).IsInEnum();
        RuleFor(c => c.Note).NotEmpty().MaximumLength(Resolution.LongestNote);
    }
}

internal sealed class ResolveByRuleHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, DueWork due)
    : ICommandHandler<ResolveByRule, bool>
{
    public async ValueTask<bool> Handle(ResolveByRule command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        if (ticket.IsSolved || ticket.FirstReplyAt is not null) return false;
        var note = Message.Write(ticket.Id, MessageKind.Note, Channel.Alert, command.Note, envelope.At, purpose: NotePurpose.Resolution);
        ticket.Resolve(command.Code, severity: null, note, mentions: [], by: null, await settings.Get<PatienceSettings>(ct), envelope.At);
        db.AllMessages.Add(note);
        await due.Set(CloseResolved.Kind, ticket.Id.Value, envelope.At + (await settings.Get<DeskSettings>(ct)).ReopenWindow, ct);
        return true;
    }
}
