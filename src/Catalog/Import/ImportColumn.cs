namespace Bridgewatch.Catalog.Import;

/// <summary>A column that an import understands.</summary>
/// <param name="Name">In camelCase, as mappings name it.</param>
/// <param name="OtherNames">Headers under which other systems export it.</param>
public sealed record ImportColumn(string Name, bool Required, IReadOnlyList<string> OtherNames)
{
    private static readonly Dictionary<ImportKind, IReadOnlyList<ImportColumn>> s_all = new()
    {
        [ImportKind.Organizations] = Read("name! organization organisation company customer account", "tier level",
            "annualRevenue revenue arr amount", "currency", "revenueAsOf asOf", "region", "domains domain", "parent", "owner accountManager"),
        [ImportKind.Contacts] = Read("email! emails mail eMailAddress emailAddress", "name fullName contact",
            "organization organizations organisation company account", "phone telephone", "language locale"),
        [ImportKind.Subscriptions] = Read("organization! organisation company customer account", "service! product",
            "region", "version", "from start since", "until end to"),
        [ImportKind.People] = Read("email! mail eMailAddress emailAddress", "name fullName displayName", "handle userName login", "tier level",
            "zone timeZone", "roles role"),
        [ImportKind.Components] = [],
    };

    /// <summary>Those of a kind of table; none for architecture, which is no table.</summary>
    public static IReadOnlyList<ImportColumn> Of(ImportKind kind) => s_all[kind];

    internal bool Fits(string header) => OtherNames.Prepend(Name).Any(n => CsvRow.SameHeader.Equals(n, header));

    /// <param name="columns">Each column's name, then its other names, separated by blanks; `!` after those that must be there.</param>
    private static IReadOnlyList<ImportColumn> Read(params string[] columns) =>
        [.. columns.Select(c => c.Split(' ')).Select(n => new ImportColumn(n[0].TrimEnd('!'), n[0].EndsWith('!'), n[1..]))];
}

/// <summary>Which column of the file is read for a column of ours.</summary>
/// <param name="Header">As written in the file; null when none is read.</param>
public sealed record ColumnUse(string Name, bool Required, string? Header);

/// <summary>A column as the file has it.</summary>
/// <param name="Sample">Its first value; null when all are empty.</param>
public sealed record FileColumn(string Header, string? Sample);
