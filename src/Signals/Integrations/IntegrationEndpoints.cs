using Bridgewatch.Kernel;
using Bridgewatch.Signals.Alerts;
using Bridgewatch.Signals.Inbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Signals.Integrations;

/// <summary>Integrations, what came by them, and their alerts, to be read.</summary>
internal static class IntegrationEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/integrations", async (bool? archived, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((IntegrationQueries q, CancellationToken c) => q.List(archived ?? false, c), ct), limit, cursor, count)));
        api.MapGet("/integrations/{id}", async (IntegrationId id, Reads reads, CancellationToken ct) =>
        {
            var one = await reads.From((IntegrationQueries q, CancellationToken c) => q.One(id, c), ct);
            return Tagged.Ok(one, one.Version);
        });
        api.MapGet("/integrations/{id}/messages", async (IntegrationId id, [WordsOf(typeof(RawState))] string? state, string? cursor, int? limit, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((IntegrationQueries q, CancellationToken c) => q.Messages(id, Words.Read<RawState>("state", state), cursor, Page.Size(limit), c), ct)));
        api.MapGet("/integrations/{id}/messages/{message}", async (IntegrationId id, RawMessageId message, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((IntegrationQueries q, CancellationToken c) => q.Message(id, message, c), ct)));
        api.MapGet("/integrations/{id}/messages/{message}/body", async (IntegrationId id, RawMessageId message, Reads reads, CancellationToken ct) =>
            TypedResults.Bytes(await reads.From((IntegrationQueries q, CancellationToken c) => q.Body(id, message, c), ct), "application/json", $"{message}.json"));
        api.MapGet("/integrations/{id}/alerts", async (IntegrationId id, [WordsOf(typeof(AlertStatus))] string? status, string? cursor, int? limit, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((IntegrationQueries q, CancellationToken c) => q.Alerts(id, Words.Read<AlertStatus>("status", status), cursor, Page.Size(limit), c), ct)));
    }
}
