using System.Globalization;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>The GET endpoints of tickets.</summary>
internal static class TicketReadEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/tickets", async ([AsParameters] ListParameters p, Lookups find, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((TicketLists lists, CancellationToken c) => p.Ask(lists, find, c), ct)));
        api.MapGet("/tickets/{ticket}", async (TicketNumber ticket, HttpContext http, Reads reads, CancellationToken ct) =>
        {
            var found = await reads.From((TicketQueries q, CancellationToken c) => q.One(ticket, c), ct);
            http.Response.Headers.ETag = $"\"{found.Version}\"";
            return TypedResults.Ok(found);
        });
        api.MapGet("/tickets/{ticket}/messages", async (TicketNumber ticket, string? cursor, int? limit, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Part(await reads.From((ConversationQueries q, CancellationToken c) => q.Messages(ticket, c), ct), cursor, limit)));
        api.MapGet("/tickets/{ticket}/history", async (TicketNumber ticket, string? cursor, int? limit, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Part(await reads.From((ConversationQueries q, CancellationToken c) => q.History(ticket, c), ct), cursor, limit)));
    }

    /// <summary>Part of what one ticket has, which is read whole: what was said only grows at its end, so the cursor counts what was shown.</summary>
    private static Page<T> Part<T>(IReadOnlyList<T> all, string? cursor, int? limit)
    {
        var (shown, size) = (0, Page.Size(limit));
        if (!string.IsNullOrEmpty(cursor) && (!int.TryParse(cursor, CultureInfo.InvariantCulture, out shown) || shown < 0))
            throw new Invalid("cursor", "Take the cursor from 'next' of the page before.");
        var next = shown + size < all.Count ? (shown + size).ToString(CultureInfo.InvariantCulture) : null;
        return new([.. all.Skip(shown).Take(size)], next);
    }

    /// <summary>What a list may be asked for.</summary>
    public sealed record ListParameters
    {
        public string? Is { get; init; }

        public string? Status { get; init; }

        public string? Queue { get; init; }

        public string? Assignee { get; init; }

        public OrganizationId? Organization { get; init; }

        public ContactId? Requester { get; init; }

        public string? Component { get; init; }

        public string? Code { get; init; }

        public string? Label { get; init; }

        public string? Priority { get; init; }

        public string? Sort { get; init; }

        public string? Cursor { get; init; }

        public int? Limit { get; init; }

        public bool? Count { get; init; }

        public string? Q { get; init; }

        public async Task<Page<TicketResource>> Ask(TicketLists lists, Lookups find, CancellationToken ct)
        {
            lists.MustRead();
            if (!string.IsNullOrEmpty(Q)) throw new Invalid("q", "There is no query language yet; use is, status, queue, assignee, code and the others.");
            bool? solved = Is switch
            {
                null or "" => null,
                "unsolved" => false,
                "solved" => true,
                _ => throw new Invalid("is", "Give unsolved or solved."),
            };
            var filter = new TicketFilter(
                solved, Word<TicketStatus>(Status, "status"), await find.Queue(Queue, ct), find.Assignee(Assignee), Assignee == "none", Organization,
                await find.Component(Component, ct), Code is null ? null : Text.ErrorCodes.Normalise(Code) ?? throw new Invalid("code", "That is no error code."),
                Label?.ToLowerInvariant(), Requester, Priority?.Split(',').Select(p => Word<Priority>(p, "priority")!.Value).ToList());
            var sort = Word<TicketSort>(Sort, "sort") ?? (solved == false ? TicketSort.Rank : TicketSort.Created);
            return await lists.List(filter, sort, Cursor, Page.Size(Limit), Count ?? false, ct);
        }

        private static TWord? Word<TWord>(string? text, string field) where TWord : struct, Enum =>
            string.IsNullOrEmpty(text) ? null
            : Words.TryRead<TWord>(text, out var word) ? word
            : throw new Invalid(field, $"Give one of {string.Join(", ", Enum.GetValues<TWord>().Select(Words.Of))}.");
    }

    /// <summary>Finds what a parameter names.</summary>
    public sealed class Lookups(BridgewatchDb db, Door door)
    {
        public async Task<QueueId?> Queue(string? slug, CancellationToken ct) => slug is null ? null
            : await db.Queues.Where(q => q.Slug == slug).Select(q => (QueueId?)q.Id).SingleOrDefaultAsync(ct)
                ?? throw new Invalid("queue", "There is no such queue.");

        public async Task<ComponentId?> Component(string? slug, CancellationToken ct) => slug is null ? null
            : await db.Components.Where(c => c.Slug == slug).Select(c => (ComponentId?)c.Id).SingleOrDefaultAsync(ct)
                ?? throw new Invalid("component", "There is no such component.");

        public PersonId? Assignee(string? text) => text switch
        {
            null or "" or "none" => null,
            "me" => new PersonId(door.Caller.Id),
            _ => PersonId.TryParse(text, out var person) ? person : throw new Invalid("assignee", "Give me, none, or a person's id."),
        };
    }
}
