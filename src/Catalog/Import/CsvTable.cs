using System.Globalization;
using System.Text;
using CsvHelper;

namespace Bridgewatch.Catalog.Import;

/// <summary>A table out of a spreadsheet or another system. Cells are text, whatever they look like.</summary>
/// <param name="Headers">As written, trimmed, without those that repeat an earlier one.</param>
/// <param name="Rows">The rows below the headers; rows without any text are left out.</param>
/// <param name="Findings">With line numbers.</param>
public sealed record CsvTable(
    IReadOnlyList<string> Headers, IReadOnlyList<CsvRow> Rows, char Delimiter, IReadOnlyList<ImportFinding> Findings)
{
    /// <summary>In bytes.</summary>
    public const int LargestFile = 20_000_000;

    public const int MostRows = 100_000;

    /// <summary>Columns of the file (or none) by columns of ours; those it does not name are found by their headers.</summary>
    public IReadOnlyDictionary<string, string?> Mapping { get; init; } = new Dictionary<string, string?>();

    /// <summary>Most columns; a wider table is no list of anything.</summary>
    public const int MostColumns = 500;

    /// <summary>The table in a file, with the mapping that came with it.</summary>
    internal static CsvTable Of(ImportedFile file) => Read(new MemoryStream(file.Content)) with { Mapping = file.Mapping };

    /// <summary>
    /// Reads a table. Comma, semicolon, tab or bar, whichever the first line has most of (a line `sep=;` decides);
    /// UTF-8 or UTF-16 by mark or by look, else Windows-1252, of which Latin-1 is a part. A cell that our own export
    /// protected against being run as a formula is given back as it was. Never throws for what it reads.
    /// </summary>
    public static CsvTable Read(Stream stream)
    {
        if (CsvEncoding.Read(stream, LargestFile) is not { } text) return Nothing(ImportFault.TooLarge);
        if (text.Contains('\0')) return Nothing(ImportFault.NotText);
        var (delimiter, skipped) = CsvDelimiter.Of(text);
        return new Reading(text, delimiter, skipped).Read();
    }

    private static CsvTable Nothing(ImportFault fault) =>
        new([], [], ',', [new(FindingWeight.Error, fault, null, null)]);

    private sealed class Reading(string text, char delimiter, int linesSkipped)
    {
        private readonly List<ImportFinding> _findings = [];
        private readonly List<CsvRow> _rows = [];
        private readonly List<string> _headers = [];
        private List<int>? _columns;

        internal CsvTable Read()
        {
            using var reader = CsvReader.FromText(text, new()
            {
                Separator = delimiter,
                DetectSeparatorHint = false,
                HasHeader = false,
                TrackLineNumbers = true,
                OnMalformedRecord = Note,
            });
            for (var i = 0; i < linesSkipped; i++) reader.Read();
            while (reader.Read())
            {
                var (line, cells) = ((int)reader.LineNumber, new string[Math.Min(reader.FieldCount, MostColumns + 1)]);
                for (var i = 0; i < cells.Length; i++) cells[i] = reader.GetString(i);
                if (cells.All(string.IsNullOrWhiteSpace)) continue;
                if (_columns is null && cells.Length > MostColumns) return Nothing(ImportFault.TooLarge);
                if (_rows.Count == MostRows)
                {
                    _findings.Add(ImportFinding.Error(ImportFault.TooManyRows, line));
                    break;
                }
                if (_columns is null) _columns = Columns(cells, line);
                else Add(cells, _columns, line);
            }
            return _columns is null ? Nothing(ImportFault.Empty) : new(_headers, _rows, delimiter, _findings);
        }

        private void Note(CsvMalformedRecord record)
        {
            var line = (int)record.LineNumber;
            // A quoted cell that never ends takes the rest of the file with it.
            _findings.Add(record.Reason is CsvMalformedReason.UnterminatedQuote
                ? ImportFinding.Error(ImportFault.UnclosedQuote, line)
                : ImportFinding.Warning(ImportFault.StrayQuote, line));
        }

        private List<int> Columns(string[] cells, int line)
        {
            List<int> columns = [];
            foreach (var (cell, i) in cells.Select((c, i) => (c.Trim(), i)))
                if (cell.Length > 0 && _headers.Contains(cell, CsvRow.SameHeader))
                {
                    _findings.Add(ImportFinding.Error(ImportFault.DuplicateHeader, line, Short(cell)));
                }
                else
                {
                    _headers.Add(cell);
                    columns.Add(i);
                }
            return columns;
        }

        private void Add(string[] cells, List<int> columns, int line)
        {
            var expected = columns[^1] + 1;
            if (cells.Length < expected)
                _findings.Add(ImportFinding.Warning(ImportFault.TooFewCells, line, null, Count(cells.Length)));
            if (cells.Skip(expected).Any(c => c.Length > 0))
                _findings.Add(ImportFinding.Warning(ImportFault.TooManyCells, line, null, Count(cells.Length)));
            _rows.Add(new(line, [.. columns.Select(i => i < cells.Length ? CsvText.Restore(cells[i]) : "")]));
        }

        private static string Count(int cells) => cells.ToString(CultureInfo.InvariantCulture);

        private static string? Short(string? text) => text is { Length: > 100 } ? text[..100] + "…" : text;
    }
}

/// <summary>One row of a <see cref="CsvTable"/>.</summary>
/// <param name="Line">The line of the file where it begins, from 1.</param>
/// <param name="Cells">As many as the table has headers; what is missing is empty.</param>
public sealed record CsvRow(int Line, IReadOnlyList<string> Cells)
{
    /// <summary>Headers are the same whatever their case, blanks, hyphens and underscores.</summary>
    public static IEqualityComparer<string> SameHeader { get; } = EqualityComparer<string>.Create(
        (a, b) => Key(a) == Key(b), header => Key(header).GetHashCode(StringComparison.Ordinal));

    private static string Key(string? header) =>
        string.Concat((header ?? "").Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '_'))).ToUpperInvariant();
}

/// <summary>Bytes to text.</summary>
internal static class CsvEncoding
{
    /// <summary>Null when there are more bytes than allowed.</summary>
    internal static string? Read(Stream stream, int most)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[81_920];
        for (int n; (n = stream.Read(buffer, 0, buffer.Length)) > 0;)
        {
            if (bytes.Length + n > most) return null;
            bytes.Write(buffer, 0, n);
        }
        return Decode(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xEF, 0xBB, 0xBF, .. var utf8]) return Encoding.UTF8.GetString(utf8);
        if (bytes is [0xFF, 0xFE, .. var little]) return Encoding.Unicode.GetString(little);
        if (bytes is [0xFE, 0xFF, .. var big]) return Encoding.BigEndianUnicode.GetString(big);
        // UTF-16 without a mark: a header in Latin letters has every second byte zero.
        if (bytes is [not 0, 0, not 0, 0, ..]) return Encoding.Unicode.GetString(bytes);
        if (bytes is [0, not 0, 0, not 0, ..]) return Encoding.BigEndianUnicode.GetString(bytes);
        return System.Text.Unicode.Utf8.IsValid(bytes)
            ? Encoding.UTF8.GetString(bytes)
            : CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
    }
}

/// <summary>Which mark stands between the cells.</summary>
internal static class CsvDelimiter
{
    private static readonly char[] s_candidates = [',', ';', '\t', '|'];

    /// <summary>The mark, and how many lines before the headers only said so.</summary>
    internal static (char Delimiter, int LinesSkipped) Of(string text)
    {
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4
            && (text.Length == 5 || text[5] is '\r' or '\n') && s_candidates.Contains(text[4]))
            return (text[4], 1);
        var counts = new int[s_candidates.Length];
        var (quoted, started) = (false, false);
        foreach (var c in text)
        {
            if (c == '"') quoted = !quoted;
            if (!quoted && started && c is '\r' or '\n') break;
            started |= !char.IsWhiteSpace(c);
            if (!quoted && Array.IndexOf(s_candidates, c) is >= 0 and var i) counts[i]++;
        }
        return (s_candidates[Array.IndexOf(counts, counts.Max())], 0);
    }
}
