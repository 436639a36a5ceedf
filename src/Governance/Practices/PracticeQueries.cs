using Bridgewatch.Access.Accesses;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Bridgewatch.Governance.Practices;

/// <param name="Hits">True for those of the numerator, false for the rest of the denominator.</param>
/// <param name="Period">Null for the period of the figure.</param>
public sealed record RecordsAsk(string Part, bool Hits, PracticePeriod? Period = null);

/// <summary>The practices board: every practice in the state that the record gives it. Reading changes nothing: states are noted by
/// <see cref="JudgePractices"/>.</summary>
public sealed class PracticeQueries(
    BridgewatchDb db, PracticeJudge judge, Actor actor, IColleagues colleagues, AccessLog log, IClock clock, IStringLocalizer<GovernanceTexts> text)
{
    /// <summary>All 42, in their order.</summary>
    public async Task<IReadOnlyList<PracticeResource>> All(CancellationToken ct)
    {
        MustBeAllowed();
        var standings = await db.PracticeStandings.AsNoTracking().ToDictionaryAsync(p => p.Number, ct);
        var practices = new List<PracticeResource>();
        foreach (var practice in Practice.All) practices.Add(await Resource(practice, standings.GetValueOrDefault(practice.Number), ct));
        return await WithPeople(practices, standings, ct);
    }

    /// <exception cref="NotVisible">There is none by that number.</exception>
    public async Task<PracticeResource> One(string number, CancellationToken ct)
    {
        MustBeAllowed();
        var practice = Practice.By(number);
        var standings = await db.PracticeStandings.AsNoTracking().Where(p => p.Number == number).ToDictionaryAsync(p => p.Number, ct);
        var resource = await Resource(practice, standings.GetValueOrDefault(number), ct);
        return (await WithPeople([resource], standings, ct))[0] with { Waiting = await Waiting(practice, ct) };
    }

    /// <summary>The records behind a part of a practice's figure, newest first, as far as the actor sees them.</summary>
    /// <exception cref="NotVisible">There is none by that number, or nothing measures it.</exception>
    public async Task<Page<PracticeCase>> Records(string number, RecordsAsk ask, string? cursor, int size, CancellationToken ct)
    {
        MustBeAllowed();
        var measuring = Measuring(number);
        return await measuring.Cases(ask.Part, ask.Hits, ask.Period ?? await Period(measuring, ct), cursor, size, ct);
    }

    /// <summary>Notes that the records are taken out as a table, and says of which period.</summary>
    public async Task<RecordsAsk> TakeOut(string number, RecordsAsk ask, CancellationToken ct)
    {
        MustBeAllowed();
        var measuring = Measuring(number);
        var asked = ask with { Period = ask.Period ?? await Period(measuring, ct) };
        // What is wrong with the question is said before anything is noted.
        await measuring.Cases(asked.Part, asked.Hits, asked.Period!, null, 1, ct);
        await log.Note(AccessKind.Records, Practice.By(number).About, $"{number} {asked.Part}", ct);
        return asked;
    }

    /// <summary>Days in the company's zone; null where neither end is given.</summary>
    /// <exception cref="Invalid">Only one end is given, or they are the wrong way round.</exception>
    public async Task<PracticePeriod?> Days(LocalDate? from, LocalDate? until, CancellationToken ct) => (from, until) switch
    {
        (null, null) => null,
        ({ } first, { } end) when first < end => new(first, end, await judge.Zone(ct)),
        _ => throw new Invalid("from", text["records.period-form"]),
    };

    private async Task<PracticePeriod> Period(IPractice measuring, CancellationToken ct) =>
        (await measuring.Count(clock.GetCurrentInstant(), await judge.Zone(ct), ct)).Period;

    private IPractice Measuring(string number) => judge.Measuring(Practice.By(number)) ?? throw new NotVisible("figure");

    private async Task<PracticeResource> Resource(Practice practice, PracticeStanding? standing, CancellationToken ct)
    {
        var (state, because, figure) = await judge.Of(practice, standing, clock.GetCurrentInstant(), ct);
        return new(
            practice.Number, text[$"practice.{practice.Number}.title"], text[$"practice.{practice.Number}.short"], practice.Field,
            text[$"field.{practice.Field}.title"], practice.Module, text[$"practice.{practice.Number}.promise"], state, because,
            figure is null ? null : PracticeFigureResource.Of(figure))
        {
            Since = standing is { Spells: > 0 } && standing.State == state ? standing.Since : null,
        };
    }

    /// <summary>Who proposed that some do not apply, and who agreed.</summary>
    private async Task<IReadOnlyList<PracticeResource>> WithPeople(List<PracticeResource> practices, Dictionary<string, PracticeStanding> standings, CancellationToken ct)
    {
        var aside = practices.Where(p => p.State == PracticeState.NotApplicable).ToDictionary(p => p.Number, p => standings[p.Number].SetAside!);
        if (aside.Count == 0) return practices;
        var ids = aside.Values.Select(a => a.Approval).ToList();
        var approvals = await db.Set<Approval>().AsNoTracking().Where(a => ids.Contains(a.Id)).ToDictionaryAsync(a => a.Id, ct);
        var names = await colleagues.Names([.. aside.Values.Select(a => a.By).Concat(approvals.Values.Select(a => a.Decision?.By).OfType<PersonId>()).Distinct()], ct);
        return practices.ConvertAll(p => aside.TryGetValue(p.Number, out var a) ? p with { NotApplicable = Exemption(a, approvals.GetValueOrDefault(a.Approval)) } : p);

        PracticeExemption Exemption(SetAside a, Approval? approval) => new(
            a.Reason, a.ReviewOn, Named(a.By), a.At, approval?.Decision?.By is { } by ? Named(by) : null,
            approval is { State: ApprovalState.Waiting } ? approval.Due : null);

        DutyPerson Named(PersonId person) => new(person, names.GetValueOrDefault(person) ?? "");
    }

    private async Task<PracticeWaiting?> Waiting(Practice practice, CancellationToken ct)
    {
        Guid? thing = practice.About.Id;
        var approval = await db.Set<Approval>().AsNoTracking().OrderByDescending(a => a.AskedAt)
            .FirstOrDefaultAsync(a => a.ThingId == thing && a.Kind == PracticeWishes.ThisKind && a.State == ApprovalState.Waiting, ct);
        if (approval is null) return null;
        var names = await colleagues.Names([approval.Author], ct);
        return new(
            approval.Id, approval.Title, approval.Content, new(approval.Author, names.GetValueOrDefault(approval.Author) ?? ""), approval.Due,
            approval.Author == actor.PersonOrNone);
    }

    private void MustBeAllowed()
    {
        if (!actor.May(GovernancePermissions.ReadPractices)) throw new Forbidden(GovernancePermissions.ReadPractices);
    }
}
