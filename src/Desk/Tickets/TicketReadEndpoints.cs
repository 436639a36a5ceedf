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
        api.MapGet("/tickets/{ticket}", async (TicketNumber ticket, Reads reads, CancellationToken ct) =>
        {
            var found = await reads.From((TicketQueries q, CancellationToken c) => q.One(ticket, c), ct);
            return Tagged.Ok(found, found.Version);
        });
        api.MapGet("/tickets/{ticket}/messages", async (TicketNumber ticket, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((ConversationQueries q, CancellationToken c) => q.Messages(ticket, c), ct), limit, cursor, count)));
        api.MapGet("/tickets/{ticket}/messages/{message}", async (TicketNumber ticket, MessageId message, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((ConversationQueries q, CancellationToken c) => q.Message(ticket, message, c), ct)));
        api.MapGet("/tickets/{ticket}/history", async (TicketNumber ticket, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((ConversationQueries q, CancellationToken c) => q.History(ticket, c), ct), limit, cursor, count)));
    }

    /// <summary>What a list may be asked for.</summary>
    public sealed record ListParameters
    {
        public string? Is { get; init; }

        [WordsOf(typeof(TicketStatus))]
        public string? Status { get; init; }

        public string? Queue { get; init; }

        public string? Assignee { get; init; }

        public OrganizationId? Organization { get; init; }

        public ContactId? Requester { get; init; }

        public string? Component { get; init; }

        public string? Code { get; init; }

        public string? Label { get; init; }

        [WordsOf(typeof(Priority), Several = true)]
        public string? Priority { get; init; }

        [WordsOf(typeof(TicketSort))]
        public string? Sort { get; init; }

        public string? Cursor { get; init; }

        public int? Limit { get; init; }

        public bool? Count { get; init; }

        public string? Q { get; init; }

        public async Task<Page<TicketResource>> Ask(TicketLists lists, Lookups find, CancellationToken ct)
        {
            lists.MustRead();
            var findings = new FieldFindings();
            if (!string.IsNullOrEmpty(Q)) findings.Add("q", "There is no query language yet; use is, status, queue, assignee, code and the others.");
            if (Is is not (null or "" or "unsolved" or "solved")) findings.Add("is", "Give unsolved or solved.");
            bool? solved = Is switch { "unsolved" => false, "solved" => true, _ => null };
            var filter = new TicketFilter(
                solved, await Read<TicketStatus>(findings, "status", Status), await findings.Try(() => find.Queue(Queue, ct)),
                await findings.Try(() => Task.FromResult(find.Assignee(Assignee))), Assignee == "none", Organization,
                await findings.Try(() => find.Component(Component, ct)), await findings.Try(() => Task.FromResult(CodeOf(Code))),
                string.IsNullOrEmpty(Label) ? null : Label.ToLowerInvariant(), Requester, await findings.Try(() => Task.FromResult(PrioritiesOf(Priority))));
            if (Sort == "due") findings.Add("sort", "Nothing is due yet: there are no service levels that say when. Give rank, created, updated or priority.");
            else if (Sort == "priority" && !filter.IsUnsolved) findings.Add("sort", "Only what is unsolved is sorted by priority; give is=unsolved as well.");
            var sort = Sort == "due" ? null : await Read<TicketSort>(findings, "sort", Sort);
            findings.Throw();
            return await lists.List(filter, sort ?? (solved == false ? TicketSort.Rank : TicketSort.Created), Cursor, Page.Size(Limit), Count ?? false, ct);
        }

        private static async ValueTask<TWord?> Read<TWord>(FieldFindings findings, string field, string? text) where TWord : struct, Enum =>
            await findings.Try(() => Task.FromResult(Words.Read<TWord>(field, text)));

        private static string? CodeOf(string? code) => string.IsNullOrEmpty(code) ? null
            : Text.ErrorCodes.Normalise(code) ?? throw new Invalid("code", "That is no error code.");

        private static IReadOnlyList<Priority>? PrioritiesOf(string? priorities) => string.IsNullOrEmpty(priorities) ? null
            : [.. priorities.Split(',').Select(p => Words.Read<Priority>("priority", p) ?? throw new Invalid("priority", Words.OneOf<Priority>()))];
    }

    /// <summary>Finds what a parameter names.</summary>
    public sealed class Lookups(BridgewatchDb db, Door door)
    {
        public async Task<QueueId?> Queue(string? slug, CancellationToken ct) => string.IsNullOrEmpty(slug) ? null
            : await db.Queues.Where(q => q.Slug == slug).Select(q => (QueueId?)q.Id).SingleOrDefaultAsync(ct)
                ?? throw new Invalid("queue", "There is no such queue.");

        /// <summary>By slug or id, also one that is archived: its tickets are still there.</summary>
        public async Task<ComponentId?> Component(string? text, CancellationToken ct)
        {
            if (string.IsNullOrEmpty(text)) return null;
            var named = ComponentId.TryParse(text, out var id) ? db.Components.Where(c => c.Id == id) : db.Components.Where(c => c.Slug == text);
            return await named.Select(c => (ComponentId?)c.Id).SingleOrDefaultAsync(ct) ?? throw new Invalid("component", "There is no such component.");
        }

        public PersonId? Assignee(string? text) => text switch
        {
            null or "" or "none" => null,
            "me" => new PersonId(door.Caller.Id),
            _ => PersonId.TryParse(text, out var person) ? person : throw new Invalid("assignee", "Give me, none, or a person's id."),
        };
    }
}
