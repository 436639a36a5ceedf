using NodaTime;

namespace Bridgewatch.Kernel.Rules;

/// <summary>How strictly a rule bites.</summary>
public enum RuleMode
{
    /// <summary>It stops nothing, and keeps what it would have stopped.</summary>
    Observe,

    /// <summary>It asks for a reason, and lets through who gives one.</summary>
    Warn,

    /// <summary>It stops.</summary>
    Enforce,
}

/// <summary>A rule as its module lists it.</summary>
/// <param name="Name">For ever: <c>desk.diagnosed-before-closing</c>.</param>
/// <param name="Shipped">The mode until somebody chooses another.</param>
/// <param name="Permission">Who may see and change it.</param>
public sealed record RuleDefinition(string Name, RuleMode Shipped, string Permission);

/// <summary>The mode that people chose for a rule, with all that they chose before. There is no row while nobody chose.</summary>
public sealed class Rule : Aggregate
{
    private readonly List<RuleChange> _changes = [];

    private Rule()
    {
    }

    public string Name { get; private set; } = "";

    public RuleMode Mode { get; private set; }

    public IReadOnlyList<RuleChange> Changes => _changes;

    public override Subject About => new("rule", Guid.Empty);

    internal static Rule Of(RuleDefinition definition) => new() { Name = definition.Name, Mode = definition.Shipped };

    internal void Choose(RuleMode mode, PersonId? by, Instant at)
    {
        if (mode == Mode) return;
        var before = Mode;
        Mode = mode;
        _changes.Add(new(Name, _changes.Count + 1, before, mode, by, at));
        Record(new RuleModeChanged(Name, before, mode));
    }
}

/// <summary>Somebody chose a mode.</summary>
/// <param name="by">Null when the operator did at the command line.</param>
public sealed class RuleChange(string rule, int number, RuleMode from, RuleMode to, PersonId? by, Instant at)
{
    public string Rule { get; private set; } = rule;

    public int Number { get; private set; } = number;

    public RuleMode From { get; private set; } = from;

    public RuleMode To { get; private set; } = to;

    public PersonId? By { get; private set; } = by;

    public Instant At { get; private set; } = at;
}

/// <summary>A rule bites otherwise from now on.</summary>
[JournalType("kernel.rule.mode-changed.v1")]
public sealed record RuleModeChanged(string Rule, RuleMode From, RuleMode To) : JournalEvent;
