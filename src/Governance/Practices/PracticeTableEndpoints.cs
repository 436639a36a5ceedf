using System.Text;
using Bridgewatch.Catalog.Import;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Governance.Practices;

/// <summary>The board as tables, in which nothing is run.</summary>
internal static class PracticeTableEndpoints
{
    /// <summary>The longest table.</summary>
    private const int Most = 100_000;

    private const string Csv = "text/csv; charset=utf-8";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/practices.csv", async (Reads reads, CancellationToken ct) =>
            TypedResults.File(Board(await reads.From((PracticeQueries q, CancellationToken c) => q.All(c), ct)), Csv, "practices.csv"));
        api.MapGet("/practices/{number}/records.csv", Records).Produces(StatusCodes.Status200OK, contentType: "text/csv");
        api.MapGet("/practices/{number}/states.csv", States).Produces(StatusCodes.Status200OK, contentType: "text/csv");
        api.MapGet("/practices/{number}/sample.csv",
            async (string number, [AsParameters] PracticeEndpoints.SampleParameters p, Reads reads, CancellationToken ct) =>
            {
                var ask = p.Ask();
                var sample = await reads.From((PracticeSamples q, CancellationToken c) => q.Draw(number, ask, c), ct);
                return TypedResults.File(Sample(sample), Csv, $"practice-{number}-sample.csv");
            });
    }

    private static async Task Records(
        string number, [AsParameters] PracticeEndpoints.RecordsParameters p, Reads reads, HttpResponse response, CancellationToken ct)
    {
        var ask = await reads.From(async (PracticeQueries q, CancellationToken c) => await q.TakeOut(number, await PracticeEndpoints.Asked(p, q, c), c), ct);
        var period = ask.Period!;
        await Begin(response, $"practice-{number}-records.csv", ct, "practice", "part", "counts", "from", "until", "zone", "record", "title", "at", "origin");
        string[] head = [CsvText.Cell(number), CsvText.Cell(ask.Part), ask.Hits ? "yes" : "no", CsvText.Cell(period.From), CsvText.Cell(period.Until), period.Zone.Id];
        await Write(response, cursor => reads.From((PracticeQueries q, CancellationToken c) => q.Records(number, ask, cursor, Page.Largest, c), ct),
            r => CsvText.Line([.. head, CsvText.Cell(r.Name), CsvText.Cell(r.Title), CsvText.Cell(r.At), Words.Of(r.Origin)]), ct);
    }

    private static async Task States(string number, string? from, string? until, Reads reads, HttpResponse response, CancellationToken ct)
    {
        var (first, end) = (PracticeEndpoints.Day("from", from), PracticeEndpoints.Day("until", until));
        ValueTask<Page<PracticeSpellResource>> Read(string? cursor) =>
            reads.From((PracticeHistory q, CancellationToken c) => q.States(number, first, end, cursor, Page.Largest, c), ct);
        await Read(null);
        await Begin(response, $"practice-{number}-states.csv", ct,
            "practice", "state", "because", "from", "until", "definition", "counted-from", "counted-until", "drills", "part", "numerator", "denominator", "target");
        await Write(response, Read, s => string.Concat(Lines(number, s)), ct);
    }

    /// <summary>A line a part; one line where there was no figure.</summary>
    private static IEnumerable<string> Lines(string number, PracticeSpellResource s)
    {
        string[] head = [CsvText.Cell(number), Words.Of(s.State), s.Because is { } because ? Words.Of(because) : "", CsvText.Cell(s.From), CsvText.Cell(s.Until)];
        if (s.Counted is not { Parts.Count: > 0 } counted)
        {
            yield return CsvText.Line([.. head, .. Enumerable.Repeat("", 8)]);
            yield break;
        }
        foreach (var part in counted.Parts)
        {
            yield return CsvText.Line(
            [
                .. head, CsvText.Cell(counted.Definition), CsvText.Cell(counted.From), CsvText.Cell(counted.Until), CsvText.Cell(counted.Drills), CsvText.Cell(part.Name),
                CsvText.Cell(part.Numerator), CsvText.Cell(part.Denominator), CsvText.Cell(part.Target),
            ]);
        }
    }

    private static byte[] Sample(PracticeSampleResource sample)
    {
        var table = new StringBuilder(CsvText.ByteOrderMark);
        table.Append(CsvText.Line("practice", "part", "of", "seed", "from", "until", "zone", "population", "place", "hash", "record", "title", "at", "origin"));
        string[] head =
        [
            CsvText.Cell(sample.Practice), CsvText.Cell(sample.Part), Words.Of(sample.Of), CsvText.Cell(sample.Seed), CsvText.Cell(sample.From), CsvText.Cell(sample.Until),
            sample.Zone, CsvText.Cell(sample.Population),
        ];
        foreach (var (place, item) in sample.Items.Index())
        {
            table.Append(CsvText.Line(
            [
                .. head, CsvText.Cell(place + 1), item.Hash, CsvText.Cell(item.Name), CsvText.Cell(item.Case?.Title), CsvText.Cell(item.Case?.At),
                item.Case is { } known ? Words.Of(known.Origin) : "",
            ]));
        }
        return Encoding.UTF8.GetBytes(table.ToString());
    }

    private static async Task Begin(HttpResponse response, string file, CancellationToken ct, params string[] columns)
    {
        response.ContentType = Csv;
        response.Headers.ContentDisposition = $"attachment; filename={file}";
        await response.WriteAsync(CsvText.ByteOrderMark + CsvText.Line(columns), ct);
    }

    private static async Task Write<T>(HttpResponse response, Func<string?, ValueTask<Page<T>>> read, Func<T, string> line, CancellationToken ct)
    {
        string? cursor = null;
        for (var written = 0; written < Most;)
        {
            var page = await read(cursor);
            await response.WriteAsync(string.Concat(page.Items.Select(line)), ct);
            written += page.Items.Count;
            if ((cursor = page.Next) is null) return;
        }
    }

    /// <summary>A line a part; practices without a figure have one line.</summary>
    private static byte[] Board(IReadOnlyList<PracticeResource> practices)
    {
        var table = new StringBuilder(CsvText.ByteOrderMark);
        table.Append(CsvText.Line("number", "practice", "field", "state", "because", "definition", "from", "until", "zone", "part", "numerator",
            "denominator", "share", "lower", "upper", "bound", "target", "minimum", "verdict", "since", "reason", "review-on", "approver"));
        foreach (var practice in practices)
        {
            string[] head =
            [
                CsvText.Cell(practice.Number), CsvText.Cell(practice.Title), CsvText.Cell(practice.FieldTitle), Words.Of(practice.State),
                practice.Because is { } because ? Words.Of(because) : "",
            ];
            string[] tail =
            [
                CsvText.Cell(practice.Since), CsvText.Cell(practice.NotApplicable?.Reason), CsvText.Cell(practice.NotApplicable?.ReviewOn),
                CsvText.Cell(practice.NotApplicable?.Approver?.Name),
            ];
            if (practice.Figure is not { } figure)
            {
                table.Append(CsvText.Line([.. head, .. Enumerable.Repeat("", 14), .. tail]));
                continue;
            }
            string[] period = [figure.Definition, CsvText.Cell(figure.From), CsvText.Cell(figure.Until), figure.Zone];
            foreach (var part in figure.Parts) table.Append(CsvText.Line([.. head, .. period, .. Cells(part), .. tail]));
            foreach (var gap in figure.Missing) table.Append(CsvText.Line([.. head, .. period, gap.Name, .. Enumerable.Repeat("", 8), "not-measured", .. tail]));
        }
        return Encoding.UTF8.GetBytes(table.ToString());
    }

    private static IEnumerable<string> Cells(PracticePartResource part) =>
    [
        part.Name, CsvText.Cell(part.Numerator), CsvText.Cell(part.Denominator), Rounded(part.Share), Rounded(part.Interval?.Lower),
        Rounded(part.Interval?.Upper), Words.Of(part.Bound), CsvText.Cell(part.Target), CsvText.Cell(part.Minimum), Words.Of(part.Verdict),
    ];

    private static string Rounded(double? share) => share is { } value ? CsvText.Cell(Math.Round((decimal)value, 4)) : "";
}
