using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel.Duties;

/// <param name="Content">Exactly what is approved.</param>
/// <param name="Hash">What the decision is bound to.</param>
/// <param name="Afterwards">It was done already, since the team is too small to wait.</param>
/// <param name="IsLate">Nobody has decided, and the time has passed.</param>
/// <param name="Mine">The reader asked for it, and so cannot decide.</param>
public sealed record ApprovalResource(
    ApprovalId Id, string Kind, string Title, string Content, string Hash, ApprovalState State, DutyPerson Author, Instant AskedAt, Instant Due,
    bool IsLate, bool Afterwards, DutyThing? About, DecisionResource? Decision, Origin Origin, long Version, bool Mine)
{
    /// <summary>Nobody but its author works here: it is due once somebody does.</summary>
    public bool WaitsForSomebody => State == ApprovalState.Waiting && Due == Micros.Never;
}

public sealed record DecisionResource(DutyPerson? By, Instant At, string? Comment);

/// <param name="Open">Waits to be looked at.</param>
/// <param name="Late">Of those, what nobody looked at in time.</param>
/// <param name="Alone">Of those, what waits for a second person to work here.</param>
public sealed record Deviations(int Open, int Late, int Alone);

/// <summary>Which approvals a list has.</summary>
public enum ApprovalList
{
    /// <summary>What waits for the reader's decision.</summary>
    Waiting,

    /// <summary>What the reader asked for.</summary>
    Asked,

    /// <summary>All that the reader sees.</summary>
    All,
}

/// <summary>Questions about approvals.</summary>
public sealed class ApprovalQueries(BridgewatchDb db, Actor actor, ApprovalSight sight, Things things, IColleagues colleagues, IClock clock)
{
    private const int MostCounted = 100;

    /// <summary>What is due first comes first. A page is one seek in the index (state, due).</summary>
    public async Task<Page<ApprovalResource>> List(ApprovalList list, ApprovalState? state, string? cursor, int size, CancellationToken ct)
    {
        MustBeKnown();
        var me = actor.PersonOrNone;
        var approvals = list switch
        {
            ApprovalList.Waiting => sight.Waiting(),
            ApprovalList.Asked => db.Set<Approval>().Where(a => a.Author == me),
            _ => sight.Visible(),
        };
        if (state is { } wanted) approvals = approvals.Where(a => a.State == wanted);
        if (!string.IsNullOrEmpty(cursor)) approvals = approvals.Where(a => a.DueKey.CompareTo(cursor) > 0);
        var rows = await approvals.AsNoTracking().OrderBy(a => a.DueKey).Take(size + 1).ToListAsync(ct);
        var page = Page.Of(rows, size, last => last.DueKey);
        return new(await Resources(page.Items, ct), page.Next);
    }

    /// <exception cref="NotVisible">There is none, or not for this actor.</exception>
    public async Task<ApprovalResource> One(ApprovalId id, CancellationToken ct)
    {
        MustBeKnown();
        var approval = await sight.Visible().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) ?? throw new NotVisible("approval");
        return (await Resources([approval], ct)).SingleOrDefault() ?? throw new NotVisible("approval");
    }

    /// <summary>How many wait for the reader, counted up to a hundred, and how many of them are late.</summary>
    public async Task<(int Open, int Late)> Owed(CancellationToken ct)
    {
        if (actor.PersonOrNone is null) return (0, 0);
        var now = clock.GetCurrentInstant();
        return (await sight.Waiting().Take(MostCounted).CountAsync(ct), await sight.Waiting().Where(a => a.Due < now).Take(MostCounted).CountAsync(ct));
    }

    /// <summary>What was done without a second person, since the team is too small, and waits to be looked at; counted up to a hundred.</summary>
    public async Task<Deviations> Deviations(CancellationToken ct)
    {
        MustBeKnown();
        var (now, open) = (clock.GetCurrentInstant(), db.Set<Approval>().Where(a => a.State == ApprovalState.Waiting && a.Afterwards));
        return new(
            await open.Take(MostCounted).CountAsync(ct), await open.Where(a => a.Due < now).Take(MostCounted).CountAsync(ct),
            await open.Where(a => a.Due == Micros.Never).Take(MostCounted).CountAsync(ct));
    }

    private void MustBeKnown()
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
    }

    private async Task<IReadOnlyList<ApprovalResource>> Resources(IReadOnlyList<Approval> approvals, CancellationToken ct)
    {
        var about = await things.Known(approvals.Select(a => (a.ThingKind, a.ThingId)), actor, ct);
        var names = await colleagues.Names([.. approvals.SelectMany(a => new[] { a.Author, a.Decision?.By }.OfType<PersonId>()).Distinct()], ct);
        var now = clock.GetCurrentInstant();
        return
        [
            .. approvals.Where(a => a.ThingId is null || about.ContainsKey(a.ThingId.Value) || a.Author == actor.PersonOrNone).Select(a => new ApprovalResource(
                a.Id, a.Kind, a.Title, a.Content, a.Hash, a.State, Named(a.Author), a.AskedAt, a.Due, a.State == ApprovalState.Waiting && a.Due < now,
                a.Afterwards, a.ThingId is { } id ? about.GetValueOrDefault(id) : null,
                a.Decision is { } d ? new(d.By is { } by ? Named(by) : null, d.At, d.Comment) : null, a.Origin, a.Version, a.Author == actor.PersonOrNone)),
        ];

        DutyPerson Named(PersonId person) => new(person, names.GetValueOrDefault(person) ?? "");
    }
}

internal static class ApprovalEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/approvals", async (
            [WordsOf(typeof(ApprovalList))] string? of, [WordsOf(typeof(ApprovalState))] string? state, int? limit, string? cursor, Reads reads, CancellationToken ct) =>
        {
            var (list, which, size) = (Words.Read<ApprovalList>("of", of) ?? ApprovalList.Waiting, Words.Read<ApprovalState>("state", state), Page.Size(limit));
            return TypedResults.Ok(await reads.From((ApprovalQueries q, CancellationToken c) => q.List(list, which, cursor, size, c), ct));
        });
        api.MapGet("/approvals/{approval}", async (ApprovalId approval, Reads reads, CancellationToken ct) =>
        {
            var found = await reads.From((ApprovalQueries q, CancellationToken c) => q.One(approval, c), ct);
            return Tagged.Ok(found, found.Version);
        });
    }
}
