using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Redaction;

/// <summary>Takes the text of a message out of every store, and its files with it. A mark stays. What was mailed already is with those who
/// have it. It cannot be undone.</summary>
[Requires(DeskPermissions.Redact)]
public sealed record RedactMessage(TicketNumber Ticket, MessageId Message, RedactionReason Reason) : ICommand, IBulkCommand;

internal sealed class RedactMessageValidator : AbstractValidator<RedactMessage>
{
    public RedactMessageValidator() => RuleFor(c => c.Reason).IsInEnum().NotEqual(RedactionReason.Withdrawn);
}

internal sealed class RedactMessageHandler(BridgewatchDb db, Actor actor, Envelope envelope, Blackout blackout) : ICommandHandler<RedactMessage>
{
    public async ValueTask<Unit> Handle(RedactMessage command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var message = await db.AllMessages.SingleOrDefaultAsync(m => m.Ticket == ticket.Id && m.Id == command.Message, ct) ?? throw new NotVisible("message");
        if (message.Redacted is not null) throw RedactionRefusals.Already();
        foreach (var said in (await db.SaidWith(message, ct)).Where(m => m.Redacted is null)) await Redact(await db.Set<Ticket>().SingleAsync(t => t.Id == said.Ticket, ct), said, command.Reason, ct);
        return default;
    }

    private async Task Redact(Ticket ticket, Message message, RedactionReason reason, CancellationToken ct)
    {
        var mark = new Redacted(reason, actor.Person, envelope.At);
        var files = await db.AllAttachments.Where(a => a.Message == message.Id && a.Redacted == null).ToListAsync(ct);
        await blackout.Of(ticket, message, mark, ct);
        foreach (var file in files) await blackout.Of(file, mark, ct);
        ticket.Redact(new MessageRedacted(ticket.Id, message.Id, reason, [.. files.Select(f => f.Id)]), envelope.At);
    }
}

internal static class RedactMessageEndpoint
{
    public sealed record Given(RedactionReason Reason);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{ticket}/messages/{message}/redaction",
        async (TicketNumber ticket, MessageId message, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new RedactMessage(ticket, message, body.Reason), ct);
            return TypedResults.NoContent();
        });
}

internal static class RedactionRefusals
{
    public static Refusal Already() => new("already-redacted", "It was taken out already.", "There is nothing left to take out.");

    public static Refusal NoMessageYet() => new("file-without-message", "The file belongs to no message yet.", "Whoever brought it can take it away.");
}
