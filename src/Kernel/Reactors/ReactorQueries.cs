using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <param name="Position">How far it has read; opaque.</param>
/// <param name="MovedAt">When it last moved.</param>
/// <param name="Lag">Entries that it has not read.</param>
/// <param name="SetAside">Entries that wait for a person's decision, or for their next try.</param>
/// <param name="LastError">The first line of what stood against the newest of them.</param>
/// <param name="LastErrorAt">When that was.</param>
/// <param name="Known">False for one that this version no longer has.</param>
public sealed record ReactorResource(
    string Name, string Position, Instant MovedAt, Count Lag, int SetAside, string? LastError, Instant? LastErrorAt, bool Known);

/// <param name="Error">In full, as the program raised it.</param>
public sealed record PoisonResource(string Reactor, long Seq, string Type, PoisonState State, string Error, Instant At, int Attempts, string? SkippedBecause);

/// <summary>How far the reactors are, and what they could not digest.</summary>
public sealed class ReactorQueries(BridgewatchDb db, Actor actor, IEnumerable<ReactorRegistration> reactors)
{
    /// <summary>Lag beyond this is not counted.</summary>
    public const int MostLag = 10_000;

    private const int MostEntries = 200;

    public async Task<IReadOnlyList<ReactorResource>> All(CancellationToken ct)
    {
        MustBeAllowed();
        var rows = await db.Set<ReactorRow>().AsNoTracking().OrderBy(r => r.Name).ToListAsync(ct);
        var aside = db.Set<PoisonEntry>().AsNoTracking().Where(p => p.State != PoisonState.Skipped);
        var counts = await aside.GroupBy(p => p.Reactor).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var resources = new List<ReactorResource>();
        foreach (var row in rows)
        {
            var newest = counts.ContainsKey(row.Name) ? await aside.Where(p => p.Reactor == row.Name).OrderByDescending(p => p.At).FirstOrDefaultAsync(ct) : null;
            resources.Add(new(row.Name, new Position(row.Xid, row.Seq).ToString(), row.At, await Lag(row, ct), counts.GetValueOrDefault(row.Name),
                newest?.Error.Split('\n')[0].TrimEnd(), newest?.At, reactors.Any(r => r.Name == row.Name)));
        }
        return resources;
    }

    /// <summary>Entries that a reactor set aside, the newest first; at most 200.</summary>
    /// <exception cref="NotVisible">There is no such reactor.</exception>
    public async Task<IReadOnlyList<PoisonResource>> Poison(string reactor, CancellationToken ct)
    {
        MustBeAllowed();
        if (!await db.Set<ReactorRow>().AnyAsync(r => r.Name == reactor, ct)) throw new NotVisible("reactor");
        return await db.Set<PoisonEntry>().AsNoTracking().Where(p => p.Reactor == reactor).OrderByDescending(p => p.At).ThenByDescending(p => p.Seq).Take(MostEntries)
            .Select(p => new PoisonResource(p.Reactor, p.Seq, p.Type, p.State, p.Error, p.At, p.Attempts, p.SkippedBecause)).ToListAsync(ct);
    }

    private async Task<Count> Lag(ReactorRow row, CancellationToken ct)
    {
        var (xid, seq) = (row.Xid, row.Seq);
        var behind = db.Database.IsNpgsql()
            ? db.Journal.Where(r => EF.Property<long>(r, "Xid") > xid || (EF.Property<long>(r, "Xid") == xid && r.Seq > seq))
            : db.Journal.Where(r => r.Seq > seq);
        var count = await behind.Take(MostLag + 1).CountAsync(ct);
        return new(Math.Min(count, MostLag), count > MostLag);
    }

    private void MustBeAllowed()
    {
        if (!actor.May(KernelPermissions.ManageReactors)) throw new Forbidden(KernelPermissions.ManageReactors);
    }
}

internal static class ReactorEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/reactors", async (string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((ReactorQueries q, CancellationToken c) => q.All(c), ct), limit, cursor, count)));
        api.MapGet("/reactors/{reactor}/entries", async (string reactor, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((ReactorQueries q, CancellationToken c) => q.Poison(reactor, c), ct), limit, cursor, count)));
    }
}
