using System.Text;
using Bridgewatch.Catalog.Import;
using CsCheck;
using NodaTime;

namespace Bridgewatch.Tests.Catalog;

public class ReadingTables
{
    [Theory]
    [InlineData("name,tier\nAcme,gold\n", ',')]
    [InlineData("name;tier\r\nAcme;gold\r\n", ';')]
    [InlineData("name\ttier\nAcme\tgold", '\t')]
    [InlineData("name|tier\nAcme|gold", '|')]
    [InlineData("\n\nname;tier\n\n;;\nAcme;gold\n\n", ';')]
    [InlineData("\"name, full\";tier\nAcme;gold", ';')]
    public void The_mark_between_cells_is_found(string text, char delimiter)
    {
        var table = Read(text);
        table.Delimiter.ShouldBe(delimiter);
        table.Headers.Count.ShouldBe(2);
        table.Rows.ShouldHaveSingleItem().Cells.ShouldBe(["Acme", "gold"]);
    }

    [Fact]
    public void A_first_line_may_name_the_mark()
    {
        var table = Read("sep=;\r\na,b;c\r\n1;2\r\n");
        table.Headers.ShouldBe(["a,b", "c"]);
        table.Rows.ShouldHaveSingleItem().Line.ShouldBe(3);
    }

    public static TheoryData<byte[]> Encoded { get; } = new(
        [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("name,city\nJörg,Köln")],
        Encoding.UTF8.GetBytes("name,city\nJörg,Köln"),
        [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("name,city\nJörg,Köln")],
        Encoding.Unicode.GetBytes("name,city\nJörg,Köln"),
        [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes("name,city\nJörg,Köln")],
        Encoding.BigEndianUnicode.GetBytes("name,city\nJörg,Köln"),
        Encoding.Latin1.GetBytes("name,city\nJörg,Köln"));

    [Theory, MemberData(nameof(Encoded))]
    public void Any_usual_encoding_is_understood(byte[] bytes)
    {
        var table = CsvTable.Read(new MemoryStream(bytes));
        table.Headers.ShouldBe(["name", "city"]);
        table.Rows.ShouldHaveSingleItem().Cells.ShouldBe(["Jörg", "Köln"]);
    }

    [Fact]
    public void A_cell_may_hold_lines_and_quotes_and_later_rows_keep_their_line_numbers()
    {
        var table = Read("a,b\n\"one\ntwo, \"\"three\"\"\",x\nlast,y\n");
        table.Findings.ShouldBeEmpty();
        table.Rows.Select(r => (r.Line, r.Cells[0])).ShouldBe([(2, "one\ntwo, \"three\""), (4, "last")]);
    }

    [Fact]
    public void A_formula_is_text() =>
        Read("a\n=HYPERLINK(1)\n+1\n-2\n@x").Rows.Select(r => r.Cells[0]).ShouldBe(["=HYPERLINK(1)", "+1", "-2", "@x"]);

    [Fact]
    public void A_repeated_header_is_left_out_with_its_cells()
    {
        var table = Read("Name,tier, NAME ,x\nAcme,gold,other,1");
        table.Headers.ShouldBe(["Name", "tier", "x"]);
        table.Rows[0].Cells.ShouldBe(["Acme", "gold", "1"]);
        table.Findings.ShouldBe([ImportFinding.Error(ImportFault.DuplicateHeader, 1, "NAME")]);
    }

    [Fact]
    public void Rows_too_short_or_too_long_are_taken_and_named()
    {
        var table = Read("a,b\n1\n1,2,3\n1,2,,\n");
        table.Rows.Select(r => string.Join('|', r.Cells)).ShouldBe(["1|", "1|2", "1|2"]);
        table.Findings.ShouldBe([ImportFinding.Warning(ImportFault.TooFewCells, 2, null, "1"),
            ImportFinding.Warning(ImportFault.TooManyCells, 3, null, "3")]);
    }

    [Fact]
    public void A_quotation_that_never_ends_is_named_by_the_line_where_it_begins() =>
        Read("a,b\n1,2\n\"open,3\n4,5\n").Findings.ShouldContain(f => f.Fault == ImportFault.UnclosedQuote && f.Line == 3);

    [Fact]
    public void A_stray_quotation_mark_is_named_and_the_row_kept()
    {
        var table = Read("a,b\n5\" screen,x\ny,z");
        table.Findings.ShouldHaveSingleItem().ShouldBe(ImportFinding.Warning(ImportFault.StrayQuote, 2));
        table.Rows.Select(r => r.Cells[0]).ShouldBe(["5\" screen", "y"]);
    }

    [Theory]
    [InlineData("", ImportFault.Empty)]
    [InlineData("\n \n,,\n", ImportFault.Empty)]
    [InlineData("a,b\n1,\0", ImportFault.NotText)]
    public void What_is_no_table_says_so(string text, ImportFault fault)
    {
        var table = Read(text);
        table.Rows.ShouldBeEmpty();
        table.Findings.ShouldHaveSingleItem().Fault.ShouldBe(fault);
    }

    [Fact]
    public void A_file_too_large_or_too_wide_is_refused_and_too_many_rows_are_cut()
    {
        CsvTable.Read(new MemoryStream(new byte[CsvTable.LargestFile + 1])).Findings.ShouldHaveSingleItem().Fault.ShouldBe(ImportFault.TooLarge);
        Read(new string(',', CsvTable.MostColumns) + "a\n").Findings.ShouldHaveSingleItem().Fault.ShouldBe(ImportFault.TooLarge);
        var table = Read("a\n" + string.Concat(Enumerable.Repeat("x\n", CsvTable.MostRows + 5)));
        table.Rows.Count.ShouldBe(CsvTable.MostRows);
        table.Findings.ShouldHaveSingleItem().ShouldBe(ImportFinding.Error(ImportFault.TooManyRows, CsvTable.MostRows + 2));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+49 30 1", "'+49 30 1")]
    [InlineData("-x", "'-x")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("=\"a,b\"", "\"'=\"\"a,b\"\"\"")]
    [InlineData("Acme", "Acme")]
    [InlineData("a=b", "a=b")]
    [InlineData("'quoted'", "'quoted'")]
    [InlineData(null, "")]
    public void What_is_exported_is_never_run(string? text, string cell) => CsvText.Cell(text).ShouldBe(cell);

    [Fact]
    public void Numbers_and_times_are_written_plainly()
    {
        CsvText.Line(CsvText.Cell(-12.50m), CsvText.Cell(Instant.FromUtc(2026, 3, 27, 16, 0)), CsvText.Cell(new LocalDate(2026, 3, 27)))
            .ShouldBe("-12.50,2026-03-27T16:00:00Z,2026-03-27\r\n");
        CsvText.Cell((decimal?)null).ShouldBe("");
    }

    [Fact]
    public void What_is_exported_is_read_back_exactly_and_no_cell_begins_a_formula() =>
        Gen.String[Gen.Char["=+-@'\t\r\n,;|\"aé ＝"], 0, 8].Array[1, 4].Array[1, 6].Sample(rows =>
        {
            var width = rows.Max(r => r.Length);
            var lines = rows.Select(r => CsvText.Line(r.Concat(Enumerable.Repeat("", width - r.Length)).Append("end").Select(CsvText.Cell)));
            var table = Read(CsvText.Line(Enumerable.Range(0, width + 1).Select(i => $"h{i}")) + string.Concat(lines));

            table.Findings.ShouldBeEmpty();
            table.Rows.Select(r => r.Cells.Take(width).ToArray())
                .ShouldBe(rows.Select(r => r.Concat(Enumerable.Repeat("", width - r.Length)).ToArray()));
            foreach (var cell in rows.SelectMany(r => r).Select(CsvText.Cell))
                (cell is ['"', .. var inside, '"'] ? inside.Replace("\"\"", "\"") : cell).ShouldNotMatch("^[=+@＝\t\r\n-]");
        }, iter: 500);

    [Fact]
    public void Any_bytes_are_read_without_an_exception() =>
        Gen.OneOf(Gen.Byte.Array[0, 60], Gen.String[Gen.Char["a,;\"\n\r\t='| é"], 0, 60].Select(Encoding.UTF8.GetBytes))
            .Sample(bytes =>
            {
                var table = CsvTable.Read(new MemoryStream(bytes));
                table.Rows.ShouldAllBe(r => r.Cells.Count == table.Headers.Count && r.Line > 0);
                if (table.Headers.Count == 0) table.Findings.ShouldNotBeEmpty();
            }, iter: 2_000);

    private static CsvTable Read(string text) => CsvTable.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)));
}
