using System.Text;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Search;

namespace Bridgewatch.Desk.Search;

/// <summary>The facts about a ticket that stand in the search index: what it is filtered by, and what decides who sees it.</summary>
internal static class TicketMarks
{
    private static readonly SearchMark Unsolved = new('u', "");

    /// <summary>Nobody asked: no customer's words are in it.</summary>
    private static readonly SearchMark Nobodys = new('n', "");

    public static IReadOnlyList<SearchMark> Of(Ticket ticket)
    {
        List<SearchMark> marks = [In(ticket.Queue), In(ticket.Brand), Having(ticket.Status)];
        if (ticket.Organization is { } organization) marks.Add(Of(organization));
        if (ticket.Region is { } region) marks.Add(InRegion(region));
        if (ticket.Assignee is { } assignee) marks.Add(With(assignee));
        if (!ticket.IsSolved) marks.Add(Unsolved);
        if (ticket.Requester is null) marks.Add(Nobodys);
        return marks;
    }

    /// <summary>Of each list one must be on a ticket that fits the filter.</summary>
    public static IEnumerable<IReadOnlyList<SearchMark>> Of(TicketFilter filter)
    {
        if (filter.Solved == false) yield return [Unsolved];
        if (filter.Status is { } status) yield return [Having(status)];
        if (filter.Queue is { } queue) yield return [In(queue)];
        if (filter.Organization is { } organization) yield return [Of(organization)];
        if (filter.Assignee is { } assignee) yield return [With(assignee)];
    }

    /// <summary>Of each list one must be on a ticket that the actor sees: the same rule as <see cref="TicketSight.VisibleTo"/>, which has the last word.</summary>
    public static IEnumerable<IReadOnlyList<SearchMark>> SeenBy(Actor actor)
    {
        // What somebody may not read they may not find by guessing either.
        if (actor.IsMasked(DeskPermissions.ReadTickets)) yield return [Nobodys];
        var grants = actor.Grants.Where(g => g.Permissions.Contains(DeskPermissions.ReadTickets)).ToList();
        if (actor.SeesAll || grants.Exists(g => g.Scope == GrantScope.Everything)) yield break;
        List<SearchMark> seen = [];
        foreach (var grant in grants)
        {
            if (grant is { Scope: GrantScope.Queue, In: { } queue }) seen.Add(In(new QueueId(queue)));
            if (grant is { Scope: GrantScope.Organization, In: { } organization }) seen.Add(Of(new OrganizationId(organization)));
            if (grant is { Scope: GrantScope.Brand, In: { } brand }) seen.Add(In(new BrandId(brand)));
            if (grant is { Scope: GrantScope.Region, Region: { } region }) seen.Add(InRegion(region));
            if (grant.Scope == GrantScope.OwnTeams) seen.AddRange(actor.Queues.Select(In));
        }
        if (actor.PersonOrNone is { } me) seen.Add(With(me));
        yield return seen;
    }

    private static SearchMark In(QueueId queue) => SearchMark.Of('q', queue.Value);

    private static SearchMark In(BrandId brand) => SearchMark.Of('b', brand.Value);

    private static SearchMark Of(OrganizationId organization) => SearchMark.Of('o', organization.Value);

    private static SearchMark With(PersonId assignee) => SearchMark.Of('a', assignee.Value);

    private static SearchMark Having(TicketStatus status) => new('s', $"{(int)status}");

    private static SearchMark InRegion(string region) => new('r', Convert.ToHexStringLower(Encoding.UTF8.GetBytes(region)));
}
