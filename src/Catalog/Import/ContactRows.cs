using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Organizations;

namespace Bridgewatch.Catalog.Import;

/// <summary>A contact as a table states it.</summary>
/// <param name="Emails">At least one; the first is the one that is written to.</param>
/// <param name="Organizations">Names; none when the table does not say.</param>
/// <param name="Language">As written: `de`, `pt-BR`.</param>
public sealed record ContactRow(
    string? Name, IReadOnlyList<string> Emails, IReadOnlyList<string> Organizations, string? Phone, string? Language);

/// <summary>Reads a table of contacts. They are known by any of their addresses, whatever its case.</summary>
public static class ContactRows
{
    /// <param name="organizations">The names of all organizations.</param>
    /// <param name="existing">The addresses of all contacts.</param>
    public static TablePlan<ContactRow> Plan(
        CsvTable table, IReadOnlyCollection<string> organizations, IReadOnlyCollection<string> existing)
    {
        var columns = new TableColumns(table, ImportKind.Contacts);
        if (!columns.CanBeRead) return new([], columns.Findings);

        var companies = new HashSet<string>(organizations, StringComparer.OrdinalIgnoreCase);
        var known = new HashSet<string>(existing, StringComparer.OrdinalIgnoreCase);
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        return new([.. table.Rows.Select(row =>
        {
            var cells = new RowCells(columns, row);
            var emails = Emails(cells, seen);
            var value = new ContactRow(cells.Text("name", Contact.LongestName), emails, Organizations(cells, companies),
                cells.Text("phone", Contact.LongestPhone), cells.Text("language", Contact.LongestLanguage));
            return cells.Plan(value, emails.Any(known.Contains));
        })], columns.Findings);
    }

    private static List<string> Emails(RowCells cells, HashSet<string> seen)
    {
        List<string> emails = [];
        var typed = cells.Texts("email", ';', ',', '|', '\n');
        if (typed is []) cells.Error(ImportFault.ValueMissing, "email");
        foreach (var one in typed)
            if (EmailText.Normalise(one) is not { } email) cells.Error(ImportFault.EmailInvalid, one);
            else if (emails.Contains(email, StringComparer.OrdinalIgnoreCase)) continue;
            else if (!seen.Add(email)) cells.Error(ImportFault.DuplicateRow, email);
            else emails.Add(email);
        if (emails.Count > Contact.MostAddresses) cells.Error(ImportFault.ValueTooLong, "email");
        return emails;
    }

    /// <summary>Names may hold commas, so only `;` and `|` separate them.</summary>
    private static List<string> Organizations(RowCells cells, HashSet<string> companies)
    {
        var names = cells.Texts("organization", ';', '|').Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        foreach (var name in names.Where(n => !companies.Contains(n)))
            cells.Error(ImportFault.NotFound, name, "organization");
        if (names.Count > Contact.MostOrganizations) cells.Error(ImportFault.ValueTooLong, "organization");
        return names;
    }
}
