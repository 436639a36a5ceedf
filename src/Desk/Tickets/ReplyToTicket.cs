using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Answers the requester. It goes out by mail when there is an address and outgoing mail.</summary>
/// <param name="Body">Markdown.</param>
/// <param name="Then">The status it moves to with the reply; null leaves it, but a new ticket is opened.</param>
[Requires(DeskPermissions.ReplyToTickets)]
public sealed record ReplyToTicket(TicketNumber Ticket, string Body, TicketStatus? Then = null) : ICommand<MessageResource>;

internal sealed class ReplyToTicketValidator : AbstractValidator<ReplyToTicket>
{
    public ReplyToTicketValidator()
    {
        RuleFor(c => c.Body).NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.write-something-to-the-requester")).MaximumLength(Message.LongestBody);
        RuleFor(c => c.Then).Must(s => s is null or TicketStatus.Open or TicketStatus.WaitingOnCustomer or TicketStatus.WaitingOnEngineering or TicketStatus.OnHold)
            .WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.reply-then"));
    }
}

internal sealed class ReplyToTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, Replies replies)
    : ICommandHandler<ReplyToTicket, MessageResource>
{
    public async ValueTask<MessageResource> Handle(ReplyToTicket command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var patience = await settings.Get<PatienceSettings>(ct);
        var message = Message.Write(ticket.Id, MessageKind.Reply, actor.Types(), command.Body, envelope.At, person: actor.Person);
        await replies.Send(ticket, message, actor.Name, ct);
        ticket.Reply(message, patience);
        if (command.Then is { } status) ticket.Move(status, StatusMover.Agent, patience, envelope.At);
        db.AllMessages.Add(message);
        return MessageResource.Of(message, actor.Name);
    }
}

internal static class ReplyToTicketEndpoint
{
    public sealed record Given(string Body, TicketStatus? Then = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{ticket}/replies",
        async (TicketNumber ticket, Given body, Commands commands, CancellationToken ct) =>
        {
            var message = await commands.Send(new ReplyToTicket(ticket, body.Body, body.Then), ct);
            return TypedResults.Created($"/api/v1/tickets/{ticket}/messages/{message.Id}", message);
        });
}
