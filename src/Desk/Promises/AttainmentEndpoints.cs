using System.Text;
using Bridgewatch.Catalog.Import;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Promises;

/// <summary>How promises were kept, by API and as a table.</summary>
internal static class AttainmentEndpoints
{
    private const string Csv = "text/csv; charset=utf-8";

    /// <summary>Which promises.</summary>
    internal sealed class Parameters
    {
        /// <summary>Such as 2026-03; the last complete month when left out.</summary>
        public string? Month { get; init; }

        [WordsOf(typeof(AttainmentBy))]
        public string? By { get; init; }

        public OrganizationId? Organization { get; init; }

        public QueueId? Queue { get; init; }

        public SlaPolicyId? Policy { get; init; }

        [WordsOf(typeof(Priority))]
        public string? Priority { get; init; }

        [WordsOf(typeof(ClockTarget))]
        public string? Target { get; init; }

        public AttainmentAsk Ask() => new(
            AttainmentAsk.ReadMonth(Month), Organization, Queue, Policy, Words.Read<Priority>("priority", Priority), Words.Read<ClockTarget>("target", Target));

        public AttainmentBy Grouped() => Words.Read<AttainmentBy>("by", By) ?? AttainmentBy.Nothing;
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/sla/attainment", async ([AsParameters] Parameters p, Reads reads, CancellationToken ct) =>
        {
            var (ask, by) = (p.Ask(), p.Grouped());
            return TypedResults.Ok(await reads.From((AttainmentQueries q, CancellationToken c) => q.Report(ask, by, c), ct));
        });
        api.MapGet("/sla/attainment.csv", async ([AsParameters] Parameters p, Reads reads, CancellationToken ct) =>
        {
            var (ask, by) = (p.Ask(), p.Grouped());
            var report = await reads.From((AttainmentQueries q, CancellationToken c) => q.Report(ask, by, c), ct);
            return TypedResults.File(Encoding.UTF8.GetBytes(Table(report)), Csv, $"promises-{report.Month}.csv");
        }).Produces(StatusCodes.Status200OK, contentType: "text/csv");
        api.MapGet("/sla/attainment/tickets", async ([AsParameters] Parameters p, [WordsOf(typeof(PromisesThat))] string? that, int? limit, string? cursor, Reads reads, CancellationToken ct) =>
        {
            var (ask, size) = (p.Ask(), Page.Size(limit));
            var target = ask.Target ?? throw new Invalid("target", Words.OneOf<ClockTarget>());
            var which = Words.Read<PromisesThat>("that", that) ?? PromisesThat.Ended;
            return TypedResults.Ok(await reads.From((AttainmentQueries q, CancellationToken c) => q.Tickets(ask, target, which, cursor, size, c), ct));
        });
    }

    /// <summary>A line a group and target; those of all together come first, with the group empty.</summary>
    internal static string Table(AttainmentReport report)
    {
        var table = new StringBuilder(CsvText.ByteOrderMark).Append(CsvText.Line(
            "month", "zone", "by", "key", "name", "target", "ended", "met", "missed", "missed-by-change", "lapsed", "met-by-macro", "revised", "first-met", "again", "share", "lower", "upper",
            "first-share", "share-without-macros", "paused", "waiting-on-customer", "waiting-on-engineering", "on-hold"));
        foreach (var target in report.Targets) table.Append(Line(report, "", "", target));
        foreach (var group in report.Groups)
            foreach (var target in group.Targets) table.Append(Line(report, group.Key ?? "none", group.Name, target));
        return table.ToString();
    }

    private static string Line(AttainmentReport report, string key, string? name, AttainmentTarget t) => CsvText.Line(
        report.Month, report.Zone, Words.Of(report.By), CsvText.Cell(key), CsvText.Cell(name), Words.Of(t.Target), CsvText.Cell(t.Ended), CsvText.Cell(t.Met), CsvText.Cell(t.Missed),
        CsvText.Cell(t.MissedByChange), CsvText.Cell(t.Lapsed), CsvText.Cell(t.MetByMacro), CsvText.Cell(t.Revised), CsvText.Cell(t.FirstMet), CsvText.Cell(t.Again),
        Rounded(t.Share), Rounded(t.Lower), Rounded(t.Upper), Rounded(t.FirstShare), Rounded(t.ShareWithoutMacros),
        Rounded(t.Paused?.All), Rounded(t.Paused?.WaitingOnCustomer), Rounded(t.Paused?.WaitingOnEngineering), Rounded(t.Paused?.OnHold));

    private static string Rounded(double? share) => share is { } value ? CsvText.Cell(Math.Round((decimal)value, 4)) : "";
}
