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
    /// <summary>More than so many entries ahead are not counted.</summary>
    private const int MostCounted = 1_000;

    /// <exception cref="Forbidden">The actor may not read the journal.</exception>
    public async Task<Page<JournalItem>> After(Position position, int limit, bool count, CancellationToken ct)
    {
        if (!actor.May(GovernancePermissions.ReadJournal, default)) throw new Forbidden(GovernancePermissions.ReadJournal);
        var entries = await journal.After(position, limit, ct);
        return new(
            [.. entries.Select(e => new JournalItem(
                e.Position.ToString(), e.At, e.Actor, e.Type, new(e.Subject.Kind, e.Subject.Id), e.Data is null ? null : JsonDocument.Parse(e.Data).RootElement))],
            entries.Count == limit ? entries[^1].Position.ToString() : null)
        { Count = count ? await Ahead(position, ct) : null };
    }

    private async Task<Count> Ahead(Position position, CancellationToken ct)
    {
        var ahead = (await journal.After(position, MostCounted + 1, ct)).Count;
        return new(Math.Min(ahead, MostCounted), ahead > MostCounted);
    }
}

/// <param name="Position">Opaque. When <c>next</c> is null there is nothing more for now: ask again after the position of the last item.</param>
/// <param name="Data">The fact; null when it was erased.</param>
public sealed record JournalItem(string Position, Instant At, string Actor, string Type, JournalSubject Subject, JsonElement? Data);

public sealed record JournalSubject(string Kind, Guid Id);

internal static class JournalEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/journal",
        async (string? after, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
        {
            // What a page calls its next is a position like any other.
            after = string.IsNullOrEmpty(cursor) ? after : cursor;
            var position = Position.Start;
            if (!string.IsNullOrEmpty(after) && !Position.TryParse(after, out position)) throw new Invalid("after", "Take a position from an item, or from 'next'.");
            var size = limit is null ? Page.Largest : Page.Size(limit);
            return TypedResults.Ok(await reads.From((JournalQueries q, CancellationToken c) => q.After(position, size, count ?? false, c), ct));
        });
}
