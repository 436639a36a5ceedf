using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Bridgewatch.Desk.Email;

/// <summary>What machines send. It opens nothing, resumes nothing and is answered by nothing; what concerns a ticket stands there as a note.</summary>
internal sealed class MachineMail(BridgewatchDb db, Envelope envelope, ISender sender, MailThreads threads, IStringLocalizer<DeskTexts> words)
{
    private const int LongestExcerpt = 500;

    public async Task Take(RawMail raw, ParsedMail mail, CancellationToken ct)
    {
        var why = words[$"mail.auto.{Words.Of(mail.Auto)}"].Value;
        var ticket = mail.Auto is AutomaticKind.Bounce or AutomaticKind.AutoReply && await threads.Known(mail, ct) is { } number ? await Concerned(number, ct) : null;
        raw.BeLeftOut(mail, why, ticket?.Id, envelope.At);
        if (ticket is null) return;
        db.SeenMails.Add(new() { Identity = MailIdentity.Of(mail, raw.Sha256), Ticket = ticket.Id, At = envelope.At });
        // A bounce is for whoever believes that the customer was answered; nobody needs to see at once that somebody is on holiday.
        var isBounce = mail.Auto == AutomaticKind.Bounce;
        foreach (var bounce in mail.Bounces.Where(b => isBounce && b.Hard))
            if (await Reads(ticket, bounce, ct) is { } address) await sender.Send(new HearOfAddress(address, Dead: true), ct);
        await sender.Send(new NoteByRule(ticket.Number, isBounce ? Returned(mail) : Automatic(mail), isBounce && ticket.Assignee is { } person ? [person] : []), ct);
    }

    private async Task<ConcernedTicket?> Concerned(TicketNumber number, CancellationToken ct) => await db.Set<Ticket>().AsNoTracking().Where(t => t.Number == number)
        .Select(t => new ConcernedTicket(t.Id, t.Number, t.Assignee, t.Requester)).SingleOrDefaultAsync(ct);

    /// <summary>Anybody can write a report; it is believed only of those to whom the ticket's mail goes.</summary>
    private async Task<string?> Reads(ConcernedTicket ticket, Bounce bounce, CancellationToken ct)
    {
        if (MailAddress.Normalise(bounce.SentTo ?? bounce.Recipient) is not { } address) return null;
        var copies = db.Set<TicketCopy>();
        var readers = db.ContactAddresses.Where(a => a.Address == address && (a.Contact == ticket.Requester || copies.Any(c => c.Ticket == ticket.Id && c.Contact == a.Contact)));
        return await readers.AnyAsync(ct) ? address : null;
    }

    private string Returned(ParsedMail mail) => mail.Bounces.Count == 0
        ? words["mail.note.bounce-unnamed"].Value
        : string.Join('\n', mail.Bounces.Take(20).Select(b => words[
            b.Hard ? "mail.note.bounce-hard" : b.IsLate ? "mail.note.bounce-late" : "mail.note.bounce-soft",
            Verbatim.InMarkdown(b.SentTo ?? b.Recipient ?? "?"), Verbatim.InMarkdown(Short(b.Diagnostic ?? b.Status ?? ""))].Value));

    private string Automatic(ParsedMail mail) =>
        words["mail.note.automatic", Verbatim.InMarkdown(mail.From?.Email ?? "?"), Verbatim.InMarkdown(Short(CleanText.Line(mail.Reply)))].Value;

    private static string Short(string text) => text.Length <= LongestExcerpt ? text : text[..LongestExcerpt] + "…";

    private sealed record ConcernedTicket(TicketId Id, TicketNumber Number, PersonId? Assignee, ContactId? Requester);
}
