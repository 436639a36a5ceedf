using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Governance.Practices;

/// <summary>The board by API; as tables, see <see cref="PracticeTableEndpoints"/>.</summary>
internal static class PracticeEndpoints
{
    /// <summary>What a request for records asks.</summary>
    internal sealed class RecordsParameters
    {
        public string Part { get; init; } = "";

        public bool? Hits { get; init; }

        /// <summary>The first day; without it the period of the figure.</summary>
        public string? From { get; init; }

        /// <summary>The day after the last.</summary>
        public string? Until { get; init; }
    }

    /// <summary>What a request for a sample asks.</summary>
    internal sealed class SampleParameters
    {
        public string Part { get; init; } = "";

        [WordsOf(typeof(SampleOf))]
        public string? Of { get; init; }

        public string Seed { get; init; } = "";

        public int Size { get; init; }

        /// <summary>The first day.</summary>
        public string From { get; init; } = "";

        /// <summary>The day after the last; at most today.</summary>
        public string Until { get; init; } = "";

        public SampleAsk Ask() => new(
            Part, Words.Read<SampleOf>("of", Of) ?? SampleOf.Denominator, Seed, Size, MustBeDay("from", From), MustBeDay("until", Until));
    }

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/practices", async (string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((PracticeQueries q, CancellationToken c) => q.All(c), ct), limit, cursor, count)));
        api.MapGet("/practices/{number}", async (string number, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((PracticeQueries q, CancellationToken c) => q.One(number, c), ct)));
        api.MapGet("/practices/{number}/records",
            async (string number, [AsParameters] RecordsParameters p, int? limit, string? cursor, Reads reads, CancellationToken ct) =>
            {
                var size = Page.Size(limit);
                return TypedResults.Ok(await reads.From(
                    async (PracticeQueries q, CancellationToken c) => await q.Records(number, await Asked(p, q, c), cursor, size, c), ct));
            });
        api.MapGet("/practices/{number}/states",
            async (string number, string? from, string? until, int? limit, string? cursor, Reads reads, CancellationToken ct) =>
            {
                var (first, end, size) = (Day("from", from), Day("until", until), Page.Size(limit));
                return TypedResults.Ok(await reads.From((PracticeHistory q, CancellationToken c) => q.States(number, first, end, cursor, size, c), ct));
            });
        api.MapGet("/practices/{number}/decisions", async (string number, int? limit, string? cursor, Reads reads, CancellationToken ct) =>
        {
            var size = Page.Size(limit);
            return TypedResults.Ok(await reads.From((PracticeHistory q, CancellationToken c) => q.Decisions(number, cursor, size, c), ct));
        });
        api.MapGet("/practices/{number}/sample", async (string number, [AsParameters] SampleParameters p, Reads reads, CancellationToken ct) =>
        {
            var ask = p.Ask();
            return TypedResults.Ok(await reads.From((PracticeSamples q, CancellationToken c) => q.Draw(number, ask, c), ct));
        });
        SetPracticeAsideEndpoint.Map(api);
        ReturnPracticeEndpoint.Map(api);
        ChangePracticeTargetEndpoint.Map(api);
        PracticeTableEndpoints.Map(api);
    }

    internal static async Task<RecordsAsk> Asked(RecordsParameters p, PracticeQueries queries, CancellationToken ct) =>
        new(p.Part, p.Hits ?? true, await queries.Days(Day("from", p.From), Day("until", p.Until), ct));

    /// <exception cref="Invalid">It is no day.</exception>
    internal static LocalDate? Day(string field, string? text) => string.IsNullOrEmpty(text) ? null : MustBeDay(field, text);

    private static LocalDate MustBeDay(string field, string text) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? day : throw new Invalid(field, "Give a day such as 2026-03-27.");
}
