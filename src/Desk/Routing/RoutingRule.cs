using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Routing;

/// <summary>A rule of this installation that says where tickets go. It begins switched off, so that it can be tried first.</summary>
public sealed class RoutingRule : Aggregate
{
    private readonly List<RoutingRuleRevision> _revisions = [];

    private RoutingRule()
    {
    }

    public RoutingRuleId Id { get; private set; }

    /// <summary>By which decisions speak of it; each once among those that are not put away.</summary>
    public string Name { get; private set; } = "";

    /// <summary>In the query language.</summary>
    public string When { get; private set; } = "";

    public RouteTargets Set { get; private set; } = new();

    /// <summary>No later rule is looked at where it applies.</summary>
    public bool Stop { get; private set; }

    /// <summary>The lower is asked first.</summary>
    public double Place { get; private set; }

    /// <summary>Tickets are routed by it.</summary>
    public bool On { get; private set; }

    /// <summary>It was put away, and stays for the decisions that speak of it.</summary>
    public bool Archived { get; private set; }

    /// <summary>Counts what it said over time; decisions name it.</summary>
    public int Revision { get; private set; }

    public IReadOnlyList<RoutingRuleRevision> Revisions => _revisions;

    public override Subject About => new("routing-rule", Id.Value);

    internal RouteRule Text => new(Name, When, Set, Stop);

    internal static RoutingRule Add(RouteRule text, double place, PersonId? by, Instant at)
    {
        var rule = new RoutingRule { Id = RoutingRuleId.New(), Place = place };
        rule.Say(text, by, at);
        rule.Record(new RoutingRuleAdded(rule.Id));
        return rule;
    }

    internal void Change(RouteRule text, PersonId? by, Instant at)
    {
        if (KernelJson.Write(text) == KernelJson.Write(Text)) return;
        Say(text, by, at);
        Record(new RoutingRuleChanged(Id, Revision));
    }

    internal void Switch(bool on)
    {
        if (On == on) return;
        On = on;
        Record(new RoutingRuleSwitched(Id, on, Revision));
    }

    internal void Move(double place)
    {
        if (Place.Equals(place)) return;
        Place = place;
        Record(new RoutingRuleMoved(Id));
    }

    internal void Archive()
    {
        if (Archived) return;
        (On, Archived) = (false, true);
        Record(new RoutingRuleArchived(Id));
    }

    private void Say(RouteRule text, PersonId? by, Instant at)
    {
        (Name, When, Set, Stop) = (text.Name, text.When, text.Set, text.Stop);
        _revisions.Add(new(Id, ++Revision, text, by, at));
    }
}

/// <summary>What a rule said from a time on.</summary>
public sealed class RoutingRuleRevision
{
    private RoutingRuleRevision()
    {
    }

    internal RoutingRuleRevision(RoutingRuleId rule, int number, RouteRule text, PersonId? by, Instant at) =>
        (Rule, Number, Text, By, At) = (rule, number, text, by, at);

    public RoutingRuleId Rule { get; private set; }

    public int Number { get; private set; }

    public RouteRule Text { get; private set; } = null!;

    /// <summary>Null when no person did it.</summary>
    public PersonId? By { get; private set; }

    public Instant At { get; private set; }
}

/// <summary>A rule was made; tickets are not routed by it yet. What it says stands in its table, since a condition may name people.</summary>
[JournalType("desk.routing-rule.added.v1")]
public sealed record RoutingRuleAdded(RoutingRuleId Rule) : JournalEvent;

/// <summary>A rule says something else.</summary>
[JournalType("desk.routing-rule.changed.v1")]
public sealed record RoutingRuleChanged(RoutingRuleId Rule, int Revision) : JournalEvent;

/// <summary>Tickets are routed by it from now on, or no longer.</summary>
[JournalType("desk.routing-rule.switched.v1")]
public sealed record RoutingRuleSwitched(RoutingRuleId Rule, bool On, int Revision) : JournalEvent;

/// <summary>It is asked earlier or later than before.</summary>
[JournalType("desk.routing-rule.moved.v1")]
public sealed record RoutingRuleMoved(RoutingRuleId Rule) : JournalEvent;

/// <summary>It was put away.</summary>
[JournalType("desk.routing-rule.archived.v1")]
public sealed record RoutingRuleArchived(RoutingRuleId Rule) : JournalEvent;

internal static class RoutingRefusals
{
    public static Refusal NameTaken(string name) => new("rule-name-taken", $"There is a rule '{name}'.", "Give it another name.");

    public static Refusal TooMany() => new("too-many-rules", $"There are {RouteRules.Most:N0} rules.", "Put away what is no longer needed.");
}
