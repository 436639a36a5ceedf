using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Search;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Search;

/// <summary><c>GET /search?q=</c>: what has the words, best first.</summary>
internal static class SearchEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/search", async ([AsParameters] Parameters p, TicketReadEndpoints.Lookups find, Reads reads, CancellationToken ct) =>
        TypedResults.Ok(await reads.From((TicketSearch search, CancellationToken c) => p.Ask(search, find, c), ct)));

    /// <summary>What is looked for, and where.</summary>
    public sealed record Parameters
    {
        /// <summary>Words that must all be there, phrases in quotation marks, codes, beginnings with a star.</summary>
        public string? Q { get; init; }

        /// <summary>Only <c>ticket</c> so far.</summary>
        public string? Kind { get; init; }

        public string? Is { get; init; }

        [WordsOf(typeof(TicketStatus))]
        public string? Status { get; init; }

        public string? Queue { get; init; }

        public OrganizationId? Organization { get; init; }

        public string? Cursor { get; init; }

        public int? Limit { get; init; }

        public async Task<FoundTickets> Ask(TicketSearch search, TicketReadEndpoints.Lookups find, CancellationToken ct)
        {
            var findings = new FieldFindings();
            if (SearchQuery.Read(Q).IsEmpty) findings.Add("q", "Give a word to look for.");
            if (Q?.Length > SearchQuery.Longest) findings.Add("q", $"Give at most {SearchQuery.Longest} characters.");
            if (Kind is not (null or "" or SearchableTickets.Tickets)) findings.Add("kind", "Give ticket.");
            if (Is is not (null or "" or "unsolved")) findings.Add("is", "Give unsolved.");
            var filter = new TicketFilter(
                Is == "unsolved" ? false : null, await findings.Try(() => Task.FromResult(Words.Read<TicketStatus>("status", Status))),
                await findings.Try(() => find.Queue(Queue, ct)), Organization: await find.Organization(Organization, ct));
            findings.Throw();
            return await search.Find(new(Q, filter, Cursor, Page.Size(Limit ?? 20)), ct);
        }
    }
}
