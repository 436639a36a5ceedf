using System.Text.Json;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Bridgewatch.Governance.Audit;

/// <summary>The journal for programs that follow it: in order, without gaps, from any position.</summary>
public sealed class JournalQueries(JournalReader journal, Actor actor)
{
    public const int Most = 1_000;

    /// <exception cref="Forbidden">The actor may not read the journal.</exception>
    public async Task<JournalPage> After(Position position, int limit, CancellationToken ct)
    {
        if (!actor.May(GovernancePermissions.ReadJournal, default)) throw new Forbidden(GovernancePermissions.ReadJournal);
        var entries = await journal.After(position, limit, ct);
        return new(
            [.. entries.Select(e => new JournalItem(
                e.Position.ToString(), e.At, e.Actor, e.Type, new(e.Subject.Kind, e.Subject.Id), e.Data is null ? null : JsonDocument.Parse(e.Data).RootElement))],
            entries.Count == limit ? entries[^1].Position.ToString() : null);
    }
}

/// <param name="Next">Where to go on; null when there is nothing more for now. Then ask again after the last item's position.</param>
public sealed record JournalPage(IReadOnlyList<JournalItem> Items, string? Next);

/// <param name="Position">Opaque.</param>
/// <param name="Data">The fact; null when it was erased.</param>
public sealed record JournalItem(string Position, Instant At, string Actor, string Type, JournalSubject Subject, JsonElement? Data);

public sealed record JournalSubject(string Kind, Guid Id);

internal static class JournalEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/journal",
        async (string? after, int? limit, Reads reads, CancellationToken ct) =>
        {
            var position = Position.Start;
            if (!string.IsNullOrEmpty(after) && !Position.TryParse(after, out position)) throw new Invalid("after", "Take a position from an item, or from 'next'.");
            if (limit is < 1 or > JournalQueries.Most) throw new Invalid("limit", $"Give a limit from 1 to {JournalQueries.Most}.");
            return TypedResults.Ok(await reads.From((JournalQueries q, CancellationToken c) => q.After(position, limit ?? Page.Largest, c), ct));
        });
}
