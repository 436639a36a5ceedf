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
            TypedResults.Ok(await reads.From((TicketQuestions questions, CancellationToken c) => p.Ask(questions.Lists, find, questions, c), ct)));
        api.MapGet("/tickets/{ticket}", async (TicketNumber ticket, Reads reads, CancellationToken ct) =>
        {
            var found = await reads.From((TicketQueries q, CancellationToken c) => q.One(ticket, c), ct);
            return Tagged.Ok(found, found.Version);
        });
        api.MapGet("/tickets/{ticket}/messages", async (TicketNumber ticket, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((ConversationQueries q, CancellationToken c) => q.Messages(ticket, c), ct), limit, cursor, count)));
        api.MapGet("/tickets/{ticket}/messages/{message}", async (TicketNumber ticket, MessageId message, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((ConversationQueries q, CancellationToken c) => q.Message(ticket, message, c), ct)));
        api.MapGet("/tickets/{ticket}/links", async (TicketNumber ticket, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((LinkQueries q, CancellationToken c) => q.Of(ticket, c), ct), limit, cursor, count)));
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

        /// <summary>A column; with a minus before it the other way round.</summary>
        [WordsOf(typeof(TicketSort), Turned = true)]
        public string? Sort { get; init; }

        public string? Cursor { get; init; }

        public int? Limit { get; init; }

        public bool? Count { get; init; }

        /// <summary>What is asked for in the query language, beside the other parameters.</summary>
        public string? Q { get; init; }

        /// <summary>A saved view, which <see cref="Q"/> and <see cref="Sort"/> narrow and order further.</summary>
        public ViewId? View { get; init; }

        public async Task<Page<TicketResource>> Ask(TicketLists lists, Lookups find, TicketQuestions questions, CancellationToken ct)
        {
            lists.MustRead();
            var findings = new FieldFindings();
            var view = View is { } saved ? await questions.View(saved, ct) : null;
            if (Is is not (null or "" or "unsolved" or "solved")) findings.Add("is", "Give unsolved or solved.");
            bool? solved = Is switch { "unsolved" => false, "solved" => true, _ => null };
            var filter = new TicketFilter(
                solved, await Read<TicketStatus>(findings, "status", Status), await findings.Try(() => find.Queue(Queue, ct)),
                await findings.Try(() => Task.FromResult(find.Assignee(Assignee))), Assignee == "none", await find.Organization(Organization, ct),
                await findings.Try(() => find.Component(Component, ct)), await findings.Try(() => Task.FromResult(CodeOf(Code))),
                string.IsNullOrEmpty(Label) ? null : Label.ToLowerInvariant(), Requester, await findings.Try(() => Task.FromResult(PrioritiesOf(Priority))))
            {
                Question = await findings.Try(() => questions.Read("q", Q, view?.Query, ct)),
            };
            var sort = await findings.Try(() => Task.FromResult(TicketOrder.Read("sort", Sort))) ?? view?.Sort ?? TicketLists.Usual(filter);
            findings.Throw();
            lists.MustSort(filter, sort);
            return await lists.List(filter, sort, Cursor, Page.Size(Limit), Count ?? false, ct);
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

        /// <summary>For one that was merged, the one as which it goes on.</summary>
        public async Task<OrganizationId?> Organization(OrganizationId? id, CancellationToken ct) =>
            id is null ? null : await db.Organizations.Where(o => o.Id == id).Select(o => o.MergedInto).SingleOrDefaultAsync(ct) ?? id;

        public PersonId? Assignee(string? text) => text switch
        {
            null or "" or "none" => null,
            "me" => new PersonId(door.Caller.Id),
            _ => PersonId.TryParse(text, out var person) ? person : throw new Invalid("assignee", "Give me, none, or a person's id."),
        };
    }
}
