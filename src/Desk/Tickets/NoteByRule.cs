using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Writes a note that no person wrote: what a monitor or a rule has to say. It does not count as work on the ticket.</summary>
/// <param name="Body">Markdown. Who is named with @ is not told; the caller says who is.</param>
/// <param name="Tell">People who should see it now.</param>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record NoteByRule(TicketNumber Ticket, string Body, IReadOnlyList<PersonId> Tell, NotePurpose Purpose = NotePurpose.Alert) : ICommand;

internal sealed class NoteByRuleValidator : AbstractValidator<NoteByRule>
{
    public NoteByRuleValidator() => RuleFor(c => c.Body).NotEmpty().MaximumLength(Message.LongestBody);
}

internal sealed class NoteByRuleHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings) : ICommandHandler<NoteByRule>
{
    public async ValueTask<Unit> Handle(NoteByRule command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var note = Message.Write(ticket.Id, MessageKind.Note, Channel.Alert, command.Body, envelope.At, purpose: command.Purpose);
        ticket.Note(note, command.Tell, await settings.Get<PatienceSettings>(ct));
        db.AllMessages.Add(note);
        return default;
    }
}
