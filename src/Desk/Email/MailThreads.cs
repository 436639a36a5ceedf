using System.Text.RegularExpressions;
using Bridgewatch.Desk.Import;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Email;

/// <summary>To which ticket a mail belongs.</summary>
/// <param name="Ticket">It goes on in this one; null for a new one.</param>
/// <param name="Mentioned">Its subject names this one, but its writer has no part in it: a new ticket is linked with it.</param>
internal sealed record MailThread(TicketNumber? Ticket, TicketNumber? Mentioned = null);

/// <summary>Finds the ticket of a mail. What is signed, or known to nobody but those who had a mail of the ticket, goes before what anybody can write.</summary>
internal sealed partial class MailThreads(BridgewatchDb db, OldNumbers oldNumbers)
{
    /// <summary>So many of the newest ids are looked up.</summary>
    private const int MostIds = 50;

    public async Task<MailThread> Find(ParsedMail mail, ContactId writer, CancellationToken ct)
    {
        if (await Known(mail, ct) is { } known) return new(known);
        TicketNumber? mentioned = null;
        foreach (var id in await Named(mail, ct))
        {
            var named = await db.Set<Ticket>().AsNoTracking().Where(t => t.Id == id).Select(t => new { t.Number, t.Requester }).SingleAsync(ct);
            if (await IsParticipant(id, named.Requester, writer, ct)) return new(named.Number);
            mentioned ??= named.Number;
        }
        return new(null, mentioned);
    }

    /// <summary>Those that it names in words which anybody can write: by our number, or by what they were called before they came here.</summary>
    private async Task<IReadOnlyList<TicketId>> Named(ParsedMail mail, CancellationToken ct)
    {
        var old = await oldNumbers.NamedIn(mail, ct);
        if (Token().Match(mail.Subject) is not { Success: true } token || !TicketNumber.TryParse(token.Groups[1].Value, out var number)) return old;
        return [.. await db.Set<Ticket>().Where(t => t.Number == number).Select(t => t.Id).ToListAsync(ct), .. old];
    }

    /// <summary>By what only those know who had a mail of the ticket; null when nothing of it is there.</summary>
    public async Task<TicketNumber?> Known(ParsedMail mail, CancellationToken ct)
    {
        var ids = Ids(mail);
        var keys = await db.Mailboxes.AsNoTracking().Select(m => m.ThreadKey).ToListAsync(ct);
        var signed = ids.SelectMany(id => keys.Select(key => MailSignature.TicketOf(key, id)))
            .Concat(mail.DeliveredTo.SelectMany(address => keys.Select(key => MailSignature.TicketOfAddress(key, address)))).OfType<TicketNumber>();
        foreach (var number in signed.Distinct())
            if (await db.Set<Ticket>().AnyAsync(t => t.Number == number, ct)) return number;
        return await ByMailId(ids, ct) ?? await ByThread(mail, ct);
    }

    /// <summary>The one it answers first, then the newest of the thread.</summary>
    private static List<string> Ids(ParsedMail mail) =>
        [.. new[] { mail.InReplyTo, mail.ReturnedMailId }.OfType<string>().Concat(mail.References.Reverse()).Distinct(StringComparer.Ordinal).Take(MostIds)];

    private async Task<TicketNumber?> ByMailId(List<string> ids, CancellationToken ct)
    {
        var found = await (
            from message in db.AllMessages.AsNoTracking()
            join ticket in db.Set<Ticket>().AsNoTracking() on message.Ticket equals ticket.Id
            where message.MailId != null && ids.Contains(message.MailId)
            select new { message.MailId, ticket.Number }).ToListAsync(ct);
        // What was split off goes on where it was split off to.
        return found.OrderBy(f => ids.IndexOf(f.MailId!)).ThenByDescending(f => f.Number).Select(f => (TicketNumber?)f.Number).FirstOrDefault();
    }

    private async Task<TicketNumber?> ByThread(ParsedMail mail, CancellationToken ct)
    {
        if (MailIdentity.Thread(mail) is not { } thread) return null;
        return await (
            from raw in db.RawMails.AsNoTracking()
            join ticket in db.Set<Ticket>().AsNoTracking() on raw.Ticket equals ticket.Id
            where raw.Thread == thread
            orderby raw.ReceivedAt descending
            select (TicketNumber?)ticket.Number).FirstOrDefaultAsync(ct);
    }

    /// <summary>Who asked, gets copies, or wrote before.</summary>
    private async Task<bool> IsParticipant(TicketId ticket, ContactId? requester, ContactId writer, CancellationToken ct) =>
        requester == writer
        || await db.Set<TicketCopy>().AnyAsync(c => c.Ticket == ticket && c.Contact == writer, ct)
        || await db.AllMessages.AnyAsync(m => m.Ticket == ticket && m.Contact == writer, ct);

    [GeneratedRegex(@"\[(T-[0-9]{1,15})\]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Token();
}
