using System.Buffers;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Catalog.Import;

/// <summary>Writes tables that spreadsheets open, and in which nothing is run.</summary>
/// <remarks>
/// A cell that begins with `=`, `+`, `-`, `@` (or their wide forms), a tab or a line break is taken for a formula by
/// spreadsheets, quoted or not; and what is in our cells was written by strangers. Such text gets an apostrophe in
/// front, which <see cref="CsvTable.Read"/> takes away again. Numbers and times are written by the overloads for them and
/// cannot be formulas. Source: OWASP, CSV injection.
/// </remarks>
public static class CsvText
{
    /// <summary>To be written first, so that Excel reads UTF-8.</summary>
    public const string ByteOrderMark = "\uFEFF";

    /// <summary>Other programs' delimiters are quoted too, so that no guess of theirs can go wrong.</summary>
    private static readonly SearchValues<char> s_special = SearchValues.Create(",;|\t\"\r\n");

    /// <summary>A text as a cell; null is an empty one.</summary>
    public static string Cell(string? text) => Quote(NeedsApostrophe(text) ? "'" + text : text ?? "");

    public static string Cell(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";

    public static string Cell(Instant? at) => at is { } instant ? InstantPattern.ExtendedIso.Format(instant) : "";

    public static string Cell(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : "";

    /// <summary>Joins finished cells to a line, with CRLF at its end as RFC 4180 wants it.</summary>
    public static string Line(params IEnumerable<string> cells) => string.Join(',', cells) + "\r\n";

    /// <summary>Takes away the apostrophe that <see cref="Cell(string?)"/> added.</summary>
    internal static string Restore(string cell) => cell is ['\'', ..] && NeedsApostrophe(cell) ? cell[1..] : cell;

    /// <summary>Also text that looks protected already, so that reading gives back exactly what was written.</summary>
    private static bool NeedsApostrophe(string? text) =>
        text.AsSpan().TrimStart('\'') is [var first, ..] && "=+-@\t\r\n＝＋－＠".Contains(first);

    private static string Quote(string cell) =>
        cell.AsSpan().IndexOfAny(s_special) < 0 && cell.Trim() == cell
            ? cell
            : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
