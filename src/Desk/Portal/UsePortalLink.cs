using Bridgewatch.Access.Links;
using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Portal;

/// <summary>Opens the portal by a mailed link, which is spent by it. A request that waited for it becomes a ticket of whoever has the address.</summary>
[Requires(RequiresAttribute.Anyone)]
public sealed record UsePortalLink(string Link) : ICommand<PortalEntry>;

/// <param name="Session">What the browser's cookie is to hold.</param>
/// <param name="Path">Where to go on.</param>
public sealed record PortalEntry(string Session, string Path);

internal sealed class UsePortalLinkHandler(BridgewatchDb db, Envelope envelope, Journal journal, ISender sender, CustomerAnswers answers) : ICommandHandler<UsePortalLink, PortalEntry>
{
    public async ValueTask<PortalEntry> Handle(UsePortalLink command, CancellationToken ct)
    {
        var (hash, now) = (OneTimeLink.HashOf(command.Link), envelope.At);
        var link = await db.PortalLinks.SingleOrDefaultAsync(l => l.Hash == hash && l.ExpiresAt > now, ct) ?? throw PortalRefusals.LinkIsSpent();
        db.Remove(link);
        var (contact, path) = link.Request is { } request ? await Confirm(request, link.Brand, ct) : (await Known(link.Contact, ct), PortalPaths.Safe(link.Path));
        var secret = OneTimeLink.NewSecret();
        db.Add(new PortalSession { Id = BrowserSessionId.New(), Hash = OneTimeLink.HashOf(secret), Contact = contact, Brand = link.Brand, ExpiresAt = link.MadeAt + PortalSession.Life });
        journal.Record(new("contact", contact.Value), new PortalEntered(contact));
        return new(secret, path);
    }

    private async Task<ContactId> Known(ContactId? id, CancellationToken ct) =>
        id is { } contact && await db.Contacts.AnyAsync(c => c.Id == contact && c.ArchivedAt == null && c.ErasedAt == null, ct)
            ? contact
            : throw PortalRefusals.LinkIsSpent();

    /// <summary>Whoever has the link has the address, so the request is theirs from here on, and so is what they do next.</summary>
    private async Task<(ContactId Contact, string Path)> Confirm(LeftRequestId id, BrandId brand, CancellationToken ct)
    {
        var request = await db.LeftRequests.SingleOrDefaultAsync(r => r.Id == id, ct) ?? throw PortalRefusals.LinkIsSpent();
        var contact = await sender.Send(new EnsureContact(request.Address, request.Name), ct);
        envelope.Speak(new(ActorKind.Contact, contact.Contact.Value));
        var inUse = await db.Brands.AnyAsync(b => b.Id == brand && b.ArchivedAt == null, ct);
        var (fields, unread) = await answers.Read(request.Answers, ct);
        var ticket = await sender.Send(new OpenTicket(
            request.Subject, CustomerAnswers.Below(request.Body, unread), Requester: new(request.Address, request.Name), Channel: Channel.Form, Brand: inUse ? brand.ToString() : null,
            Fields: fields), ct);
        db.Remove(request);
        return (contact.Contact, PortalPaths.Request(ticket.Number));
    }
}

internal static class PortalRefusals
{
    public static Refusal LinkIsSpent() => new("link-spent", "This link works no longer.", "Ask for another one; the newest mail has it.");

    public static Refusal NoAddress() => new("no-address", "We know no mail address of yours any more.", "Write to us by mail.");
}

/// <summary>A customer came into the portal.</summary>
/// <param name="Provider">That vouched for them; null where a mailed link let them in.</param>
[JournalType("desk.portal.entered.v1")]
public sealed record PortalEntered(ContactId Contact, string? Provider = null) : JournalEvent;
