using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Import;

/// <summary>Brings people of customers along from another system. Who is known here by an address already is that one.</summary>
/// <returns>Their ids, in the order given.</returns>
[Requires(CatalogPermissions.Import)]
public sealed record BringContacts(IReadOnlyList<BroughtContact> Contacts) : ICommand<IReadOnlyList<ContactId>>, IMendsText;

/// <summary>A person as another system states them.</summary>
/// <param name="Known">As whom they were brought before; null the first time.</param>
/// <param name="Addresses">As written there, the primary one first; what is no address is left.</param>
public sealed record BroughtContact(ContactId? Known, string Name, IReadOnlyList<string> Addresses, string? Phone, string? Language, IReadOnlyList<OrganizationId> Organizations);

internal sealed class BringContactsHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<BringContacts, IReadOnlyList<ContactId>>
{
    public async ValueTask<IReadOnlyList<ContactId>> Handle(BringContacts command, CancellationToken ct)
    {
        actor.MustHold(default);
        var ids = command.Contacts.Select(c => c.Known).OfType<ContactId>().ToList();
        var addresses = command.Contacts.SelectMany(AddressesOf).Distinct().ToList();
        var owners = await db.ContactAddresses.Where(a => addresses.Contains(a.Address)).Select(a => a.Contact).ToListAsync(ct);
        var wanted = ids.Union(owners).ToList();
        var here = (await db.AllContacts.Include(c => c.Addresses).Include(c => c.Memberships).AsSplitQuery().Where(c => wanted.Contains(c.Id)).ToListAsync(ct)).ToDictionary(c => c.Id);
        var byAddress = here.Values.SelectMany(c => c.Addresses).ToDictionary(a => a.Address, a => a.Contact);
        var brought = new List<ContactId>();
        foreach (var one in command.Contacts) brought.Add(Bring(one, here, byAddress));
        return brought;
    }

    private ContactId Bring(BroughtContact one, Dictionary<ContactId, Contact> here, Dictionary<string, ContactId> byAddress)
    {
        var addresses = AddressesOf(one).ToList();
        var known = one.Known ?? addresses.Select(a => byAddress.TryGetValue(a, out var whose) ? whose : (ContactId?)null).FirstOrDefault(w => w is not null);
        if (known is { } id && !here.ContainsKey(id)) return id;
        var contact = known is { } which ? here[which] : null;
        // Who was erased, or goes on as another, is not brought back to life by an export.
        if (contact is { ErasedAt: not null } or { MergedInto: not null }) return contact.Id;
        if (contact is null)
        {
            contact = Contact.Add(NameOf(one), envelope.At, envelope.Origin);
            db.AllContacts.Add(contact);
            here[contact.Id] = contact;
        }
        else if (one.Known is not null)
        {
            contact.Rename(NameOf(one));
        }
        var free = addresses.Where(a => !byAddress.TryGetValue(a, out var whose) || whose == contact.Id).ToList();
        foreach (var address in free) byAddress[address] = contact.Id;
        var all = contact.Addresses.OrderBy(a => a.Rank).Select(a => a.Address).Union(free).Take(Contact.MostAddresses).ToList();
        if (all.Count > 0) contact.ReadAt(all);
        if (contact.Phone is null && PlainText.Trimmed(one.Phone) is { Length: <= Contact.LongestPhone } phone) contact.AnswerAt(phone);
        if (contact.Language is null && LanguageTag.Is(one.Language)) contact.Speak(one.Language);
        foreach (var organization in one.Organizations.Take(Contact.MostOrganizations)) contact.Join(organization, null, JoinedBy.Hand);
        return contact.Id;
    }

    private static string NameOf(BroughtContact one) =>
        one.Name.Length == 0 ? AddressesOf(one).Select(MailAddress.LocalPartOf).FirstOrDefault() ?? "—" : one.Name.Length <= Contact.LongestName ? one.Name : one.Name[..Contact.LongestName];

    private static IEnumerable<string> AddressesOf(BroughtContact one) => one.Addresses.Select(MailAddress.Normalise).OfType<string>().Distinct();
}
