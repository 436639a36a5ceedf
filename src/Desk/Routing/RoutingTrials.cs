using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Routing;

/// <summary>What a rule would have done to the tickets of the last 90 days.</summary>
/// <param name="Tickets">So many were looked at.</param>
/// <param name="Capped">There were more; the newest were looked at.</param>
/// <param name="Applies">For so many it would have set something or stopped.</param>
/// <param name="Changed">So many would have gone to another queue, tier or component than they went.</param>
/// <param name="Moved">Of these, so many were later sent elsewhere by people, or solved elsewhere.</param>
/// <param name="Agreed">Of these, so many ended where the rule would have sent them.</param>
/// <param name="Unasked">Changed, and nobody moved them: nobody missed the rule.</param>
/// <param name="Examples">Some of those that would have changed, newest first, as far as the actor sees them.</param>
public sealed record RoutingTrial(
    Instant From, Instant Until, int Tickets, bool Capped, int Applies, int Changed, int Moved, int Agreed, int Unasked, IReadOnlyList<RoutingTrialCase> Examples);

/// <summary>A ticket that would have gone elsewhere.</summary>
/// <param name="Went">Where it went when it was opened.</param>
/// <param name="Would">Where it would have gone.</param>
/// <param name="Ended">Where it is, or was solved.</param>
/// <param name="Agrees">It ended where the rule would have sent it; null where nobody moved it.</param>
public sealed record RoutingTrialCase(TicketNumber Ticket, string Subject, RoutedPlace Went, RoutedPlace Would, RoutedPlace Ended, bool? Agrees);

public sealed record RoutedPlace(string Queue, SupportTier Tier, string? Component);

/// <summary>Tries rules on what came, and changes nothing. Tickets are asked as they were opened; codes and labels as they stand now.</summary>
internal sealed class RoutingTrials(BridgewatchDb db, Actor actor, Settings settings, IClock clock)
{
    private const int MostTickets = 20_000, MostExamples = 20;

    /// <exception cref="NotVisible">There is none.</exception>
    public async Task<RoutingTrial> Of(RoutingRuleId id, CancellationToken ct)
    {
        MustManage();
        var rule = await db.AllRoutingRules.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id && !r.Archived, ct) ?? throw new NotVisible("rule");
        return await Of(id, rule.Text, ct);
    }

    /// <param name="id">The rule in whose place it stands; null for a new one at the end.</param>
    /// <param name="rule">What it would say.</param>
    public async Task<RoutingTrial> Of(RoutingRuleId? id, RouteRule rule, CancellationToken ct)
    {
        MustManage();
        List<RouteFault> faults = [];
        if (RouteRuleReader.Read(rule, faults) is null) throw new Invalid(faults.GroupBy(f => f.Field).ToDictionary(g => g.Key, g => g.Select(f => f.InWords).ToArray()));
        var (codes, rules) = (await settings.Get<CodeSettings>(ct), await db.AllRoutingRules.AsNoTracking().Where(r => !r.Archived && (r.On || r.Id == id)).OrderBy(r => r.Place).ThenBy(r => r.Id).ToListAsync(ct));
        var with = rules.Select(r => r.Id == id ? rule : r.Text).ToList();
        if (id is null) with.Add(rule);
        // Another of its name would be a fault, and is the same rule when it is being changed.
        var (now, then) = (RoutingBooks.Router(codes, [.. rules.Where(r => r.On && r.Id != id).Select(r => r.Text)]), RoutingBooks.Router(codes, with));
        return await Compare(rule.Name, now, then, ct);
    }

    private void MustManage()
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        if (!actor.May(DeskPermissions.ManageRouting, default)) throw new Forbidden(DeskPermissions.ManageRouting);
    }

    private async Task<RoutingTrial> Compare(string rule, Router without, Router with, CancellationToken ct)
    {
        var until = clock.GetCurrentInstant();
        var from = until - Duration.FromDays(RoutingQueries.Days);
        var past = await PastTickets.Read(db, from, MostTickets + 1, ct);
        var tried = past.Tickets.Take(MostTickets).ToList();
        var (applies, changed, moved, agreed, examples) = (0, 0, 0, 0, new List<(PastTicket Ticket, RoutedPlace Would, bool? Agrees)>());
        foreach (var ticket in tried)
        {
            var decision = with.Route(ticket.Arrival);
            if (decision.Matched.All(m => m.Rule != rule)) continue;
            applies++;
            var before = without.Route(ticket.Arrival);
            var would = new RoutedPlace(
                decision.Queue == before.Queue ? ticket.Went.Queue : decision.Queue ?? ticket.Went.Queue, decision.Tier == before.Tier ? ticket.Went.Tier : decision.Tier ?? ticket.Went.Tier,
                decision.Component == before.Component ? ticket.Went.Component : decision.Component ?? ticket.Went.Component);
            if (would == ticket.Went) continue;
            changed++;
            var agrees = Agrees(ticket, would);
            if (agrees is not null) moved++;
            if (agrees is true) agreed++;
            examples.Add((ticket, would, agrees));
        }
        return new(from, until, tried.Count, past.Tickets.Count > MostTickets, applies, changed, moved, agreed, changed - moved, await Seen(examples, ct));
    }

    /// <summary>In what the rule would have changed; null where people left that as it was.</summary>
    private static bool? Agrees(PastTicket ticket, RoutedPlace would)
    {
        var (went, ended) = (ticket.Went, ticket.Ended);
        var (queue, tier, component) = (would.Queue != went.Queue, would.Tier != went.Tier, would.Component != went.Component);
        if (!((queue && ended.Queue != went.Queue) || (tier && ended.Tier != went.Tier) || (component && ended.Component != went.Component))) return null;
        return (!queue || ended.Queue == would.Queue) && (!tier || ended.Tier == would.Tier) && (!component || ended.Component == would.Component);
    }

    private async Task<IReadOnlyList<RoutingTrialCase>> Seen(List<(PastTicket Ticket, RoutedPlace Would, bool? Agrees)> examples, CancellationToken ct)
    {
        var newest = examples.Take(10 * MostExamples).Select(e => e.Ticket.Number).ToList();
        var seen = (await db.Tickets.VisibleTo(actor).Where(t => newest.Contains(t.Number)).Select(t => t.Number).ToListAsync(ct)).ToHashSet();
        var masked = actor.IsMasked(DeskPermissions.ReadTickets);
        return
        [
            .. examples.Where(e => seen.Contains(e.Ticket.Number)).Take(MostExamples).Select(e => new RoutingTrialCase(
                e.Ticket.Number, TicketSight.SubjectFor(masked, e.Ticket.Requester, e.Ticket.Arrival.Subject), e.Ticket.Went, e.Would, e.Ticket.Ended, e.Agrees)),
        ];
    }
}
