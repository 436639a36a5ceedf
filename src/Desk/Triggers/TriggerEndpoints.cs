using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Triggers;

internal static class TriggerEndpoints
{
    /// <param name="Before">It looks right before this one; null moves it to the end.</param>
    public sealed record Body(
        Given<string> Name, Given<IReadOnlyList<TriggerEvent>?> On, Given<TriggerTime?> After, Given<string?> When, Given<IReadOnlyList<TriggerAction>> Do, Given<TriggerMode> Mode,
        Given<TriggerId?> Before);

    /// <param name="Ticket">For which it is filled in.</param>
    /// <param name="Text">A Liquid template.</param>
    public sealed record Preview(TicketNumber Ticket, string? Text);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/triggers", async (string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((TriggerQueries q, CancellationToken c) => q.All(c), ct), limit, cursor, count)));
        api.MapGet("/triggers/{trigger}", async (TriggerId trigger, Reads reads, CancellationToken ct) =>
        {
            var found = await reads.From((TriggerQueries q, CancellationToken c) => q.One(trigger, c), ct);
            return Tagged.Ok(found, found.Version);
        });
        api.MapGet("/triggers/{trigger}/runs", async (TriggerId trigger, int? limit, string? cursor, Reads reads, CancellationToken ct) =>
        {
            var size = Page.Size(limit);
            return TypedResults.Ok(await reads.From((TriggerQueries q, CancellationToken c) => q.Runs(trigger, cursor, size, c), ct));
        });
        api.MapGet("/triggers/{trigger}/trial", async (TriggerId trigger, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((TriggerTrials trials, CancellationToken c) => trials.Of(trigger, c), ct)));
        api.MapPost("/triggers/trial", async (AddTrigger body, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((TriggerTrials trials, CancellationToken c) => trials.Of(body.Text, c), ct)));
        api.MapPost("/triggers/preview", async (Preview body, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((TriggerQueries q, CancellationToken c) => q.Write(body.Ticket, body.Text, c), ct)));
        api.MapGet("/tickets/{ticket}/triggers", async (TicketNumber ticket, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((TriggerQueries q, CancellationToken c) => q.Of(ticket, c), ct)));
        MapChanges(api);
    }

    private static void MapChanges(IEndpointRouteBuilder api)
    {
        api.MapPost("/triggers", async (AddTrigger body, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var added = await commands.Send(body, id => reads.From((TriggerQueries q, CancellationToken c) => q.One(id, c), ct), ct);
            return Tagged.Created($"/api/v1/triggers/{added.Id}", added, added.Version);
        });
        api.MapPatch("/triggers/{trigger}", async (TriggerId trigger, Body b, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var changed = await commands.Send(new ChangeTrigger(trigger, b.Name, b.On, b.After, b.When, b.Do, b.Mode, b.Before),
                _ => reads.From((TriggerQueries q, CancellationToken c) => q.One(trigger, c), ct), ct);
            return Tagged.Ok(changed, changed.Version);
        });
        api.MapDelete("/triggers/{trigger}", async (TriggerId trigger, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ArchiveTrigger(trigger), ct);
            return TypedResults.NoContent();
        });
    }
}
