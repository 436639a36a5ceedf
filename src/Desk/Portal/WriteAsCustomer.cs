using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;

namespace Bridgewatch.Desk.Portal;

/// <summary>A customer writes on a request. What waited for them is open again; what is solved is opened again inside the window.</summary>
/// <param name="Files">Their contents are kept already; the page reads them before.</param>
[Requires(RequiresAttribute.Customer)]
public sealed record WriteAsCustomer(TicketNumber Ticket, string Body, IReadOnlyList<BroughtFile>? Files = null) : ICommand<MessageId>;

internal sealed class WriteAsCustomerValidator : AbstractValidator<WriteAsCustomer>
{
    public WriteAsCustomerValidator() => RuleFor(c => c.Body).Must(b => !string.IsNullOrWhiteSpace(b))
        .WithMessage(_ => RuleTexts.Of<DeskTexts>("portal.rule.reply")).MaximumLength(Message.LongestBody);
}

internal sealed class WriteAsCustomerHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, DueWork due, SentFiles files)
    : ICommandHandler<WriteAsCustomer, MessageId>
{
    public async ValueTask<MessageId> Handle(WriteAsCustomer command, CancellationToken ct)
    {
        var ticket = await db.Tickets.GoingOn(await db.Tickets.Expect(command.Ticket, actor, ct), actor, ct);
        var message = Message.Write(ticket.Id, MessageKind.Inbound, Channel.Portal, command.Body, envelope.At, contact: actor.Contact);
        ticket.Receive(message, (await settings.Get<DeskSettings>(ct)).ReopenWindow, await settings.Get<PatienceSettings>(ct));
        await due.Cancel(CloseResolved.Kind, ticket.Id.Value, ct);
        db.AllMessages.Add(message);
        await files.GoWith(ticket, message, command.Files, ct);
        return message.Id;
    }
}
