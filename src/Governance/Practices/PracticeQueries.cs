using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Kernel;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Bridgewatch.Governance.Practices;

/// <summary>The practices board: every practice in the state that the record gives it.</summary>
public sealed class PracticeQueries(
    IEnumerable<IPractice> measured, Actor actor, Settings settings, IClock clock, IStringLocalizer<GovernanceTexts> text)
{
    /// <summary>All 42, in their order.</summary>
    public async Task<IReadOnlyList<PracticeResource>> All(CancellationToken ct)
    {
        MustBeAllowed();
        var practices = new List<PracticeResource>();
        foreach (var practice in Practice.All) practices.Add(await State(practice, ct));
        return practices;
    }

    /// <exception cref="NotVisible">There is none by that number.</exception>
    public Task<PracticeResource> One(string number, CancellationToken ct)
    {
        MustBeAllowed();
        return State(Practice.By(number), ct);
    }

    /// <summary>The records behind a part of a practice's figure, newest first, as far as the actor sees them.</summary>
    /// <exception cref="NotVisible">There is none by that number, or nothing measures it.</exception>
    public async Task<Page<PracticeCase>> Records(string number, string part, bool hits, string? cursor, int size, CancellationToken ct)
    {
        MustBeAllowed();
        var practice = Measuring(Practice.By(number)) ?? throw new NotVisible("figure");
        var figure = await practice.Count(clock.GetCurrentInstant(), await Zone(ct), ct);
        return await practice.Cases(part, hits, figure.Period, cursor, size, ct);
    }

    private async Task<PracticeResource> State(Practice practice, CancellationToken ct)
    {
        var today = clock.GetCurrentInstant().InZone(await Zone(ct)).Date;
        var decided = (await settings.Get<PracticeDecisions>(ct)).NotApplicable.FirstOrDefault(n => n.Practice == practice.Number && today < n.ReviewOn);
        if (decided is not null) return Resource(practice, PracticeState.NotApplicable, PracticeReason.DecidedSo, null) with { Decision = decided };
        if (Measuring(practice) is not { } measuring) return Resource(practice, PracticeState.NotAvailable, PracticeReason.NotBuilt, null);
        var figure = await measuring.Count(clock.GetCurrentInstant(), await Zone(ct), ct);
        var state = figure.Judge();
        return Resource(practice, state, Why(state, figure), PracticeFigureResource.Of(figure));
    }

    private static PracticeReason? Why(PracticeState state, PracticeFigure figure)
    {
        if (state == PracticeState.Working) return null;
        if (state == PracticeState.OffTrack) return PracticeReason.BelowTarget;
        if (state == PracticeState.NotSetUp) return PracticeReason.Lacking;
        var verdicts = figure.Parts.Select(p => p.Judge(p.Target)).ToList();
        return verdicts.Contains(PartVerdict.TooLittle) ? PracticeReason.TooLittleData
            : verdicts.Contains(PartVerdict.NotProven) ? PracticeReason.NotProven
            : PracticeReason.PartNotMeasured;
    }

    private PracticeResource Resource(Practice practice, PracticeState state, PracticeReason? why, PracticeFigureResource? figure) => new(
        practice.Number, text[$"practice.{practice.Number}.title"], text[$"practice.{practice.Number}.short"], practice.Field,
        text[$"field.{practice.Field}.title"], practice.Module, text[$"practice.{practice.Number}.promise"], state, why, figure);

    private IPractice? Measuring(Practice practice) => measured.FirstOrDefault(m => m.Number == practice.Number);

    private async Task<DateTimeZone> Zone(CancellationToken ct) =>
        DateTimeZoneProviders.Tzdb.GetZoneOrNull((await settings.Get<Company>(ct)).Zone) ?? DateTimeZone.Utc;

    private void MustBeAllowed()
    {
        if (!actor.May(GovernancePermissions.ReadPractices)) throw new Forbidden(GovernancePermissions.ReadPractices);
    }
}
