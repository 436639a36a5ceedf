using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Email;

/// <summary>Whoever a customer's mail was sent to besides us follows the ticket: they get a copy of each reply.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record AddMailCopies(TicketNumber Ticket, IReadOnlyList<string> Emails) : ICommand;

internal sealed class AddMailCopiesHandler(BridgewatchDb db, Actor actor, Envelope envelope, ISender sender, Settings settings) : ICommandHandler<AddMailCopies>
{
    public async ValueTask<Unit> Handle(AddMailCopies command, CancellationToken ct)
    {
        var ticket = await db.Tickets.GoingOn(await db.Tickets.Expect(command.Ticket, actor, ct), actor, ct);
        var own = (await db.Mailboxes.AsNoTracking().Select(m => m.Addresses).ToListAsync(ct)).SelectMany(a => a).ToHashSet();
        var server = MailAddress.Normalise((await settings.Get<OutgoingMail>(ct)).FromAddress);
        var emails = command.Emails.Select(MailAddress.Normalise).OfType<string>().Distinct()
            .Where(e => e != server && !own.Contains(AutomaticMail.Plain(e))).Take(Ticket.MostCopies).ToList();
        if (emails.Count == 0 || ticket.Status == TicketStatus.Closed) return default;
        await db.Entry(ticket).Collection(t => t.Copies).LoadAsync(ct);
        var copied = ticket.Copies.Select(c => c.Contact).ToList();
        foreach (var email in emails)
        {
            if (copied.Count >= Ticket.MostCopies) break;
            var contact = (await sender.Send(new EnsureContact(email, null), ct)).Contact;
            if (!copied.Contains(contact)) copied.Add(contact);
        }
        ticket.CopyTo(copied, envelope.At);
        return default;
    }
}
