using System.Text;
using Bridgewatch.Catalog.Import;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Governance.Practices;

internal static class PracticeEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/practices", async (string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((PracticeQueries q, CancellationToken c) => q.All(c), ct), limit, cursor, count)));
        api.MapGet("/practices.csv", async (Reads reads, CancellationToken ct) =>
            TypedResults.File(Table(await reads.From((PracticeQueries q, CancellationToken c) => q.All(c), ct)), "text/csv; charset=utf-8", "practices.csv"));
        api.MapGet("/practices/{number}", async (string number, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((PracticeQueries q, CancellationToken c) => q.One(number, c), ct)));
        api.MapGet("/practices/{number}/records",
            async (string number, string part, bool? hits, int? limit, string? cursor, Reads reads, CancellationToken ct) =>
            {
                var size = Page.Size(limit);
                return TypedResults.Ok(await reads.From((PracticeQueries q, CancellationToken c) => q.Records(number, part, hits ?? true, cursor, size, c), ct));
            });
    }

    /// <summary>A line a part; practices without a figure have one line.</summary>
    private static byte[] Table(IReadOnlyList<PracticeResource> practices)
    {
        var table = new StringBuilder(CsvText.ByteOrderMark);
        table.Append(CsvText.Line("number", "practice", "field", "state", "because", "definition", "from", "until", "zone", "part", "numerator",
            "denominator", "share", "lower", "upper", "bound", "target", "minimum", "verdict"));
        foreach (var practice in practices)
        {
            string[] head =
            [
                CsvText.Cell(practice.Number), CsvText.Cell(practice.Title), CsvText.Cell(practice.FieldTitle), Words.Of(practice.State),
                practice.Because is { } because ? Words.Of(because) : "",
            ];
            if (practice.Figure is not { } figure)
            {
                table.Append(CsvText.Line([.. head, .. Enumerable.Repeat("", 14)]));
                continue;
            }
            string[] period = [figure.Definition, CsvText.Cell(figure.From), CsvText.Cell(figure.Until), figure.Zone];
            foreach (var part in figure.Parts) table.Append(CsvText.Line([.. head, .. period, .. Cells(part)]));
            foreach (var gap in figure.Missing) table.Append(CsvText.Line([.. head, .. period, gap.Name, .. Enumerable.Repeat("", 8), "not-measured"]));
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
