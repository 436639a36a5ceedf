using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Bridgewatch.Governance.Audit;

internal static class JournalSearchEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/journal/newest",
            async (string? actor, string? type, string? subject, string? from, string? until, int? limit, string? cursor, bool? count, Reads reads, CancellationToken ct) =>
            {
                var (filter, size) = (new JournalFilter(actor, type, subject, Time("from", from), Time("until", until)), Page.Size(limit));
                var page = await reads.From((JournalSearch q, CancellationToken c) => q.Newest(filter, cursor, size, c), ct);
                return TypedResults.Ok(count == true ? page with { Count = await reads.From((JournalSearch q, CancellationToken c) => q.Count(filter, c), ct) } : page);
            });
        api.MapGet("/journal/{seq:long}", async (long seq, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((JournalSearch q, CancellationToken c) => q.One(seq, c), ct)));
    }

    /// <exception cref="Invalid">It is no instant.</exception>
    private static Instant? Time(string field, string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        // A plus that nobody encoded arrives as a blank.
        var read = NodaTime.Text.OffsetDateTimePattern.Rfc3339.Parse(text.Replace(' ', '+'));
        return read.Success ? read.Value.ToInstant() : throw new Invalid(field, "Give a time such as 2026-03-27T16:00:00Z.");
    }
}
