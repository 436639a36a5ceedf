using System.Globalization;
using Bridgewatch.Access.Accesses;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Governance.Practices;

/// <summary>From where an auditor draws.</summary>
public enum SampleOf
{
    /// <summary>All cases of the period.</summary>
    Denominator,

    /// <summary>Those that count.</summary>
    Numerator,
}

/// <param name="From">The first day.</param>
/// <param name="Until">The day after the last.</param>
public sealed record SampleAsk(string Part, SampleOf Of, string Seed, int Size, LocalDate From, LocalDate Until);

/// <param name="Population">Of how many it was drawn.</param>
/// <param name="Rule">How it was drawn, so that anybody can draw it again.</param>
/// <param name="Items">In the order of the draw.</param>
public sealed record PracticeSampleResource(
    string Practice, string Part, SampleOf Of, string Seed, int Size, LocalDate From, LocalDate Until, string Zone, long Population, string Rule,
    IReadOnlyList<SampledCase> Items);

/// <param name="Hash">By which it was drawn.</param>
/// <param name="Name">As people call it.</param>
/// <param name="Case">Null where the reader may not see it: the sample is the same for everybody.</param>
public sealed record SampledCase(string Hash, string Name, PracticeCase? Case);

/// <summary>Samples for auditors: the same seed, period and size give the same records, whoever draws. The draw is in the access log.</summary>
public sealed class PracticeSamples(PracticeJudge judge, Actor actor, AccessLog log, IClock clock)
{
    /// <summary>The largest sample.</summary>
    public const int Most = 500;

    public const int LongestSeed = 100;

    /// <summary>Days of a period at most.</summary>
    public const int LongestPeriod = 366;

    /// <exception cref="NotVisible">There is none by that number, or nothing measures it.</exception>
    /// <exception cref="Invalid">The question is not one that gives the same answer tomorrow.</exception>
    public async Task<PracticeSampleResource> Draw(string number, SampleAsk ask, CancellationToken ct)
    {
        if (!actor.May(GovernancePermissions.ReadPractices)) throw new Forbidden(GovernancePermissions.ReadPractices);
        var practice = Practice.By(number);
        var measuring = judge.Measuring(practice) ?? throw new NotVisible("figure");
        var zone = await judge.Zone(ct);
        MustBeRepeatable(ask, clock.GetCurrentInstant().InZone(zone).Date);
        var names = measuring.Names(ask.Part, ask.Of == SampleOf.Numerator, new(ask.From, ask.Until, zone), ct);
        var (drawn, population) = await SeededDraw.Of(names, ask.Seed, ask.Size, ct);
        var seen = (await measuring.Named([.. drawn.Select(d => d.Name)], ct)).ToDictionary(c => c.Name);
        await log.Note(AccessKind.Sample, practice.About, string.Create(CultureInfo.InvariantCulture, $"{number} {ask.Part}, {drawn.Count} of {population}, seed {ask.Seed}"), ct);
        return new(
            number, ask.Part, ask.Of, ask.Seed, ask.Size, ask.From, ask.Until, zone.Id, population, SeededDraw.Rule,
            [.. drawn.Select(d => new SampledCase(d.Hash, d.Name, seen.GetValueOrDefault(d.Name)))]);
    }

    /// <summary>Today is not over: a sample drawn from it would be another one tomorrow.</summary>
    private static void MustBeRepeatable(SampleAsk ask, LocalDate today)
    {
        var findings = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(ask.Seed) || ask.Seed.Length > LongestSeed) findings["seed"] = [RuleTexts.Of<GovernanceTexts>("sample.seed-form", LongestSeed)];
        if (ask.Size is < 1 or > Most) findings["size"] = [RuleTexts.Of<GovernanceTexts>("sample.size-form", Most)];
        if (ask.Until > today) findings["until"] = [RuleTexts.Of<GovernanceTexts>("sample.until-form")];
        else if (ask.From >= ask.Until || Period.DaysBetween(ask.From, ask.Until) > LongestPeriod) findings["from"] = [RuleTexts.Of<GovernanceTexts>("sample.from-form", LongestPeriod)];
        if (findings.Count > 0) throw new Invalid(findings);
    }
}
