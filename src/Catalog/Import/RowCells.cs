using System.Globalization;
using Bridgewatch.Catalog.Organizations;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Catalog.Import;

/// <summary>Where a table has the columns that an import understands: as its mapping says, otherwise by any of their names.</summary>
internal sealed class TableColumns
{
    private readonly Dictionary<string, int> _columns = [];
    private readonly CsvTable _table;
    private readonly IReadOnlyList<ImportColumn> _known;

    /// <summary>What is wrong with the columns: missing ones, and a note on those that nothing reads.</summary>
    internal List<ImportFinding> Findings { get; }

    internal TableColumns(CsvTable table, ImportKind kind)
    {
        (_table, _known, Findings) = (table, ImportColumn.Of(kind), [.. table.Findings]);
        foreach (var name in table.Mapping.Keys.Where(n => _known.All(c => c.Name != n))) Add(FindingWeight.Error, ImportFault.ColumnUnknown, name);
        foreach (var column in _known) Place(column);
        foreach (var (header, i) in table.Headers.Select((h, i) => (h, i)))
            if (header.Length > 0 && !_columns.ContainsValue(i)) Add(FindingWeight.Note, ImportFault.ColumnNotUsed, header);
    }

    /// <summary>Without its required columns no row can be read.</summary>
    internal bool CanBeRead => Findings.All(f => f.Fault is not (ImportFault.HeaderMissing or ImportFault.ColumnUnknown));

    internal IReadOnlyList<ColumnUse> Uses =>
        [.. _known.Select(c => new ColumnUse(c.Name, c.Required, _columns.TryGetValue(c.Name, out var at) ? _table.Headers[at] : null))];

    internal string? Cell(CsvRow row, string column) =>
        _columns.TryGetValue(column, out var at) && row.Cells[at].Trim() is { Length: > 0 } text ? text : null;

    private void Place(ImportColumn column)
    {
        var chosen = _table.Mapping.TryGetValue(column.Name, out var header);
        var at = chosen ? header is null ? -1 : Find(h => CsvRow.SameHeader.Equals(h, header)) : Find(h => column.Fits(h) && !IsMapped(h));
        if (at >= 0) _columns[column.Name] = at;
        else if (_table.Headers.Count > 0 && (column.Required || header is not null)) Add(FindingWeight.Error, ImportFault.HeaderMissing, header ?? column.Name);
    }

    private int Find(Predicate<string> fits) => _table.Headers.ToList().FindIndex(fits);

    private bool IsMapped(string header) => _table.Mapping.Values.OfType<string>().Contains(header, CsvRow.SameHeader);

    private void Add(FindingWeight weight, ImportFault fault, string subject) => Findings.Add(new(weight, fault, null, null, subject));
}

/// <summary>Reads the cells of one row and gathers what is wrong with them.</summary>
internal sealed class RowCells(TableColumns columns, CsvRow row)
{
    private static readonly LocalDatePattern[] s_dates =
    [
        LocalDatePattern.Iso, LocalDatePattern.CreateWithInvariantCulture("d.M.uuuu"),
        LocalDatePattern.CreateWithInvariantCulture("uuuu/MM/dd"),
    ];

    private readonly List<ImportFinding> _findings = [];

    internal void Error(ImportFault fault, string? subject, string? detail = null) =>
        _findings.Add(ImportFinding.Error(fault, row.Line, subject, detail));

    internal void Warn(ImportFault fault, string? subject, string? detail = null) =>
        _findings.Add(ImportFinding.Warning(fault, row.Line, subject, detail));

    /// <summary>The row's plan: refused when there is an error.</summary>
    internal RowPlan<T> Plan<T>(T value, bool exists) where T : class =>
        _findings.Any(f => f.Weight is FindingWeight.Error)
            ? new(row.Line, RowChange.Refuse, null, _findings)
            : new(row.Line, exists ? RowChange.Update : RowChange.Create, value, _findings);

    /// <summary>One line of text; an error when it has control characters or is too long.</summary>
    internal string? Text(string column, int longest = 100)
    {
        if (columns.Cell(row, column) is not { } text) return null;
        if (text.Any(char.IsControl)) Error(ImportFault.NotText, column);
        else if (text.Length <= longest) return text;
        else Error(ImportFault.ValueTooLong, column, longest.ToString(CultureInfo.InvariantCulture));
        return null;
    }

    internal string Required(string column, int longest)
    {
        var text = Text(column, longest);
        if (text is null && columns.Cell(row, column) is null) Error(ImportFault.ValueMissing, column);
        return text ?? "";
    }

    /// <summary>Several values in one cell.</summary>
    internal IReadOnlyList<string> Texts(string column, params char[] separators) =>
        columns.Cell(row, column)?.Split(
            separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    internal T? Word<T>(string column) where T : struct, Enum
    {
        if (Text(column) is not { } text) return null;
        foreach (var word in Enum.GetValues<T>())
            if (CsvRow.SameHeader.Equals(word.ToString(), text)) return word;
        Error(ImportFault.WordUnknown, text, string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant());
        return null;
    }

    internal LocalDate? Date(string column)
    {
        if (Text(column) is not { } text) return null;
        foreach (var pattern in s_dates)
            if (pattern.Parse(text) is { Success: true } date) return date.Value;
        Error(ImportFault.DateInvalid, text, column);
        return null;
    }

    internal decimal? Amount(string column)
    {
        if (Text(column) is not { } text) return null;
        if (AmountText.Parse(text) is { } amount and <= Money.Most) return amount;
        Error(ImportFault.NumberInvalid, text, column);
        return null;
    }
}

/// <summary>Amounts of money as spreadsheets of several countries write them.</summary>
internal static class AmountText
{
    /// <summary>
    /// `1200000`, `1,200,000.50`, `1.200.000,50`, `1 200 000`, `1'200'000`. What separates groups of three digits is no
    /// decimal mark, so `1,234` and `1.234` are one thousand; only one or two digits after a mark are decimals.
    /// </summary>
    /// <returns>Null when it is no such number, or negative.</returns>
    internal static decimal? Parse(string text)
    {
        var digits = new string([.. text.Where(c => !char.IsWhiteSpace(c) && c is not ('\'' or '’'))]);
        var mark = digits.AsSpan().LastIndexOfAny('.', ',');
        var hasDecimals = mark >= 0 && digits.Length - mark - 1 is 1 or 2;
        var whole = hasDecimals ? digits[..mark] : digits;
        var groups = whole.Split('.', ',');
        var mixed = whole.Contains('.') && whole.Contains(',');
        if (groups.Length > 1 && (mixed || groups[0].Length is 0 or > 3 || groups.Skip(1).Any(g => g.Length != 3)))
            return null;
        if (hasDecimals && whole.Contains(digits[mark])) return null;
        var plain = string.Concat(groups) + (hasDecimals ? "." + digits[(mark + 1)..] : "");
        return plain.Length is > 0 and <= 20
            && decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)
            ? amount
            : null;
    }
}
