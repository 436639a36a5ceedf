using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Erasure;

/// <summary>Contacts: name, addresses, telephone and roles go; the row stays so that tickets keep a requester whom nobody knows.</summary>
internal sealed class ContactErasure(BridgewatchDb db, Envelope envelope) : IErases, IKnowsPeople
{
    public string Store => "catalog.contacts";

    public IReadOnlyList<string> Tables => ["contact", "contact_address", "contact_organization"];

    public async Task<IReadOnlyList<ErasureSubject>> With(string address, CancellationToken ct)
    {
        if (MailAddress.Normalise(address) is not { } normalised) return [];
        var found = await db.Contacts.Include(c => c.Addresses).SingleOrDefaultAsync(c => c.Addresses.Any(a => a.Address == normalised), ct);
        if (found is null) return [];
        // Who turned out to be the same person is the same person here, too.
        var merged = await db.Contacts.Where(c => c.MergedInto == found.Id).ToListAsync(ct);
        List<string> addresses = [.. found.Addresses.Select(a => a.Address).Append(address).Distinct()];
        return [.. merged.Prepend(found).Select(c => new ErasureSubject(c.Id, null, addresses, [c.Name]))];
    }

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) =>
        await db.Contacts.CountAsync(c => c.Id == subject.Contact && c.ErasedAt == null, ct);

    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct)
    {
        var found = await Known(db.Contacts, subject).ToListAsync(ct);
        var ids = found.SelectMany(c => c.Memberships).Select(m => m.Organization).ToList();
        var names = await db.Organizations.Where(o => ids.Contains(o.Id)).Select(o => new { o.Id, o.Name }).ToDictionaryAsync(o => o.Id, o => o.Name, ct);
        return found.ConvertAll<object>(c => new
        {
            c.Name,
            Addresses = c.Addresses.OrderBy(a => a.Rank).Select(a => a.Address),
            c.Phone,
            c.Language,
            c.AddedAt,
            Organizations = c.Memberships.Select(m => new { Name = names[m.Organization], m.Role }),
        });
    }

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var found = await Known(db.AllContacts, subject).ToListAsync(ct);
        foreach (var contact in found) contact.Erase(envelope.At);
        return found.Count;
    }

    private static IQueryable<Contact> Known(IQueryable<Contact> contacts, ErasureSubject subject) => contacts
        .Include(c => c.Addresses).Include(c => c.Memberships).AsSplitQuery().Where(c => c.Id == subject.Contact && c.ErasedAt == null);
}

/// <summary>Notes about organizations in which the person is named: the name and the addresses are taken out of the text.</summary>
internal sealed class NoteErasure(BridgewatchDb db) : IErases
{
    public string Store => "catalog.notes";

    public IReadOnlyList<string> Tables => ["organization"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) => (await Naming(db.Organizations, subject, ct)).Count;

    /// <summary>They are our words about a customer, not the person's.</summary>
    public Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) => Task.FromResult<IReadOnlyList<object>>([]);

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var found = await Naming(db.AllOrganizations, subject, ct);
        foreach (var organization in found)
        {
            organization.Annotate(subject.Traces.Aggregate(organization.Note!, (note, trace) => note.Replace(trace, Mask.Hidden, StringComparison.OrdinalIgnoreCase)));
        }
        return found.Count;
    }

    /// <summary>Notes are few; those of all organizations are compared here, because the engines fold letters differently.</summary>
    private static async Task<IReadOnlyList<Organization>> Naming(IQueryable<Organization> organizations, ErasureSubject subject, CancellationToken ct)
    {
        var noted = await organizations.Where(o => o.Note != null).Select(o => new { o.Id, o.Note }).ToListAsync(ct);
        var ids = noted.Where(o => subject.Traces.Any(t => o.Note!.Contains(t, StringComparison.OrdinalIgnoreCase))).Select(o => o.Id).ToList();
        return ids.Count == 0 ? [] : await organizations.Where(o => ids.Contains(o.Id)).ToListAsync(ct);
    }
}
