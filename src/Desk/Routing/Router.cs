namespace Bridgewatch.Desk.Routing;

/// <summary>Routes tickets by rules that were read once. Immutable, and used by everybody at the same time.</summary>
/// <remarks>Of many rules those alone are asked whose error code, name or word the ticket has (<see cref="RuleIndex"/>). That gives the same answer as
/// asking each rule in turn, which a test compares.</remarks>
public sealed class Router
{
    private readonly CodeReader _codes;
    private readonly IReadOnlyList<(RouteRule Rule, RuleCondition Condition)> _rules;
    private readonly RuleIndex _index;

    private Router(CodeReader codes, IReadOnlyList<(RouteRule Rule, RuleCondition Condition)> rules)
    {
        (_codes, _rules) = (codes, rules);
        _index = new([.. rules.Select(r => r.Condition)]);
    }

    /// <summary>Reads rules, or says all that is wrong with them.</summary>
    public static Router? Read(RouteRules rules, ICollection<RouteFault> faults)
    {
        foreach (var fault in Unnamed("codes", rules.Codes.Select(c => c.Name)).Concat(Unnamed("rules", rules.Rules.Select(r => r.Name)))) faults.Add(fault);
        var patterns = rules.Codes.Select(c => CodePattern.Read(c, faults)).ToList();
        var conditions = rules.Rules.Select(r => RouteRuleReader.Read(r, faults)).ToList();
        if (faults.Count > 0) return null;
        return new(new([.. patterns.Select(p => p!)], rules.StandardCodes), [.. rules.Rules.Zip(conditions, (rule, condition) => (rule, condition!))]);
    }

    /// <summary>Where a ticket goes.</summary>
    /// <param name="ticket">As it came: its texts are read here.</param>
    public RouteDecision Route(Arrival ticket)
    {
        var arrival = _codes.Read(ticket);
        var set = new RouteBuilder();
        foreach (var i in _index.Candidates(arrival))
        {
            var (rule, condition) = _rules[i];
            if (!condition.Fits(arrival)) continue;
            set.Apply(rule, condition, arrival);
            if (rule.Stop) break;
        }
        return set.Decision(arrival);
    }

    /// <summary>A decision speaks of rules by their names.</summary>
    private static IEnumerable<RouteFault> Unnamed(string kind, IEnumerable<string> names)
    {
        var all = names.ToList();
        if (all.Count > RouteRules.Most) yield return new("", kind, $"Give at most {RouteRules.Most:N0}.");
        foreach (var name in all.Where(n => string.IsNullOrWhiteSpace(n) || n.Length > RouteRule.LongestName)) yield return new(name, "name", $"Give a name of at most {RouteRule.LongestName} characters.");
        foreach (var twice in all.GroupBy(n => n).Where(g => g.Count() > 1)) yield return new(twice.Key, "name", $"There are {twice.Count()} of that name.");
    }
}

/// <summary>What the rules that apply set, one after the other. Of labels and followers each is set for itself.</summary>
internal sealed class RouteBuilder
{
    private readonly Dictionary<string, string> _setBy = [];
    private readonly List<MatchedRule> _matched = [];
    private readonly List<ShadowedRule> _shadowed = [];
    private readonly List<string> _labels = [], _followers = [];
    private RouteTargets _targets = new();

    public void Apply(RouteRule rule, RuleCondition condition, Arrival arrival)
    {
        var (set, sets, by) = (rule.Set, new List<string>(), new List<string>());
        if (Sets("component", set.Component)) _targets = _targets with { Component = set.Component };
        if (Sets("queue", set.Queue)) _targets = _targets with { Queue = set.Queue };
        if (Sets("tier", set.Tier)) _targets = _targets with { Tier = set.Tier };
        if (Sets("skill", set.Skill)) _targets = _targets with { Skill = set.Skill };
        if (Sets("priority", set.Priority)) _targets = _targets with { Priority = set.Priority };
        if (Sets("runbook", set.Runbook)) _targets = _targets with { Runbook = set.Runbook };
        foreach (var label in set.Labels)
            if (Sets("labels", label, ":" + label)) _labels.Add(label);
        foreach (var follower in set.Followers)
            if (Sets("followers", follower, ":" + follower)) _followers.Add(follower);
        if (sets.Count == 0 && by.Count > 0) _shadowed.Add(new(rule.Name, string.Join(", ", by.Distinct())));
        else _matched.Add(new(rule.Name, string.Join(" and ", condition.Because(arrival)), [.. sets.Distinct()]));

        bool Sets(string field, object? value, string which = "")
        {
            if (value is null) return false;
            if (_setBy.TryGetValue(field + which, out var earlier))
            {
                by.Add(earlier);
                return false;
            }
            _setBy[field + which] = rule.Name;
            sets.Add(field);
            return true;
        }
    }

    public RouteDecision Decision(Arrival arrival) => new(
        _targets.Component ?? (arrival.Component.Count > 0 ? arrival.Component[0] : null), _targets.Queue, _targets.Tier, _targets.Skill, _targets.Priority, _targets.Runbook,
        _labels, _followers, arrival.Codes, arrival.Fields, _matched, _shadowed);
}
