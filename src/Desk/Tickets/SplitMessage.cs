using Bridgewatch.Catalog;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Lets what a customer wrote about another matter go on in a ticket of its own, with its files. The message stays where it is, too: it was said
/// there. The new ticket is that of its writer, waits since they wrote, goes where the rules send it or else stays in the queue, and is linked.</summary>
/// <param name="Subject">That of the ticket when null.</param>
[Requires(DeskPermissions.OpenTickets)]
public sealed record SplitMessage(TicketNumber Ticket, MessageId Message, string? Subject = null) : ICommand<SplitResource>, IBulkCommand;

internal sealed class SplitMessageValidator : AbstractValidator<SplitMessage>
{
    public SplitMessageValidator() => RuleFor(c => c.Subject).Must(s => s is null || !string.IsNullOrWhiteSpace(s)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.subject")).MaximumLength(Ticket.LongestSubject);
}

internal sealed class SplitMessageHandler(BridgewatchDb db, Actor actor, Envelope envelope, JournalTypes types, ISender sender) : ICommandHandler<SplitMessage, SplitResource>
{
    public async ValueTask<SplitResource> Handle(SplitMessage command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var message = await db.AllMessages.SingleOrDefaultAsync(m => m.Ticket == ticket.Id && m.Id == command.Message, ct) ?? throw new NotVisible("message");
        if (message.Kind != MessageKind.Inbound) throw TicketRefusals.OnlyCustomersSplit(ticket);
        if (message.Erased || message.Redacted is not null) throw TicketRefusals.NothingToSplit(ticket);
        if (command.Subject is null && ticket.Subject == Ticket.ErasedSubject) throw new Invalid("subject", RuleTexts.Of<DeskTexts>("rule.subject"));
        if (await db.AllMessages.Where(m => m.SplitFrom == message.Id).Join(db.Set<Ticket>(), m => m.Ticket, t => t.Id, (_, t) => (TicketNumber?)t.Number).FirstOrDefaultAsync(ct) is { } before)
            throw TicketRefusals.SplitBefore(ticket, before);

        var settled = await NothingElseWaits(ticket, message, ct);
        var (body, files) = await Copy(message, ct);
        var brand = await db.Brands.AnyAsync(b => b.Id == ticket.Brand && b.ArchivedAt == null, ct) ? ticket.Brand.ToString() : null;
        // What was brought along, or is only shown, was owed to nobody.
        var since = ticket.Origin == Origin.Live ? message.At : envelope.At;
        var opened = await sender.Send(new OpenTicket(
            command.Subject ?? ticket.Subject, body, ticket.Type == TicketType.Alert ? null : ticket.Type, await Writer(ticket, message, ct), Channel: message.Channel, Language: ticket.Language,
            Brand: brand, Files: files, Source: new(ticket.Queue, message.MailId, since, message.Id)), ct);
        // Whoever splits it off need not see where the rules send it.
        var other = await db.Set<Ticket>().Include(t => t.Codes).Include(t => t.Labels).SingleAsync(t => t.Number == opened.Number, ct);
        ticket.Split(message, other, settled, envelope.At);
        db.Add(TicketLink.Between(ticket, other, LinkRole.Related));
        ticket.LinkTo(other, LinkKind.Related, envelope.At);
        return new(other.Number, await db.AllMessages.Where(m => m.SplitFrom == message.Id).Select(m => m.Id).SingleAsync(ct));
    }

    /// <summary>Pictures stand in a text by the ids of their files, which are other ones in the copy.</summary>
    private async Task<(string Body, IReadOnlyList<BroughtFile> Files)> Copy(Message message, CancellationToken ct)
    {
        var (body, files) = (message.Body, new List<BroughtFile>());
        foreach (var file in await db.AllAttachments.AsNoTracking().Where(a => a.Message == message.Id && a.Redacted == null && !a.Erased).OrderBy(a => a.At).ThenBy(a => a.Id).ToListAsync(ct))
        {
            var copy = AttachmentId.New();
            body = body.Replace(file.Id.ToString(), copy.ToString(), StringComparison.Ordinal);
            files.Add(new(file.Name, file.Type, file.Size, file.Sha256, file.Width, file.Height) { Id = copy });
        }
        return (body, files);
    }

    private async Task<RequesterGiven> Writer(Ticket ticket, Message message, CancellationToken ct)
    {
        var written = message.Contact ?? ticket.Requester;
        var contact = await db.Contacts.Where(c => c.Id == written).Select(c => c.MergedInto ?? c.Id).FirstOrDefaultAsync(ct);
        return await db.ContactAddresses.Where(a => a.Contact == contact).OrderBy(a => a.DeadSince != null).ThenBy(a => a.Rank).Select(a => new RequesterGiven(a.Address, null)).FirstOrDefaultAsync(ct)
            ?? throw TicketRefusals.NobodyToAnswer(ticket);
    }

    /// <summary>Until somebody answered, what opened the ticket waits in it, also when it was split off.</summary>
    private async Task<bool> NothingElseWaits(Ticket ticket, Message message, CancellationToken ct)
    {
        if (ticket.LastReplyAt is not { } answered) return false;
        var (kind, id, saidOff) = (ticket.About.Kind, ticket.About.Id, types.NameOf(typeof(NoReplyNeeded)));
        var off = await db.Journal.Where(r => r.SubjectKind == kind && r.SubjectId == id && r.Type == saidOff).MaxAsync(r => (Instant?)r.At, ct);
        var since = Instant.Max(answered, off ?? answered);
        List<TicketId> tickets = [ticket.Id, .. (await db.Tickets.WentOnIn(ticket.Number, ct)).Keys];
        var messages = db.AllMessages;
        return !await messages.AnyAsync(m => tickets.Contains(m.Ticket) && m.Kind == MessageKind.Inbound && m.At >= since && m.Id != message.Id
            && !messages.Any(copy => copy.SplitFrom == m.Id), ct);
    }
}

internal static class SplitMessageEndpoint
{
    public sealed record Given(string? Subject = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/{ticket}/messages/{message}/split",
        async (TicketNumber ticket, MessageId message, Given body, Commands commands, CancellationToken ct) =>
        {
            var split = await commands.Send(new SplitMessage(ticket, message, body.Subject), ct);
            return TypedResults.Created($"/api/v1/tickets/{split.Ticket}", split);
        });
}
