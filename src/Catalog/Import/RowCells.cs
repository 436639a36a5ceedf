using System.Globalization;
using Bridgewatch.Catalog.Organizations;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Catalog.Import;

/// <summary>The columns of a table that an import understands, by any of their names.</summary>
internal sealed class TableColumns
{
    private readonly Dictionary<string, int> _columns = [];

    /// <summary>What is wrong with the columns: missing ones, and a note on those that nothing reads.</summary>
    internal List<ImportFinding> Findings { get; }

    /// <param name="known">
    /// Each column's name, then other names for it, separated by blanks; `!` after those that must be there.
    /// </param>
    internal TableColumns(CsvTable table, params string[] known)
    {
        Findings = [.. table.Findings];
        foreach (var names in known.Select(k => k.Split(' ')))
        {
            var (name, required) = (names[0].TrimEnd('!'), names[0].EndsWith('!'));
            var at = table.Headers.ToList().FindIndex(h => names.Any(n => CsvRow.SameHeader.Equals(n.TrimEnd('!'), h)));
            if (at >= 0) _columns[name] = at;
            else if (required && table.Headers.Count > 0)
                Findings.Add(new(FindingWeight.Error, ImportFault.HeaderMissing, null, null, name));
        }
        foreach (var (header, i) in table.Headers.Select((h, i) => (h, i)))
            if (header.Length > 0 && !_columns.ContainsValue(i))
                Findings.Add(new(FindingWeight.Note, ImportFault.ColumnNotUsed, null, null, header));
    }

    /// <summary>Without its required columns no row can be read.</summary>
    internal bool CanBeRead => Findings.All(f => f.Fault is not ImportFault.HeaderMissing);

    internal string? Cell(CsvRow row, string column) =>
        _columns.TryGetValue(column, out var at) && row.Cells[at].Trim() is { Length: > 0 } text ? text : null;
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
