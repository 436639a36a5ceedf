using System.Globalization;
using NodaTime;

namespace Bridgewatch.Kernel.Rules;

/// <summary>What became of something that did not meet a rule.</summary>
public enum StopOutcome
{
    /// <summary>The rule only observes: it went through.</summary>
    WouldHave,

    /// <summary>The rule warns: somebody gave a reason, and it went through.</summary>
    Reasoned,

    /// <summary>The rule warns, and nobody was there to be asked: it went through.</summary>
    NobodyToAsk,

    /// <summary>The rule is enforced: it waits until the rule is met.</summary>
    Held,
}

/// <summary>One time that something did not meet a rule. What was refused to a person is none: they were told, and nothing happened.</summary>
public sealed class RuleStop : Aggregate
{
    private RuleStop()
    {
    }

    public RuleStopId Id { get; private set; }

    public string Rule { get; private set; } = "";

    public StopOutcome Outcome { get; private set; }

    public string ThingKind { get; private set; } = "";

    public Guid ThingId { get; private set; }

    /// <summary>Who did it; null for time, rules and customers.</summary>
    public PersonId? By { get; private set; }

    public Instant At { get; private set; }

    /// <summary>Lists are in this order: by time, and by id where two are at once.</summary>
    public string AtKey { get; private set; } = "";

    public Origin Origin { get; private set; }

    public override Subject About => new("rule-stop", Id.Value);

    /// <summary>Where the keys of a time begin.</summary>
    public static string KeyAt(Instant at) => string.Create(CultureInfo.InvariantCulture, $"{Micros.InMicros(at):x16}");

    internal static RuleStop Of(string rule, StopOutcome outcome, Subject thing, PersonId? by, Origin origin, Instant at)
    {
        var id = RuleStopId.New();
        var stop = new RuleStop
        {
            Id = id,
            Rule = rule,
            Outcome = outcome,
            ThingKind = thing.Kind,
            ThingId = thing.Id,
            By = by,
            At = at,
            AtKey = $"{KeyAt(at)}{id.Value:n}",
            Origin = origin,
        };
        stop.Record(new RuleNotMet(id, rule, outcome, thing.Kind, thing.Id));
        return stop;
    }
}

/// <summary>Something did not meet a rule. Whether it went through stands in the outcome.</summary>
[JournalType("kernel.rule.not-met.v1")]
public sealed record RuleNotMet(RuleStopId Stop, string Rule, StopOutcome Outcome, string ThingKind, Guid ThingId) : JournalEvent;
