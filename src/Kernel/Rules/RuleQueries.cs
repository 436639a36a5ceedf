using Bridgewatch.Kernel.Duties;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel.Rules;

/// <param name="WouldHaveStopped">Of the last 30 days, what went through only because the rule observes.</param>
/// <param name="NotMet">Of the last 30 days, every time that the rule was not met, whatever became of it.</param>
/// <param name="Changes">Who chose which mode when, newest first.</param>
public sealed record RuleResource(string Name, RuleMode Mode, RuleMode Shipped, int WouldHaveStopped, int NotMet, IReadOnlyList<RuleChangeResource> Changes);

/// <param name="By">Null when it was done at the command line.</param>
public sealed record RuleChangeResource(RuleMode From, RuleMode To, DutyPerson? By, Instant At);

/// <param name="By">Null for time, rules and customers.</param>
/// <param name="About">Null where the reader does not see it.</param>
public sealed record RuleStopResource(RuleStopId Id, StopOutcome Outcome, DutyThing? About, DutyPerson? By, Instant At, Origin Origin);

/// <summary>Questions about rules.</summary>
public sealed class RuleQueries(BridgewatchDb db, Actor actor, IEnumerable<RuleDefinition> rules, Things things, IColleagues colleagues, IClock clock)
{
    /// <summary>Over so many days it is counted what a rule would have stopped.</summary>
    public const int Days = 30;

    /// <summary>It is counted no further.</summary>
    public const int MostCounted = 1_000;

    /// <summary>The mode in force of each rule.</summary>
    public async Task<IReadOnlyDictionary<string, RuleMode>> Modes(CancellationToken ct)
    {
        var chosen = await db.Set<Rule>().AsNoTracking().Select(r => new { r.Name, r.Mode }).ToDictionaryAsync(r => r.Name, r => r.Mode, ct);
        return rules.ToDictionary(r => r.Name, r => chosen.GetValueOrDefault(r.Name, r.Shipped));
    }

    /// <summary>The rules that the actor may change, in the order of their names.</summary>
    public async Task<IReadOnlyList<RuleResource>> List(CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        var mine = rules.Where(r => actor.May(r.Permission, default)).OrderBy(r => r.Name, StringComparer.Ordinal).ToList();
        var chosen = await db.Set<Rule>().AsNoTracking().Include(r => r.Changes).ToDictionaryAsync(r => r.Name, ct);
        var names = await colleagues.Names([.. chosen.Values.SelectMany(r => r.Changes).Select(c => c.By).OfType<PersonId>().Distinct()], ct);
        var resources = new List<RuleResource>();
        foreach (var rule in mine)
        {
            var known = chosen.GetValueOrDefault(rule.Name);
            resources.Add(new(rule.Name, known?.Mode ?? rule.Shipped, rule.Shipped, await Count(rule.Name, StopOutcome.WouldHave, ct), await Count(rule.Name, null, ct),
                [.. (known?.Changes ?? []).OrderByDescending(c => c.Number).Select(c => new RuleChangeResource(c.From, c.To, Named(c.By, names), c.At))]));
        }
        return resources;
    }

    /// <summary>What did not meet a rule, newest first. A page is one seek in the index (rule, time).</summary>
    /// <exception cref="NotVisible">There is no such rule, or not for this actor.</exception>
    public async Task<Page<RuleStopResource>> Stops(string rule, string? cursor, int size, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        var definition = rules.FirstOrDefault(r => r.Name == rule) ?? throw new NotVisible("rule");
        if (!actor.May(definition.Permission, default)) throw new Forbidden(definition.Permission);
        var stops = db.Set<RuleStop>().AsNoTracking().Where(s => s.Rule == rule);
        if (!string.IsNullOrEmpty(cursor)) stops = stops.Where(s => s.AtKey.CompareTo(cursor) < 0);
        var rows = await stops.OrderByDescending(s => s.AtKey).Take(size + 1).ToListAsync(ct);
        var page = Page.Of(rows, size, last => last.AtKey);
        var about = await things.Known(page.Items.Select(s => ((string?)s.ThingKind, (Guid?)s.ThingId)), actor, ct);
        var names = await colleagues.Names([.. page.Items.Select(s => s.By).OfType<PersonId>().Distinct()], ct);
        return new([.. page.Items.Select(s => new RuleStopResource(s.Id, s.Outcome, about.GetValueOrDefault(s.ThingId), Named(s.By, names), s.At, s.Origin))], page.Next);
    }

    private async Task<int> Count(string rule, StopOutcome? outcome, CancellationToken ct)
    {
        var since = RuleStop.KeyAt(clock.GetCurrentInstant() - Duration.FromDays(Days));
        var stops = db.Set<RuleStop>().Where(s => s.Rule == rule && s.AtKey.CompareTo(since) >= 0);
        if (outcome is { } one) stops = stops.Where(s => s.Outcome == one);
        return await stops.Take(MostCounted).CountAsync(ct);
    }

    private static DutyPerson? Named(PersonId? person, IReadOnlyDictionary<PersonId, string> names) =>
        person is { } id ? new(id, names.GetValueOrDefault(id) ?? "") : null;
}

internal static class RuleEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/rules", async (string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((RuleQueries q, CancellationToken c) => q.List(c), ct), limit, cursor, count)));
        api.MapGet("/rules/{rule}/stops", async (string rule, int? limit, string? cursor, Reads reads, CancellationToken ct) =>
        {
            var size = Page.Size(limit);
            return TypedResults.Ok(await reads.From((RuleQueries q, CancellationToken c) => q.Stops(rule, cursor, size, c), ct));
        });
    }
}
