using Bridgewatch.Access.People;
using Bridgewatch.Catalog.Organizations;

namespace Bridgewatch.Catalog.Import;

/// <summary>A colleague as a table states them.</summary>
/// <param name="Handle">Null to take it from the address.</param>
/// <param name="Roles">Codes, each to be held in the scope in which it usually is.</param>
public sealed record PersonRow(string Email, string? Name, string? Handle, SupportTier? Tier, string? Zone, IReadOnlyList<string> Roles);

/// <summary>Reads a table of colleagues. They are known by their address, whatever its case.</summary>
public static class PeopleRows
{
    /// <summary>Each is invited by a mail of their own, in one transaction.</summary>
    public const int Most = 1_000;

    /// <param name="existing">Addresses of all people, as <see cref="Person.KeyOf"/> writes them.</param>
    /// <param name="roles">Codes of the roles that can be given without naming a place or an end.</param>
    public static TablePlan<PersonRow> Plan(CsvTable table, IReadOnlySet<string> existing, IReadOnlyCollection<string> roles)
    {
        var columns = new TableColumns(table, ImportKind.People);
        if (table.Rows.Count > Most) columns.Findings.Add(ImportFinding.Error(ImportFault.TooManyRows, table.Rows[Most].Line));
        if (!columns.CanBeRead) return new([], columns.Findings);

        var seen = new HashSet<string>();
        return new([.. table.Rows.Take(Most).Select(row =>
        {
            var cells = new RowCells(columns, row);
            var typed = cells.Required("email", Person.LongestEmail);
            var email = EmailText.Normalise(typed);
            if (email is null && typed.Length > 0) cells.Error(ImportFault.EmailInvalid, typed);
            var key = Person.KeyOf(email ?? "");
            if (email is not null && !seen.Add(key)) cells.Error(ImportFault.DuplicateRow, email);
            var value = new PersonRow(email ?? "", cells.Text("name", Person.LongestName), cells.Text("handle", Person.LongestHandle)?.TrimStart('@').ToLowerInvariant(),
                cells.Word<SupportTier>("tier"), cells.Text("zone"), Roles(cells, roles));
            return cells.Plan(value, existing.Contains(key));
        })], columns.Findings);
    }

    private static List<string> Roles(RowCells cells, IReadOnlyCollection<string> known)
    {
        var codes = cells.Texts("roles", ';', ',', '|').Select(r => r.Replace(' ', '-').ToLowerInvariant()).Distinct().ToList();
        foreach (var code in codes.Where(c => !known.Contains(c))) cells.Error(ImportFault.WordUnknown, code, string.Join(", ", known.Order()));
        return codes;
    }
}
