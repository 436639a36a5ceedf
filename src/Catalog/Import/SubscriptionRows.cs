using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Catalog.Subscriptions;
using NodaTime;

namespace Bridgewatch.Catalog.Import;

/// <summary>A subscription as a table states it.</summary>
/// <param name="Service">The service's slug.</param>
/// <param name="From">The first day; null when the table does not say.</param>
/// <param name="Until">The last day, included; null while it goes on.</param>
public sealed record SubscriptionRow(
    string Organization, string Service, string? Region, string? Version, LocalDate? From, LocalDate? Until);

/// <summary>Reads a table of subscriptions. One is known by organization, service and region.</summary>
public static class SubscriptionRows
{
    /// <param name="organizations">The names of all organizations.</param>
    /// <param name="services">Slug to name of all services; a row may give either.</param>
    /// <param name="existing">Organization, service slug and region of all subscriptions.</param>
    public static TablePlan<SubscriptionRow> Plan(
        CsvTable table, IReadOnlyCollection<string> organizations, IReadOnlyDictionary<string, string> services,
        IReadOnlyCollection<(string Organization, string Service, string? Region)> existing)
    {
        var columns = new TableColumns(table, ImportKind.Subscriptions);
        if (!columns.CanBeRead) return new([], columns.Findings);

        var companies = organizations.ToLookup(o => o, StringComparer.OrdinalIgnoreCase);
        var slugs = services.SelectMany(s => new[] { (Name: s.Key, Slug: s.Key), (Name: s.Value, Slug: s.Key) })
            .ToLookup(s => s.Name, s => s.Slug, StringComparer.OrdinalIgnoreCase);
        var known = existing.Select(Key).ToHashSet();
        var seen = new HashSet<(string, string, string)>();
        return new([.. table.Rows.Select(row =>
        {
            var cells = new RowCells(columns, row);
            var value = new SubscriptionRow(Find(cells, "organization", companies), Find(cells, "service", slugs),
                cells.Text("region", Organization.LongestRegion), cells.Text("version", Subscription.LongestVersion),
                cells.Date("from"), cells.Date("until"));
            if (value.Until < value.From)
                cells.Error(ImportFault.DatesReversed, columns.Cell(row, "until"), columns.Cell(row, "from"));
            var key = Key((value.Organization, value.Service, value.Region));
            if (value.Organization.Length > 0 && value.Service.Length > 0 && !seen.Add(key))
                cells.Error(ImportFault.DuplicateRow, value.Organization, value.Service);
            return cells.Plan(value, known.Contains(key));
        })], columns.Findings);
    }

    /// <summary>The name or slug as it is there, not as the table spells it.</summary>
    private static string Find(RowCells cells, string column, ILookup<string, string> known)
    {
        var typed = cells.Required(column, ComponentSlug.Longest);
        if (typed.Length == 0) return typed;
        if (known[typed].FirstOrDefault() is { } found) return found;
        cells.Error(ImportFault.NotFound, typed, column);
        return "";
    }

    private static (string, string, string) Key((string Organization, string Service, string? Region) s) =>
        (s.Organization.ToUpperInvariant(), s.Service, (s.Region ?? "").ToUpperInvariant());
}
