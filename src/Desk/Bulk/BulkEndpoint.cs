using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Bulk;

/// <summary><c>POST /tickets/bulk</c>: one deed for many tickets.</summary>
internal static class BulkEndpoint
{
    /// <summary>Which tickets, by number or by query, and exactly one deed.</summary>
    public sealed record Body(
        IReadOnlyList<TicketNumber>? Tickets = null, string? Q = null, ViewId? View = null, AssignMany? Assign = null, LabelMany? Label = null,
        PrioritiseMany? Prioritise = null, ResolveMany? Resolve = null, CloseMany? Close = null, FillMany? Fill = null)
    {
        /// <exception cref="Invalid">None was given, or several.</exception>
        internal BulkDeed Deed => new BulkDeed?[] { Assign, Label, Prioritise, Resolve, Close, Fill }.OfType<BulkDeed>().ToList() is [var deed]
            ? deed : throw new Invalid("deed", "Give exactly one of assign, label, prioritise, resolve, close, fill.");
    }

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets/bulk", async (Body body, BulkWork work, Reads reads, CancellationToken ct) =>
    {
        var deed = body.Deed;
        if ((body.Tickets is null) == (body.Q is null && body.View is null)) throw new Invalid("tickets", "Give tickets, or a query or a view.");
        var tickets = body.Tickets ?? await reads.From((BulkSelection selection, CancellationToken c) => selection.Of(body.Q, body.View, c), ct);
        return TypedResults.Ok(await work.Do(tickets, deed, ct));
    });
}

/// <summary>The tickets of a query, for a deed that is done to all of them.</summary>
public sealed class BulkSelection(TicketQuestions questions)
{
    /// <exception cref="Invalid">The query cannot be read, or has more tickets than are changed at once.</exception>
    public async Task<IReadOnlyList<TicketNumber>> Of(string? q, ViewId? view, CancellationToken ct)
    {
        questions.Lists.MustRead();
        var within = view is { } id ? (await questions.View(id, ct)).Query : null;
        var numbers = await questions.Lists.Numbers(new() { Question = await questions.Read("q", q, within, ct) }, BulkWork.Most + 1, ct);
        return numbers.Count > BulkWork.Most ? throw new Invalid("q", $"It has more than {BulkWork.Most} tickets. Narrow it.") : numbers;
    }
}
