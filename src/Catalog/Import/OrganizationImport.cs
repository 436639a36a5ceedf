using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Catalog.Lists;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Kernel;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Catalog.Import;

/// <summary>Imports a table of organizations. What a row does not say stays as it is; domains are added, none is taken away.</summary>
internal sealed class OrganizationImport(BridgewatchDb db, Envelope envelope, IClock clock, Settings settings, IValidator<AddOrganization> rules) : IImport
{
    private readonly Dictionary<string, Organization> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, OrganizationId> _byDomain = [];
    private readonly Dictionary<string, PersonId> _people = [];
    private readonly List<ImportFinding> _findings = [];

    public ImportKind Kind => ImportKind.Organizations;

    public object Read(ImportedFile file) => CsvTable.Of(file);

    public async Task<ImportReport> Run(object read, CancellationToken ct)
    {
        var existing = await db.AllOrganizations.Include(o => o.Domains).AsSplitQuery().ToListAsync(ct);
        foreach (var o in existing.Where(o => o.ArchivedAt is null).OrderBy(o => o.SortKey)) _byName.TryAdd(o.Name, o);
        foreach (var d in existing.SelectMany(o => o.Domains)) _byDomain[d.Domain] = d.Organization;
        var currency = (await settings.Get<ImportDefaults>(ct)).Currency;
        var plan = OrganizationRows.Plan((CsvTable)read, [.. _byName.Keys], currency);
        await FindPeople(plan, ct);
        (await db.TreeGuards.SingleAsync(g => g.Tree == TreeGuard.Organizations, ct)).Move();
        var rows = plan.Rows.Select(row => (Row: row, Organization: Take(row), IsNew: row.Change is RowChange.Create)).ToList();
        foreach (var (row, organization, _) in rows)
        {
            if (row.Value?.Parent is { } parent && organization is not null && _byName.TryGetValue(parent, out var above)) PutBelow(organization, above, row);
        }
        return ImportReport.Of(Kind, [.. rows.Select(r => new ImportedRow(
            r.Organization?.Name ?? r.Row.Value?.Name ?? "", Outcome(r.Organization, r.IsNew), null, r.Row.Line))],
            [.. plan.Findings, .. plan.Rows.SelectMany(r => r.Findings), .. _findings]);
    }

    private Organization? Take(RowPlan<OrganizationRow> plan)
    {
        if (plan.Value is not { } row) return null;
        var known = _byName.GetValueOrDefault(row.Name);
        var revenue = row.Revenue is { } amount ? Revenue(amount, row, known) : null;
        var findings = rules.Findings(new AddOrganization(row.Name, row.Tier ?? CustomerTier.Standard, revenue, row.Region, row.Domains), plan.Line).ToList();
        findings.AddRange(row.Domains.Where(d => _byDomain.TryGetValue(d, out var holder) && holder != known?.Id)
            .Select(d => ImportFinding.Error(ImportFault.DuplicateRow, plan.Line, d)));
        if (row.Owner is not null && !_people.ContainsKey(Person.KeyOf(row.Owner))) findings.Add(ImportFinding.Error(ImportFault.NotFound, plan.Line, row.Owner, "owner"));
        _findings.AddRange(findings);
        if (findings.Count > 0) return null;
        return Write(row, revenue, known);
    }

    private Organization Write(OrganizationRow row, Money? revenue, Organization? known)
    {
        var organization = known ?? Organization.Add(row.Name, row.Tier ?? CustomerTier.Standard, Now, envelope.Origin);
        if (known is null)
        {
            db.AllOrganizations.Add(organization);
            _byName[row.Name] = organization;
        }
        if (row.Tier is { } tier) organization.Promise(tier);
        if (revenue is not null) organization.PaysAnnually(revenue);
        if (row.Region is not null) organization.MoveToRegion(row.Region);
        if (row.Owner is not null) organization.GiveTo(_people[Person.KeyOf(row.Owner)]);
        organization.ComeFrom([.. organization.Domains.Select(d => d.Domain).Union(row.Domains)]);
        foreach (var domain in row.Domains) _byDomain[domain] = organization.Id;
        return organization;
    }

    /// <summary>The table sees circles among its own rows; this one also those through what is there already.</summary>
    private void PutBelow(Organization organization, Organization parent, RowPlan<OrganizationRow> row)
    {
        var byId = _byName.Values.ToDictionary(o => o.Id);
        for (var above = parent; above is not null; above = above.Parent is { } next ? byId.GetValueOrDefault(next) : null)
        {
            if (above != organization) continue;
            _findings.Add(ImportFinding.Error(ImportFault.Cycle, row.Line, organization.Name, parent.Name));
            return;
        }
        organization.PutBelow(parent.Id);
    }

    /// <summary>An amount without a day is right as of today, unless it says only what is known already.</summary>
    private Money Revenue(decimal amount, OrganizationRow row, Organization? known) =>
        row.RevenueAsOf is null && known?.Revenue is { } before && before.Amount == amount && before.Currency == row.Currency
            ? before
            : new(amount, row.Currency!, row.RevenueAsOf ?? Now.InUtc().Date);

    private async Task FindPeople(TablePlan<OrganizationRow> plan, CancellationToken ct)
    {
        var keys = plan.Rows.Select(r => r.Value?.Owner).OfType<string>().Select(Person.KeyOf).Distinct().ToList();
        foreach (var person in await db.People.AsNoTracking().Where(p => keys.Contains(p.EmailKey) && p.State != PersonState.Left).ToListAsync(ct))
            _people[person.EmailKey] = person.Id;
    }

    private Instant Now => envelope.At == default ? clock.GetCurrentInstant() : envelope.At;

    internal static ImportOutcome Outcome(Aggregate? aggregate, bool isNew) => aggregate switch
    {
        null => ImportOutcome.Refused,
        _ when isNew => ImportOutcome.Created,
        { HasChanged: true } => ImportOutcome.Changed,
        _ => ImportOutcome.Unchanged,
    };
}
