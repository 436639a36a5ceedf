using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Routing;

/// <summary>How a ticket was routed by rules when it was opened, as it was decided then. There is none where no rule applied and nobody said that it
/// came to the wrong place.</summary>
public sealed class RoutedTicket
{
    private RoutedTicket()
    {
    }

    public TicketId Ticket { get; private set; }

    public Instant OpenedAt { get; private set; }

    public RouteTargets Set { get; private set; } = new();

    public RoutedBecause Because { get; private set; } = new([], []);

    /// <summary>Queue, tier and component were all set by rules (practice 3.2).</summary>
    public bool Whole { get; private set; }

    /// <summary>When a person first sent it to another queue or tier, or gave it another component.</summary>
    public Instant? ReroutedAt { get; private set; }

    /// <summary>When somebody said that it was sent to the wrong place.</summary>
    public Instant? WrongAt { get; private set; }

    public PersonId? WrongBy { get; private set; }

    /// <summary>The same by rule, to be counted.</summary>
    public ICollection<RoutedByRule> Rules { get; private set; } = [];

    internal static RoutedTicket By(Ticket ticket, RouteTargets set, RoutedBecause because)
    {
        var routed = new RoutedTicket
        {
            Ticket = ticket.Id,
            OpenedAt = ticket.OpenedAt,
            Set = set,
            Because = because,
            Whole = set is { Queue: not null, Tier: not null, Component: not null },
        };
        foreach (var rule in because.Matched) routed.Rules.Add(new(ticket.Id, rule.Id, ticket.OpenedAt, Shadowed: false));
        foreach (var rule in because.Shadowed) routed.Rules.Add(new(ticket.Id, rule.Id, ticket.OpenedAt, Shadowed: true));
        return routed;
    }

    /// <returns>False when it was said before.</returns>
    internal bool TellWrong(PersonId? by, Instant at)
    {
        if (WrongAt is not null) return false;
        (WrongAt, WrongBy) = (at, by);
        return true;
    }
}

/// <summary>The rules whose conditions were so.</summary>
/// <param name="Shadowed">Those that came too late to set anything.</param>
public sealed record RoutedBecause(IReadOnlyList<RuleThatApplied> Matched, IReadOnlyList<RuleThatCameLate> Shadowed);

/// <summary>A rule that applied to a ticket.</summary>
/// <param name="Rule">Its name then.</param>
/// <param name="Because">What of its condition was so.</param>
/// <param name="Sets">What it decided.</param>
public sealed record RuleThatApplied(RoutingRuleId Id, int Revision, string Rule, string Because, IReadOnlyList<string> Sets);

/// <summary>A rule that came too late for a ticket.</summary>
/// <param name="By">The rules before it.</param>
public sealed record RuleThatCameLate(RoutingRuleId Id, int Revision, string Rule, string By);

/// <summary>A rule and a ticket to which it applied.</summary>
public sealed record RoutedByRule(TicketId Ticket, RoutingRuleId Rule, Instant OpenedAt, bool Shadowed);
