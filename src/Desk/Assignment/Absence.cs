using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Assignment;

/// <summary>A time in which somebody of ours is away: they get nothing to do, and who gives them something by hand is told.</summary>
public sealed class Absence : Aggregate
{
    public const int LongestNote = 300;

    /// <summary>An absence begins and ends within so many days from now; who is away longer says so again.</summary>
    public const int Furthest = 731;

    private Absence()
    {
    }

    public AbsenceId Id { get; private set; }

    public PersonId Person { get; private set; }

    public LocalDate FirstDay { get; private set; }

    public LocalDate LastDay { get; private set; }

    /// <summary>When the first day begins where the person is.</summary>
    public Instant From { get; private set; }

    /// <summary>When the last day is over where the person is.</summary>
    public Instant Until { get; private set; }

    /// <summary>For colleagues: whom to ask meanwhile. Null where nothing was said.</summary>
    public string? Note { get; private set; }

    /// <summary>When it ended, by the clock or because somebody said so; null before.</summary>
    public Instant? EndedAt { get; private set; }

    public override Subject About => new("absence", Id.Value);

    /// <param name="zone">Where the person is.</param>
    internal static Absence Of(PersonId person, LocalDate first, LocalDate last, DateTimeZone zone, string? note)
    {
        var absence = new Absence
        {
            Id = AbsenceId.New(),
            Person = person,
            FirstDay = first,
            LastDay = last,
            From = zone.AtStartOfDay(first).ToInstant(),
            Until = zone.AtStartOfDay(last.PlusDays(1)).ToInstant(),
            Note = note,
        };
        absence.Record(new AbsenceSet(absence.Id, person, first, last, absence.From, absence.Until));
        return absence;
    }

    /// <summary>The person is away at that time.</summary>
    internal bool IsOn(Instant at) => EndedAt is null && From <= at && at < Until;

    internal void End(Instant at)
    {
        if (EndedAt is not null) return;
        EndedAt = at;
        Record(new AbsenceEnded(Id, Person, at < Until));
    }
}

/// <summary>Somebody will be away, or is from now on. The note stands in its table.</summary>
[JournalType("desk.absence.set.v1")]
public sealed record AbsenceSet(AbsenceId Absence, PersonId Person, LocalDate FirstDay, LocalDate LastDay, Instant From, Instant Until) : JournalEvent;

/// <summary>Somebody is back.</summary>
/// <param name="Early">Somebody said so, before the last day was over.</param>
[JournalType("desk.absence.ended.v1")]
public sealed record AbsenceEnded(AbsenceId Absence, PersonId Person, bool Early) : JournalEvent;
