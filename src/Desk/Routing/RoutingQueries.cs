using Bridgewatch.Access;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Routing;

/// <summary>What a rule does to the tickets that come.</summary>
public enum RoutingRuleStanding
{
    /// <summary>It is switched off.</summary>
    Off,

    /// <summary>It sets something.</summary>
    Works,

    /// <summary>Of the last 90 days no ticket fulfilled its condition.</summary>
    NeverMatched,

    /// <summary>It matched, and every time all that it sets was set before.</summary>
    AlwaysShadowed,
}

/// <summary>A rule on the wire.</summary>
/// <param name="Matched">Tickets of the last 90 days for which it set something or stopped.</param>
/// <param name="Shadowed">Tickets of the last 90 days for which it came too late.</param>
/// <param name="Rerouted">Of the last 28 days, those it routed that a person then sent elsewhere, or said that it was the wrong place.</param>
/// <param name="Rises">They are more than chance explains after the 28 days before.</param>
public sealed record RoutingRuleResource(
    RoutingRuleId Id, string Name, string When, RouteTargets Set, bool Stop, bool On, int Revision, RoutingRuleStanding Standing, int Matched, int Shadowed,
    RerouteShare Rerouted, RerouteShare ReroutedBefore, bool Rises, long Version);

/// <summary>How many of the tickets that a rule routed went elsewhere.</summary>
public sealed record RerouteShare(int Tickets, int Rerouted);

/// <summary>How a ticket was routed when it was opened.</summary>
/// <param name="Set">What rules set; null where none applied.</param>
/// <param name="ReroutedAt">When a person first sent it elsewhere.</param>
public sealed record TicketRoutingResource(
    RouteTargets? Set, IReadOnlyList<RuleThatApplied> Matched, IReadOnlyList<RuleThatCameLate> Shadowed, Instant? ReroutedAt, Instant? WrongAt, string? WrongBy);

/// <summary>Questions about rules, and about what they did.</summary>
public sealed class RoutingQueries(BridgewatchDb db, Actor actor, NamesInQueries names, IClock clock)
{
    /// <summary>Over so many days it is counted how often a rule matches.</summary>
    public const int Days = 90;

    /// <summary>Over so many days it is counted how often it was wrong, beside the same before.</summary>
    public const int RecentDays = 28;

    /// <summary>In the order in which they are asked.</summary>
    public async Task<IReadOnlyList<RoutingRuleResource>> All(CancellationToken ct)
    {
        MustManage();
        var rules = await db.AllRoutingRules.AsNoTracking().Where(r => !r.Archived).OrderBy(r => r.Place).ThenBy(r => r.Id).ToListAsync(ct);
        return await Told(rules, ct);
    }

    /// <exception cref="NotVisible">There is none.</exception>
    public async Task<RoutingRuleResource> One(RoutingRuleId id, CancellationToken ct)
    {
        MustManage();
        var rule = await db.AllRoutingRules.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && !r.Archived, ct) ?? throw new NotVisible("rule");
        return (await Told([rule], ct))[0];
    }

    /// <exception cref="NotVisible">There is no such ticket, or not for this actor.</exception>
    public async Task<TicketRoutingResource> Of(TicketNumber number, CancellationToken ct)
    {
        var ticket = await db.Tickets.VisibleTo(actor).Where(t => t.Number == number).Select(t => (TicketId?)t.Id).SingleOrDefaultAsync(ct) ?? throw actor.Misses();
        if (await db.AllRoutedTickets.AsNoTracking().SingleOrDefaultAsync(r => r.Ticket == ticket, ct) is not { } routed) return new(null, [], [], null, null, null);
        var wrongBy = routed.WrongBy is { } person ? await db.People.Where(p => p.Id == person).Select(p => p.Name).SingleOrDefaultAsync(ct) : null;
        return new(routed.Set, routed.Because.Matched, routed.Because.Shadowed, routed.ReroutedAt, routed.WrongAt, wrongBy);
    }

    /// <summary>What could stand where somebody types a condition.</summary>
    public Task<QueryCompletion> Complete(string text, int caret, CancellationToken ct) =>
        actor.May(DeskPermissions.ManageRouting) ? new QueryCompleter<Arrival>(ArrivalNoun.Instance, names.Propose).Complete(text, caret, ct) : Task.FromResult(QueryCompletion.None);

    private void MustManage()
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        if (!actor.May(DeskPermissions.ManageRouting, default)) throw new Forbidden(DeskPermissions.ManageRouting);
    }

    private async Task<IReadOnlyList<RoutingRuleResource>> Told(List<RoutingRule> rules, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var (recent, before) = (now - Duration.FromDays(RecentDays), now - Duration.FromDays(2 * RecentDays));
        var since = now - Duration.FromDays(Days);
        var counted = await (
            from ruled in db.Set<RoutedByRule>()
            join routed in db.AllRoutedTickets on ruled.Ticket equals routed.Ticket
            where ruled.OpenedAt >= since
            group new { ruled, routed } by ruled.Rule into g
            select new
            {
                Rule = g.Key,
                Matched = g.Count(x => !x.ruled.Shadowed),
                Shadowed = g.Count(x => x.ruled.Shadowed),
                Recent = g.Count(x => !x.ruled.Shadowed && x.ruled.OpenedAt >= recent),
                RecentWrong = g.Count(x => !x.ruled.Shadowed && x.ruled.OpenedAt >= recent && (x.routed.ReroutedAt != null || x.routed.WrongAt != null)),
                Before = g.Count(x => !x.ruled.Shadowed && x.ruled.OpenedAt >= before && x.ruled.OpenedAt < recent),
                BeforeWrong = g.Count(x => !x.ruled.Shadowed && x.ruled.OpenedAt >= before && x.ruled.OpenedAt < recent && (x.routed.ReroutedAt != null || x.routed.WrongAt != null)),
            }).ToDictionaryAsync(c => c.Rule, ct);
        return [.. rules.Select(r => counted.TryGetValue(r.Id, out var c)
            ? Resource(r, c.Matched, c.Shadowed, new(c.Recent, c.RecentWrong), new(c.Before, c.BeforeWrong))
            : Resource(r, 0, 0, new(0, 0), new(0, 0)))];
    }

    private static RoutingRuleResource Resource(RoutingRule r, int matched, int shadowed, RerouteShare recent, RerouteShare before) => new(
        r.Id, r.Name, r.When, r.Set, r.Stop, r.On, r.Revision,
        !r.On ? RoutingRuleStanding.Off : matched > 0 ? RoutingRuleStanding.Works : shadowed > 0 ? RoutingRuleStanding.AlwaysShadowed : RoutingRuleStanding.NeverMatched,
        matched, shadowed, recent, before, Rises(recent, before), r.Version);

    /// <summary>Even the lower end of what is likely now lies above the share of before.</summary>
    private static bool Rises(RerouteShare recent, RerouteShare before) =>
        recent.Rerouted > 0 && Wilson.Of(recent.Rerouted, recent.Tickets).Lower > (before.Tickets == 0 ? 0.5 : (double)before.Rerouted / before.Tickets);
}
