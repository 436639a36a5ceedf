using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Redaction;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Takes a reply back before it goes out. Only its writer can, and only while it is held (<see cref="Message.HeldUntil"/>): no customer has
/// seen it. A mark stays, its files wait for the next message, and what it moved to the customer is ours again.</summary>
[Requires(DeskPermissions.ReplyToTickets)]
public sealed record WithdrawReply(TicketNumber Ticket, MessageId Message) : ICommand, IBulkCommand;

internal sealed class WithdrawReplyHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, Blackout blackout, WaitingFiles files)
    : ICommandHandler<WithdrawReply>
{
    public async ValueTask<Unit> Handle(WithdrawReply command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var (id, me) = (command.Message, (PersonId?)actor.Person);
        var replies = await db.AllMessages.Where(m => m.Ticket == ticket.Id && m.Kind == MessageKind.Reply && m.Person != null).ToListAsync(ct);
        var reply = replies.Find(m => m.Id == id && m.Person == me) ?? throw new NotVisible("message");
        if (reply.IsWithdrawn) return default;
        if (reply.HeldUntil is not { } until || until <= envelope.At) throw TicketRefusals.IsOut(ticket);
        await files.ComeBack(reply, ct);
        await blackout.Of(ticket, reply, new(RedactionReason.Withdrawn, actor.Person, envelope.At), ct);
        var others = replies.FindAll(m => m != reply && !m.IsWithdrawn).ConvertAll(m => m.At);
        ticket.Withdraw(reply, others, await settings.Get<PatienceSettings>(ct), envelope.At);
        return default;
    }
}

internal static class WithdrawReplyEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/tickets/{ticket}/replies/{message}",
        async (TicketNumber ticket, MessageId message, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new WithdrawReply(ticket, message), ct);
            return TypedResults.NoContent();
        });
}
