using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Portal;

/// <summary>Asks for a link that opens the portal. The answer never tells whether the address is known; only its owner gets mail.</summary>
/// <param name="Path">Where they wanted to go.</param>
[Requires(RequiresAttribute.Anyone)]
public sealed record AskForPortalLink(string Address, BrandId Brand, string? Path = null) : ICommand;

internal sealed class AskForPortalLinkValidator : AbstractValidator<AskForPortalLink>
{
    public AskForPortalLinkValidator() =>
        RuleFor(c => c.Address).Must(a => MailAddress.Normalise(a) is not null).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.not-an-address"));
}

internal sealed class AskForPortalLinkHandler(BridgewatchDb db, Envelope envelope, Journal journal, PortalMail mail) : ICommandHandler<AskForPortalLink>
{
    /// <summary>Somebody else may ask in a person's name; their letter box is not to suffer from it.</summary>
    internal const int MostAnHour = 5;

    public async ValueTask<Unit> Handle(AskForPortalLink command, CancellationToken ct)
    {
        var address = MailAddress.Normalise(command.Address)!;
        var contact = await db.Contacts.Where(c => c.ArchivedAt == null && c.Addresses.Any(a => a.Address == address))
            .Select(c => new { c.Id, c.Name }).SingleOrDefaultAsync(ct);
        var (id, since) = (contact?.Id, envelope.At - Duration.FromHours(1));
        var asked = await db.PortalLinks.CountAsync(l => l.Contact == id && l.MadeAt > since, ct);
        // Written in either case, so that the answer takes as long in either case.
        journal.Record(new("contact", id?.Value ?? Guid.Empty), new PortalLinkAskedFor(id));
        var secret = mail.MakeLink(command.Brand, id, null, PortalPaths.Safe(command.Path));
        if (contact is null || asked >= MostAnHour) return default;
        await mail.Send("portal.mail.sign-in", new("contact", contact.Id.Value), command.Brand, address, contact.Name, secret, null, ct);
        return default;
    }
}

/// <summary>Somebody asked for a link that opens the portal.</summary>
/// <param name="Contact">Null when the address is nobody's.</param>
[JournalType("desk.portal.link-asked-for.v1")]
public sealed record PortalLinkAskedFor(ContactId? Contact) : JournalEvent;
