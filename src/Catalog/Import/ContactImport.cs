using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Kernel;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Catalog.Import;

/// <summary>Imports a table of contacts. Addresses and organizations are added, none is taken away.</summary>
internal sealed class ContactImport(BridgewatchDb db, Envelope envelope, IClock clock, IValidator<AddContact> rules) : IImport
{
    private readonly Dictionary<string, Contact> _byAddress = [];
    private readonly Dictionary<string, OrganizationId> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, OrganizationId> _byDomain = [];
    private readonly List<ImportFinding> _findings = [];

    public ImportKind Kind => ImportKind.Contacts;

    public object Read(ImportedFile file) => CsvTable.Of(file);

    public async Task<ImportReport> Run(object read, CancellationToken ct)
    {
        var organizations = await db.Organizations.Where(o => o.ArchivedAt == null).OrderBy(o => o.SortKey).Include(o => o.Domains).AsSplitQuery().ToListAsync(ct);
        foreach (var o in organizations) _byName.TryAdd(o.Name, o.Id);
        foreach (var d in organizations.SelectMany(o => o.Domains)) _byDomain[d.Domain] = d.Organization;
        foreach (var contact in await db.AllContacts.Where(c => c.ErasedAt == null).Include(c => c.Addresses).Include(c => c.Memberships).AsSplitQuery().ToListAsync(ct))
        {
            foreach (var address in contact.Addresses) _byAddress[address.Address] = contact;
        }
        var plan = ContactRows.Plan((CsvTable)read, [.. _byName.Keys], [.. _byAddress.Keys]);
        var rows = plan.Rows.Select(row => (Row: row, Contact: Take(row))).ToList();
        return ImportReport.Of(Kind, [.. rows.Select(r => new ImportedRow(
            r.Contact?.Name ?? r.Row.Value?.Emails[0] ?? "", OrganizationImport.Outcome(r.Contact, r.Row.Change is RowChange.Create), null, r.Row.Line))],
            [.. plan.Findings, .. plan.Rows.SelectMany(r => r.Findings), .. _findings]);
    }

    private Contact? Take(RowPlan<ContactRow> plan)
    {
        if (plan.Value is not { } row) return null;
        var addresses = ContactRules.Normalise(row.Emails);
        var known = addresses.Select(a => _byAddress.GetValueOrDefault(a)).OfType<Contact>().Distinct().ToList();
        var name = row.Name ?? (known is [var first, ..] ? first.Name : MailAddress.LocalPartOf(addresses[0]));
        var findings = rules.Findings(new AddContact(name, addresses, row.Phone, row.Language), plan.Line).ToList();
        if (known.Count > 1) findings.Add(ImportFinding.Error(ImportFault.ValueInvalid, plan.Line, "email", "The addresses belong to several contacts."));
        _findings.AddRange(findings);
        if (findings.Count > 0) return null;
        var contact = known is [var one] ? one : Contact.Add(name, envelope.At == default ? clock.GetCurrentInstant() : envelope.At, envelope.Origin);
        if (known.Count == 0) db.AllContacts.Add(contact);
        Write(contact, row, addresses);
        return contact;
    }

    private void Write(Contact contact, ContactRow row, IReadOnlyList<string> addresses)
    {
        contact.ArchiveOrRestore(false, default);
        if (row.Name is not null) contact.Rename(row.Name);
        contact.ReadAt([.. contact.Addresses.OrderBy(a => a.Rank).Select(a => a.Address).Union(addresses)]);
        if (row.Phone is not null) contact.AnswerAt(row.Phone);
        if (row.Language is not null) contact.Speak(row.Language);
        foreach (var organization in row.Organizations) contact.Join(_byName[organization], null, JoinedBy.Hand);
        foreach (var address in addresses)
        {
            _byAddress[address] = contact;
            if (_byDomain.TryGetValue(Organizations.EmailText.DomainOf(address), out var byDomain)) contact.Join(byDomain, null, JoinedBy.Domain);
        }
    }
}
