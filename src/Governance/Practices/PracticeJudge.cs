using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Governance.Practices;

/// <param name="Because">Null when it works.</param>
/// <param name="Figure">Held against the targets in force; null while nothing measures it, and while it does not apply.</param>
public sealed record Judgement(PracticeState State, PracticeReason? Because, PracticeFigure? Figure);

/// <summary>In which state a practice is: by what happened, by what was decided, and by the targets in force. It only reads.</summary>
public sealed class PracticeJudge(IEnumerable<IPractice> measured, Settings settings)
{
    /// <param name="standing">What is kept about it; null while nothing is.</param>
    public async Task<Judgement> Of(Practice practice, PracticeStanding? standing, Instant now, CancellationToken ct)
    {
        var zone = await Zone(ct);
        if (standing?.IsSetAside(now.InZone(zone).Date) == true) return new(PracticeState.NotApplicable, PracticeReason.DecidedSo, null);
        if (await Figure(practice, standing, now, ct) is not { } figure) return new(PracticeState.NotAvailable, PracticeReason.NotBuilt, null);
        var state = figure.Judge();
        return new(state, Why(state, figure), figure);
    }

    /// <summary>Its figure, held against the targets in force; null while nothing measures it.</summary>
    public async Task<PracticeFigure?> Figure(Practice practice, PracticeStanding? standing, Instant now, CancellationToken ct)
    {
        if (Measuring(practice) is not { } measuring) return null;
        var figure = await measuring.Count(now, await Zone(ct), ct);
        return standing is null ? figure : figure.HeldAgainst(standing.TargetsInForce());
    }

    /// <summary>Null while nothing measures it.</summary>
    public IPractice? Measuring(Practice practice) => measured.FirstOrDefault(m => m.Number == practice.Number);

    /// <summary>In which days begin.</summary>
    public async Task<DateTimeZone> Zone(CancellationToken ct) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull((await settings.Get<Company>(ct)).Zone) ?? DateTimeZone.Utc;

    private static PracticeReason? Why(PracticeState state, PracticeFigure figure)
    {
        if (state == PracticeState.Working) return null;
        if (state == PracticeState.OffTrack) return PracticeReason.BelowTarget;
        if (state == PracticeState.NotSetUp) return PracticeReason.Lacking;
        var verdicts = figure.Parts.Select(p => p.Judge()).ToList();
        return verdicts.Contains(PartVerdict.TooLittle) ? PracticeReason.TooLittleData
            : verdicts.Contains(PartVerdict.NotProven) ? PracticeReason.NotProven
            : PracticeReason.PartNotMeasured;
    }
}
