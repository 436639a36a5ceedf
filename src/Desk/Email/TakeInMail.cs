using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Desk.Notifications;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>Takes one mail in: it opens a ticket, goes on in one, or is left out with a reason. Does nothing when that was done already.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record TakeInMail(RawMailId Mail) : ICommand, IBulkCommand;

internal sealed class TakeInMailPreparation(BridgewatchDb db, FileStore files, ReadMail read) : IPrepare<TakeInMail>
{
    public async ValueTask Prepare(TakeInMail command, CancellationToken ct)
    {
        var raw = await db.RawMails.AsNoTracking().SingleOrDefaultAsync(r => r.Id == command.Mail && r.State == RawMailState.Waiting, ct);
        if (raw is null) return;
        var own = await db.Mailboxes.AsNoTracking().Where(m => m.ArchivedAt == null).Select(m => m.Addresses).ToListAsync(ct);
        await using var content = files.Open(raw.Sha256);
        await read.From(content, [.. own.SelectMany(a => a)], ct);
    }
}

internal sealed class TakeInMailHandler(
    BridgewatchDb db, Envelope envelope, ISender sender, Settings settings, ReadMail read, MailThreads threads, MachineMail machines, People people, IStringLocalizer<DeskTexts> words)
    : ICommandHandler<TakeInMail>
{
    private static readonly Duration CountedFor = Duration.FromHours(1);

    public async ValueTask<Unit> Handle(TakeInMail command, CancellationToken ct)
    {
        var raw = await db.RawMails.SingleOrDefaultAsync(r => r.Id == command.Mail && r.State == RawMailState.Waiting, ct);
        if (raw is null || !read.IsDone) return default;
        if (read.Mail is not { } mail) raw.BeQuarantined(words["mail.unreadable", read.Problem ?? ""], envelope.At);
        else if (await Seen(mail, raw, ct) is { } seen) raw.BeLeftOut(mail, words["mail.repeated"], seen, envelope.At);
        else if (mail.Auto != AutomaticKind.None) await machines.Take(raw, mail, ct);
        else if (mail.From is not { } from || MailAddress.Normalise(from.Email) is not { } address) raw.BeQuarantined(words["mail.no-writer"], envelope.At, mail);
        else if (await SendsTooMuch(address, ct)) raw.BeQuarantined(words["mail.too-much"], envelope.At, mail);
        else await TakeIn(raw, mail, address, ct);
        return default;
    }

    private async Task TakeIn(RawMail raw, ParsedMail mail, string address, CancellationToken ct)
    {
        var mailbox = await db.Mailboxes.AsNoTracking().SingleAsync(m => m.Id == raw.Mailbox, ct);
        var contact = await sender.Send(new EnsureContact(address, mail.From!.Name), ct);
        await sender.Send(new HearOfAddress(address, Dead: false), ct);
        var thread = await threads.Find(mail, contact.Contact, ct);
        // What follows is the writer's deed; that we took it in is nobody's.
        envelope.Speak(new Caller(ActorKind.Contact, contact.Contact.Value));
        var written = thread.Ticket is { } goesOn ? await GoOn(goesOn, contact.Contact, raw, mail, address, ct) : null;
        var number = written is not null ? thread.Ticket!.Value : await Open(mailbox, raw, mail, address, thread, ct);
        envelope.Speak(envelope.Actor.Caller);
        if (written is null && thread.Mentioned is { } mentioned) await sender.Send(new LinkTickets(number, mentioned, LinkRole.Related), ct);
        await sender.Send(new AddMailCopies(number, [.. mail.To.Concat(mail.Cc).Select(p => p.Email)]), ct);
        var ticket = await db.Set<Ticket>().AsNoTracking().Where(t => t.Number == number).Select(t => t.Id).SingleAsync(ct);
        var message = written ?? await db.AllMessages.Where(m => m.Ticket == ticket && m.Kind == MessageKind.Inbound).Select(m => m.Id).SingleAsync(ct);
        raw.BeTakenIn(mail, ticket, message, envelope.At);
        db.SeenMails.Add(new() { Identity = MailIdentity.Of(mail, raw.Sha256), Ticket = ticket, At = envelope.At });
    }

    /// <summary>A colleague who answers from outside is not the customer, unless the ticket is their own.</summary>
    private async Task<MessageId?> GoOn(TicketNumber ticket, ContactId writer, RawMail raw, ParsedMail mail, string address, CancellationToken ct) =>
        await people.Have(address, ct) && !await db.Set<Ticket>().AnyAsync(t => t.Number == ticket && t.Requester == writer, ct)
            ? await sender.Send(new NoteByMail(ticket, writer, read.Body, raw.ReceivedAt, mail.MessageId, read.Files), ct)
            : await sender.Send(new WriteByMail(ticket, writer, read.Body, raw.ReceivedAt, mail.MessageId, read.Files), ct);

    private async Task<TicketNumber> Open(Mailbox mailbox, RawMail raw, ParsedMail mail, string address, MailThread thread, CancellationToken ct)
    {
        var subject = string.IsNullOrWhiteSpace(mail.Subject) ? words["mail.no-subject"].Value : mail.Subject;
        var opened = await sender.Send(new OpenTicket(
            subject.Length <= Ticket.LongestSubject ? subject : subject[..(Ticket.LongestSubject - 1)].TrimEnd() + "…", read.Body, mailbox.Type,
            new(address, mail.From!.Name), Channel: Channel.Email, Language: mailbox.Language, Follows: thread.Ticket, Files: read.Files,
            Source: new(mailbox.Queue, mail.MessageId, Instant.Min(envelope.At, Instant.Max(raw.ReceivedAt, mailbox.AddedAt)))), ct);
        return opened.Number;
    }

    private async Task<TicketId?> Seen(ParsedMail mail, RawMail raw, CancellationToken ct)
    {
        var identity = MailIdentity.Of(mail, raw.Sha256);
        return await db.SeenMails.AsNoTracking().Where(s => s.Identity == identity).Select(s => (TicketId?)s.Ticket).SingleOrDefaultAsync(ct);
    }

    /// <summary>Two machines that answer each other write faster than people.</summary>
    private async Task<bool> SendsTooMuch(string address, CancellationToken ct)
    {
        var since = envelope.At - CountedFor;
        return await db.RawMails.CountAsync(r => r.Sender == address && r.ProcessedAt > since && r.State == RawMailState.TakenIn, ct)
            >= (await settings.Get<MailIntakeSettings>(ct)).MostOfSender;
    }
}
