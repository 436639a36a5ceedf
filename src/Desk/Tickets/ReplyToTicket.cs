using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Macros;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Answers the requester. It goes out by mail when there is an address and outgoing mail.</summary>
/// <param name="Body">Markdown.</param>
/// <param name="Then">The status it moves to with the reply; null leaves it, but a new ticket is opened.</param>
/// <param name="Attachments">Files that were brought for it.</param>
/// <param name="Seen">How many public messages of the ticket its writer has read. Where there are more, it is not sent: they stand in the refusal.</param>
/// <param name="Macro">With which it was written; what goes with that is done.</param>
/// <param name="Undoable">It goes out some seconds later (<see cref="DeskSettings.UndoSend"/>), and can be taken back until then.</param>
[Requires(DeskPermissions.ReplyToTickets)]
public sealed record ReplyToTicket(TicketNumber Ticket, string Body, TicketStatus? Then = null, IReadOnlyList<AttachmentId>? Attachments = null,
    int? Seen = null, bool Undoable = false, MacroId? Macro = null) : ICommand<MessageResource>;

internal sealed class ReplyToTicketValidator : AbstractValidator<ReplyToTicket>
{
    public ReplyToTicketValidator()
    {
        RuleFor(c => c.Body).NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.write-something-to-the-requester")).MaximumLength(Message.LongestBody);
        RuleFor(c => c.Then).Must(s => s is null or TicketStatus.Open or TicketStatus.WaitingOnCustomer or TicketStatus.WaitingOnEngineering or TicketStatus.OnHold)
            .WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.reply-then"));
        RuleFor(c => c.Seen).GreaterThanOrEqualTo(0);
    }
}

internal sealed class ReplyToTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, Replies replies, WaitingFiles files, ConversationQueries conversation, MacroWork macros)
    : ICommandHandler<ReplyToTicket, MessageResource>
{
    public async ValueTask<MessageResource> Handle(ReplyToTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var patience = await settings.Get<PatienceSettings>(ct);
        if (command.Seen is { } seen) await MustHaveSeen(ticket, seen, ct);
        var hold = command.Undoable ? (await settings.Get<DeskSettings>(ct)).UndoSend : Duration.Zero;
        var message = Message.Write(ticket.Id, MessageKind.Reply, actor.Types(), command.Body, envelope.At, person: actor.Person);
        if (hold > Duration.Zero) message.Hold(envelope.At + hold);
        var attached = await files.GoWith(ticket, message, command.Attachments, ct);
        await replies.Send(ticket, message, actor.Name, ct, attached);
        ticket.Reply(message, patience);
        if (command.Macro is { } macro) await macros.Go(ticket, message, macro, MacroKind.Reply, envelope.At, ct);
        if (command.Then is { } status) ticket.Move(status, StatusMover.Agent, patience, envelope.At);
        db.AllMessages.Add(message);
        return MessageResource.Of(message, actor.Name, attached);
    }

    private async Task MustHaveSeen(Ticket ticket, int seen, CancellationToken ct)
    {
        var spoken = await db.AllMessages.CountAsync(m => m.Ticket == ticket.Id && m.Kind != MessageKind.Note, ct);
        if (spoken <= seen) return;
        var all = await conversation.Messages(ticket.Number, ct);
        throw TicketRefusals.WrittenMeanwhile(ticket, [.. all.Where(m => m.MergedFrom is null && m.Kind != MessageKind.Note).Skip(seen)]);
    }
}

internal static class ReplyToTicketEndpoint
{
    public sealed record Given(string Body, TicketStatus? Then = null, IReadOnlyList<AttachmentId>? Attachments = null, int? Seen = null, bool Undoable = false, MacroId? Macro = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{ticket}/replies",
        async (TicketNumber ticket, Given body, Commands commands, CancellationToken ct) =>
        {
            var message = await commands.Send(new ReplyToTicket(ticket, body.Body, body.Then, body.Attachments, body.Seen, body.Undoable, body.Macro), ct);
            return TypedResults.Created($"/api/v1/tickets/{ticket}/messages/{message.Id}", message);
        });
}
