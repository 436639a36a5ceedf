using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Governance.Practices;

/// <summary>What is kept about one practice: its state as it was last judged, what was decided about it, and how it came to that. It exists
/// from the first judgement or decision on.</summary>
public sealed partial class PracticeStanding : Aggregate
{
    private readonly List<PracticeTarget> _targets = [];

    private PracticeStanding()
    {
    }

    /// <summary>“1.3”.</summary>
    public string Number { get; private set; } = "";

    /// <summary>As it was last judged.</summary>
    public PracticeState State { get; private set; } = PracticeState.NotAvailable;

    /// <summary>When it came into that state.</summary>
    public Instant Since { get; private set; }

    /// <summary>How many states it has been in.</summary>
    public int Spells { get; private set; }

    /// <summary>How many decisions there were about it.</summary>
    public int Decisions { get; private set; }

    public override Subject About => Practice.By(Number).About;

    internal static PracticeStanding Of(Practice practice) => new() { Number = practice.Number };

    /// <summary>Takes note of the state in which it is now.</summary>
    /// <returns>The new line of its history; null where the state is the one of before.</returns>
    internal PracticeSpell? Judge(PracticeState state, PracticeReason? because, PracticeFigure? figure, Instant at)
    {
        if (state == State && (Spells > 0 || state == PracticeState.NotAvailable)) return null;
        PracticeState? before = Spells > 0 ? State : null;
        var counted = figure is null ? null : PracticeCount.Of(figure);
        (State, Since, Spells) = (state, at, Spells + 1);
        Record(new PracticeStateChanged(Number, before, state, because, counted));
        return new()
        {
            Practice = Number,
            Ordinal = Spells,
            State = state,
            Because = because,
            From = at,
            Until = Micros.Never,
            Counted = counted is null ? null : KernelJson.Write(counted),
        };
    }
}

/// <summary>A time during which a practice was in one state. The lines of a practice follow each other without a gap.</summary>
public sealed class PracticeSpell
{
    public required string Practice { get; init; }

    /// <summary>1 for the first; of two who write the same one, one commits.</summary>
    public required int Ordinal { get; init; }

    public required PracticeState State { get; init; }

    public PracticeReason? Because { get; init; }

    public required Instant From { get; init; }

    /// <summary>When the next began; never while it lasts.</summary>
    public Instant Until { get; internal set; }

    /// <summary>The figure at its beginning, a <see cref="PracticeCount"/> as JSON; null where there was none.</summary>
    public string? Counted { get; init; }
}

/// <summary>A figure in numbers, as it was judged.</summary>
/// <param name="Definition">Version of the definition.</param>
/// <param name="From">First day.</param>
/// <param name="Until">The day after the last.</param>
/// <param name="Drills">Cases that were drills.</param>
public sealed record PracticeCount(string Definition, LocalDate From, LocalDate Until, long Drills, IReadOnlyList<CountedPart> Parts)
{
    internal static PracticeCount Of(PracticeFigure figure) => new(
        figure.Definition, figure.Period.From, figure.Period.Until, figure.Drills,
        [.. figure.Parts.Select(p => new CountedPart(p.Name, p.Numerator, p.Denominator, p.Target))]);
}

/// <param name="Target">In force at that time, 0 to 1.</param>
public sealed record CountedPart(string Name, long Numerator, long Denominator, decimal Target);

/// <summary>A practice came into another state.</summary>
/// <param name="From">Null for the first one.</param>
/// <param name="Because">Null when it works.</param>
[JournalType("governance.practice.state-changed.v1")]
public sealed record PracticeStateChanged(string Practice, PracticeState? From, PracticeState To, PracticeReason? Because, PracticeCount? Counted) : JournalEvent;
