using Bridgewatch.Desk.Attachments;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Which way a logged message went.</summary>
public enum Direction { Inbound, Outbound }

/// <summary>Logs a message of any channel: a call, a chat, a visit. It is not sent to anybody.</summary>
/// <param name="At">When it was; not in the future.</param>
/// <param name="Minutes">How long it took, 0 to 1,440.</param>
/// <param name="Attachments">Files that belong to it, as the customer gave them or as they were shown.</param>
[Requires(DeskPermissions.ReplyToTickets)]
public sealed record LogMessage(TicketNumber Ticket, Channel Channel, Direction Direction, string Body, Instant At, int? Minutes,
    IReadOnlyList<AttachmentId>? Attachments = null)
    : ICommand<MessageResource>;

internal sealed class LogMessageValidator : AbstractValidator<LogMessage>
{
    public LogMessageValidator(IClock clock)
    {
        RuleFor(c => c.Channel).IsInEnum();
        RuleFor(c => c.Direction).IsInEnum();
        RuleFor(c => c.Body).NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.say-what-was-said")).MaximumLength(Message.LongestBody);
        RuleFor(c => c.At).LessThanOrEqualTo(_ => clock.GetCurrentInstant() + Duration.FromMinutes(5)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.time-past"));
        RuleFor(c => c.Minutes).InclusiveBetween(0, 1_440).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.minutes-of-a-day"));
    }
}

internal sealed class LogMessageHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, WaitingFiles files) : ICommandHandler<LogMessage, MessageResource>
{
    public async ValueTask<MessageResource> Handle(LogMessage command, CancellationToken ct)
    {
        var ticket = await db.Tickets.GoingOn(await db.Tickets.Expect(command.Ticket, actor, ct), actor, ct);
        var patience = await settings.Get<PatienceSettings>(ct);
        var inbound = command.Direction == Direction.Inbound;
        var message = Message.Write(
            ticket.Id, inbound ? MessageKind.Inbound : MessageKind.Reply, command.Channel, command.Body, Micros.Cut(Instant.Min(command.At, envelope.At)),
            inbound ? null : actor.PersonOrNone, inbound ? ticket.Requester : null, minutes: command.Minutes);
        if (inbound) ticket.Receive(message, (await settings.Get<DeskSettings>(ct)).ReopenWindow, patience);
        else ticket.Reply(message, patience);
        var attached = await files.GoWith(ticket, message, command.Attachments, ct);
        db.AllMessages.Add(message);
        return MessageResource.Of(message, inbound ? null : actor.Name, attached);
    }
}

internal static class LogMessageEndpoint
{
    public sealed record Given(Channel Channel, Direction Direction, string Body, Instant At, int? Minutes = null, IReadOnlyList<AttachmentId>? Attachments = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{ticket}/messages",
        async (TicketNumber ticket, Given body, Commands commands, CancellationToken ct) =>
        {
            var message = await commands.Send(new LogMessage(ticket, body.Channel, body.Direction, body.Body, body.At, body.Minutes, body.Attachments), ct);
            return TypedResults.Created($"/api/v1/tickets/{ticket}/messages/{message.Id}", message);
        });
}
