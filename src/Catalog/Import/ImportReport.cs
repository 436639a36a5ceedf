using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Import;

/// <summary>What can be imported into the catalog. Kebab-case on the wire and on the command line.</summary>
public enum ImportKind { Organizations, Contacts, Subscriptions, Components, People }

/// <summary>What becomes, or became, of one row or entity.</summary>
public enum ImportOutcome { Created, Changed, Unchanged, Refused, Gone }

/// <summary>What an import does, shown before it is done, or did.</summary>
/// <param name="Id">The import that was done; null for a preview.</param>
/// <param name="Rows">At most <see cref="MostRows"/>; those that do something or are refused come first.</param>
/// <param name="Findings">All of them, with file and line, the weightiest first; at most <see cref="MostFindings"/>.</param>
/// <param name="NotRead">Targets by URL, which are never fetched.</param>
public sealed record ImportReport(
    ImportId? Id, ImportKind Kind, int Created, int Changed, int Unchanged, int Refused, IReadOnlyList<ImportedRow> Rows,
    IReadOnlyList<ImportFinding> Findings, IReadOnlyList<LocationNotRead> NotRead)
{
    public const int MostRows = 500;

    public const int MostFindings = 500;

    /// <summary>Which column of the table is read for which of ours; empty for an architecture.</summary>
    public IReadOnlyList<ColumnUse> Columns { get; init; } = [];

    /// <summary>The columns of the table, in its order.</summary>
    public IReadOnlyList<FileColumn> FileColumns { get; init; } = [];

    /// <summary>Only what is without errors is imported, and then as a whole.</summary>
    public bool CanBeApplied => !Findings.Any(f => f.Weight is FindingWeight.Error);

    /// <summary>What an import does with what was read, and how it understands the columns.</summary>
    internal static async Task<ImportReport> Of(IImport import, object read, CancellationToken ct)
    {
        var report = await import.Run(read, ct);
        return read is not CsvTable table ? report : report with
        {
            Columns = new TableColumns(table, import.Kind).Uses,
            FileColumns = [.. table.Headers.Select((h, i) => new FileColumn(h, table.Rows.Select(r => r.Cells[i].Trim()).FirstOrDefault(c => c.Length > 0)))],
        };
    }

    internal static ImportReport Of(
        ImportKind kind, IReadOnlyList<ImportedRow> rows, IEnumerable<ImportFinding> findings, IReadOnlyList<LocationNotRead>? notRead = null) => new(
        null, kind, rows.Count(r => r.Outcome is ImportOutcome.Created), rows.Count(r => r.Outcome is ImportOutcome.Changed),
        rows.Count(r => r.Outcome is ImportOutcome.Unchanged), rows.Count(r => r.Outcome is ImportOutcome.Refused),
        [.. rows.OrderBy(r => r.Outcome is ImportOutcome.Unchanged).Take(MostRows)],
        [.. findings.OrderByDescending(f => f.Weight).Take(MostFindings)], notRead ?? []);
}

/// <summary>One row of a table, or one entity of an architecture.</summary>
/// <param name="Name">What it is about: a name, an address, a path.</param>
/// <param name="Line">Where it begins, from 1.</param>
public sealed record ImportedRow(string Name, ImportOutcome Outcome, string? File, int? Line);

/// <summary>One kind of import. It changes tracked rows only, so that a preview does the very same and throws it away.</summary>
internal interface IImport
{
    ImportKind Kind { get; }

    /// <summary>Reads what was given, without the database.</summary>
    object Read(ImportedFile file);

    /// <summary>Brings what was read into the context. Nothing is written yet.</summary>
    Task<ImportReport> Run(object read, CancellationToken ct);

    /// <summary>What must be written ahead of the tracked rows, within the transaction.</summary>
    Task BeforeWriting(CancellationToken ct) => Task.CompletedTask;
}

/// <summary>A file as it was given: a table, a YAML file, or an archive of YAML files.</summary>
public sealed record ImportedFile(string Name, byte[] Content)
{
    /// <summary>In bytes; archives are measured before and after unpacking.</summary>
    public const int Largest = 20_000_000;

    /// <inheritdoc cref="CsvTable.Mapping"/>
    public IReadOnlyDictionary<string, string?> Mapping { get; init; } = new Dictionary<string, string?>();

    /// <param name="pairs">Each a column of ours and a header, as `email=Kontakt`; without a header it is not read. The last of a column counts.</param>
    /// <param name="field">As the door names where they were given.</param>
    /// <exception cref="Invalid">One is no such pair.</exception>
    public static IReadOnlyDictionary<string, string?> MappingOf(IEnumerable<string> pairs, string field)
    {
        var mapping = new Dictionary<string, string?>();
        foreach (var pair in pairs.Select(p => p.Split('=', 2)))
        {
            if (pair is not [{ Length: > 0 } column, var header]) throw new Invalid(field, "A column and a header, such as email=Kontakt.");
            mapping[column] = header.Length > 0 ? header : null;
        }
        return mapping;
    }
}
