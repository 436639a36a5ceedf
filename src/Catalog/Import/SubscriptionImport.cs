using Bridgewatch.Catalog.Subscriptions;
using Bridgewatch.Kernel;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Catalog.Import;

/// <summary>Imports a table of subscriptions. The newest one of an organization, service and region is corrected; none is taken away.</summary>
internal sealed class SubscriptionImport(BridgewatchDb db, Envelope envelope, IClock clock, IValidator<AddSubscription> rules) : IImport
{
    private readonly List<ImportFinding> _findings = [];

    public ImportKind Kind => ImportKind.Subscriptions;

    public object Read(ImportedFile file) => CsvTable.Of(file);

    public async Task<ImportReport> Run(object read, CancellationToken ct)
    {
        var organizations = new Dictionary<string, OrganizationId>(StringComparer.OrdinalIgnoreCase);
        foreach (var o in await db.Organizations.Where(o => o.ArchivedAt == null).OrderBy(o => o.SortKey).Select(o => new { o.Name, o.Id }).ToListAsync(ct))
            organizations.TryAdd(o.Name, o.Id);
        var services = await db.Components.Where(c => c.Kind == Components.ComponentKind.Service && c.ArchivedAt == null)
            .Select(c => new { c.Slug, c.Name, c.Id }).ToListAsync(ct);
        var bySlug = services.ToDictionary(s => s.Slug, s => s.Id);
        var newest = new Dictionary<(OrganizationId, ComponentId, string), Subscription>();
        foreach (var s in await db.AllSubscriptions.Where(s => s.ArchivedAt == null).OrderBy(s => s.From).ToListAsync(ct)) newest[Key(s.Organization, s.Service, s.Region)] = s;
        var (names, slugs) = (organizations.ToDictionary(o => o.Value, o => o.Key), services.ToDictionary(s => s.Id, s => s.Slug));
        var existing = newest.Values.Where(s => names.ContainsKey(s.Organization) && slugs.ContainsKey(s.Service))
            .Select(s => (names[s.Organization], slugs[s.Service], s.Region)).ToList();

        var plan = SubscriptionRows.Plan((CsvTable)read, [.. organizations.Keys], services.ToDictionary(s => s.Slug, s => s.Name), existing);
        var rows = new List<ImportedRow>();
        foreach (var row in plan.Rows)
        {
            var key = row.Value is { } v ? Key(organizations[v.Organization], bySlug[v.Service], v.Region) : default;
            var known = row.Value is null ? null : newest.GetValueOrDefault(key);
            var taken = row.Value is { } value ? Take(value, row.Line, organizations[value.Organization], bySlug[value.Service], known) : null;
            rows.Add(new(row.Value is { } named ? $"{named.Organization}, {named.Service}" : "", OrganizationImport.Outcome(taken, known is null), null, row.Line));
        }
        return ImportReport.Of(Kind, rows, [.. plan.Findings, .. plan.Rows.SelectMany(r => r.Findings), .. _findings]);
    }

    private Subscription? Take(SubscriptionRow row, int line, OrganizationId organization, ComponentId service, Subscription? known)
    {
        var findings = rules.Findings(new AddSubscription(organization, row.Service, row.Region, row.Version, row.From, row.Until), line).ToList();
        var from = row.From ?? known?.From ?? (envelope.At == default ? clock.GetCurrentInstant() : envelope.At).InUtc().Date;
        var terms = new SubscriptionTerms(row.Region ?? known?.Region, row.Version ?? known?.ServiceVersion, from, row.Until ?? known?.Terms.Until);
        if (terms.Until < terms.From) findings.Add(ImportFinding.Error(ImportFault.DatesReversed, line));
        _findings.AddRange(findings);
        if (findings.Count > 0) return null;
        if (known is not null)
        {
            known.Correct(terms);
            return known;
        }
        var added = Subscription.Add(organization, service, terms, envelope.Origin);
        db.AllSubscriptions.Add(added);
        return added;
    }

    private static (OrganizationId, ComponentId, string) Key(OrganizationId organization, ComponentId service, string? region) =>
        (organization, service, (region ?? "").ToUpperInvariant());
}
