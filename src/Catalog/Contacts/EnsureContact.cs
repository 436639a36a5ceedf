using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>Makes sure that there is a contact with this address, as when somebody writes for the first time. Sent inside other commands.</summary>
/// <param name="Name">What the sender calls themselves; taken only for a new contact.</param>
[Requires(CatalogPermissions.EditCustomers)]
public sealed record EnsureContact(string Address, string? Name = null) : ICommand<EnsuredContact>, IMendsText;

/// <param name="Organization">For which the contact speaks at this address: the one of the address's domain, else the one joined first.</param>
/// <param name="IsNew">True when the contact was unknown until now.</param>
/// <param name="Language">In which they write, a BCP 47 tag; null when unknown.</param>
public sealed record EnsuredContact(ContactId Contact, OrganizationId? Organization, bool IsNew, string? Language = null);

internal sealed class EnsureContactValidator : AbstractValidator<EnsureContact>
{
    public EnsureContactValidator() =>
        RuleFor(c => c.Address).Must(a => MailAddress.Normalise(a) is not null).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.not-an-address"));
}

internal sealed class EnsureContactHandler(BridgewatchDb db, Envelope envelope, KnownContacts contacts, DomainMap domains) : ICommandHandler<EnsureContact, EnsuredContact>
{
    public async ValueTask<EnsuredContact> Handle(EnsureContact command, CancellationToken ct)
    {
        var address = MailAddress.Normalise(command.Address)!;
        if (await contacts.Find(address, ct) is { } inUse) return inUse;
        if (await Known(address, ct) is { } archived)
        {
            archived.ArchiveOrRestore(false, envelope.At);
            return new(archived.Id, await domains.SpeaksFor(archived, address, ct), false, archived.Language);
        }
        var contact = Contact.Add(NameFor(address, command.Name), envelope.At, envelope.Origin);
        contact.ReadAt([address]);
        if (await domains.OrganizationOf(address, ct) is { } organization) contact.Join(organization, null, JoinedBy.Domain);
        db.AllContacts.Add(contact);
        return new(contact.Id, contact.Memberships.Count == 0 ? null : contact.Memberships[0].Organization, true);
    }

    /// <summary>Also one that this very transaction added and nobody wrote yet.</summary>
    private async Task<Contact?> Known(string address, CancellationToken ct) =>
        db.AllContacts.Local.FirstOrDefault(c => c.Addresses.Any(a => a.Address == address))
        ?? await db.AllContacts.Include(c => c.Addresses).Include(c => c.Memberships).AsSplitQuery()
            .SingleOrDefaultAsync(c => c.Addresses.Any(a => a.Address == address), ct);

    /// <summary>Names come from mail headers, so whatever cannot be stored is left out rather than refused.</summary>
    private static string NameFor(string address, string? given)
    {
        var kept = string.Concat((given ?? "").EnumerateRunes().Where(r => !System.Text.Rune.IsControl(r)));
        var name = PlainText.Trimmed(kept) ?? MailAddress.LocalPartOf(address);
        return name.Length <= Contact.LongestName ? name : name[..(char.IsHighSurrogate(name[Contact.LongestName - 1]) ? Contact.LongestName - 1 : Contact.LongestName)];
    }
}
