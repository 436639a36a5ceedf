using Bridgewatch.Catalog.Organizations;
using NodaTime;

namespace Bridgewatch.Catalog.Import;

/// <summary>An organization as a table states it. What is null or empty was not said and stays.</summary>
/// <param name="Revenue">Annual, not negative, in <paramref name="Currency"/> (ISO 4217).</param>
/// <param name="Parent">A name; of the same file or of one that is there.</param>
/// <param name="Owner">The e-mail address of one of ours.</param>
public sealed record OrganizationRow(
    string Name, CustomerTier? Tier, decimal? Revenue, string? Currency, LocalDate? RevenueAsOf, string? Region,
    IReadOnlyList<string> Domains, string? Parent, string? Owner);

/// <summary>Reads a table of organizations. They are known by their name, whatever its case.</summary>
public static class OrganizationRows
{
    /// <param name="existing">The names of all organizations.</param>
    /// <param name="currency">What revenue is in where a row does not say.</param>
    public static TablePlan<OrganizationRow> Plan(CsvTable table, IReadOnlyCollection<string> existing, string currency)
    {
        var columns = new TableColumns(table, ImportKind.Organizations);
        if (!columns.CanBeRead) return new([], columns.Findings);

        var known = new HashSet<string>(existing, StringComparer.OrdinalIgnoreCase);
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var parents = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var domains = new Dictionary<string, string>(StringComparer.Ordinal);
        var all = new HashSet<string>(known, StringComparer.OrdinalIgnoreCase);
        all.UnionWith(table.Rows.Select(r => columns.Cell(r, "name")).OfType<string>());

        List<RowPlan<OrganizationRow>> rows = [];
        foreach (var row in table.Rows)
        {
            var cells = new RowCells(columns, row);
            var name = cells.Required("name", Organization.LongestName);
            if (name.Length > 0 && !names.Add(name)) cells.Error(ImportFault.DuplicateRow, name);
            var parent = cells.Text("parent", Organization.LongestName);
            if (parent is not null)
            {
                parents.TryAdd(name, parent);
                if (!all.Contains(parent)) cells.Error(ImportFault.NotFound, parent, "parent");
                else if (LeadsBackTo(name, parents)) cells.Error(ImportFault.Cycle, name, parent);
            }
            var value = new OrganizationRow(name, cells.Word<CustomerTier>("tier"), cells.Amount("annualRevenue"),
                Currency(cells, currency), cells.Date("revenueAsOf"), cells.Text("region", Organization.LongestRegion),
                Domains(cells, name, domains), parent, Owner(cells));
            rows.Add(cells.Plan(value, known.Contains(name)));
        }
        return new(rows, columns.Findings);
    }

    private static bool LeadsBackTo(string name, Dictionary<string, string> parents)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var at = name; parents.TryGetValue(at, out var parent) && seen.Add(at); at = parent)
            if (string.Equals(parent, name, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static string? Currency(RowCells cells, string usual)
    {
        if (cells.Text("annualRevenue") is null) return null;
        var currency = (cells.Text("currency") ?? usual).ToUpperInvariant();
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
            cells.Error(ImportFault.CurrencyInvalid, currency);
        return currency;
    }

    private static List<string> Domains(RowCells cells, string organization, Dictionary<string, string> taken)
    {
        List<string> domains = [];
        foreach (var typed in cells.Texts("domains", ';', ',', '|', ' ', '\n'))
            if (DomainName.Normalise(typed) is not { } domain) cells.Error(ImportFault.DomainInvalid, typed);
            else if (PublicMailDomains.Contains(domain)) cells.Warn(ImportFault.DomainIsPublic, domain);
            else if (domains.Contains(domain)) continue;
            else if (!taken.TryAdd(domain, organization)) cells.Error(ImportFault.DuplicateRow, domain, taken[domain]);
            else domains.Add(domain);
        if (domains.Count > OrganizationRules.MostDomains) cells.Error(ImportFault.ValueTooLong, "domains");
        return domains;
    }

    private static string? Owner(RowCells cells)
    {
        if (cells.Text("owner", EmailText.Longest) is not { } typed) return null;
        var owner = EmailText.Normalise(typed);
        if (owner is null) cells.Error(ImportFault.EmailInvalid, typed, "owner");
        return owner;
    }
}
