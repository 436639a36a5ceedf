using System.Linq.Expressions;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Bridgewatch.Desk.Practices;

/// <summary>Practice 1.3: tickets are ordered by what they mean to customers. Over tickets opened in the period; imported and demo
/// tickets and spam are left out, drills count.</summary>
/// <remarks>Tickets are counted in the index <c>ticket_opened</c> alone; of technical debt the cases are queues (<see cref="DebtEvidence"/>).</remarks>
internal sealed class ImpactPractice(PracticeTickets tickets, DebtEvidence debt, Settings settings, IStringLocalizer<DeskTexts> text) : IPractice
{
    public const string Known = "known-factors";
    public const string Overrides = "overrides";
    public const string Pulls = "pulls-from-top";
    public const string Debt = "debt-share";
    public const string CustomerWeights = "customer-weights";

    private const string Definition = "1";
    private const int KnownFactors = 4;
    private const int Top = 5;
    private const int Minimum = 100;

    public string Number => "1.3";

    public async Task<PracticeFigure> Count(Instant now, DateTimeZone zone, CancellationToken ct)
    {
        var (period, counts) = await PracticePeriod.Sufficing(now, zone, p => Count(p, ct), c => Parts(c).All(p => p.Denominator >= p.Minimum));
        IReadOnlyList<PracticePart> parts = Parts(counts);
        IReadOnlyList<PracticeGap> missing = [new(Debt, text["practice.debt-share"], text["practice.debt-share.why"])];
        if (await debt.IsReserved(ct)) (parts, missing) = ([.. parts, await DebtPart(period, ct)], []);
        return new(Definition, period, parts, missing, await tickets.Excluded(period, ct), counts.Drills) { Lacking = await Lacking(ct) };
    }

    public async Task<Page<PracticeCase>> Cases(string part, bool hits, PracticePeriod period, string? cursor, int size, CancellationToken ct)
    {
        if (part == Debt) return new(await debt.Cases(hits, period, ct), null);
        var (counted, hit) = Rule(part);
        var all = tickets.SeenOf(period).Where(counted);
        return await tickets.Cases(hits ? all.Where(hit) : all.Where(Expression.Lambda<Func<Ticket, bool>>(Expression.Not(hit.Body), hit.Parameters)), cursor, size, ct);
    }

    public IAsyncEnumerable<string> Names(string part, bool hits, PracticePeriod period, CancellationToken ct)
    {
        if (part == Debt) return debt.Names(hits, period, ct);
        var (counted, hit) = Rule(part);
        var all = tickets.OpenedIn(period).Where(counted);
        return PracticeTickets.Names(hits ? all.Where(hit) : all);
    }

    public async Task<IReadOnlyList<PracticeCase>> Named(IReadOnlyCollection<string> names, CancellationToken ct) =>
        [.. await tickets.Named(names, ct), .. await debt.Named(names, ct)];

    /// <summary>A score in which nothing about the customer weighs is none of this practice.</summary>
    private async Task<IReadOnlyList<PracticeGap>> Lacking(CancellationToken ct) =>
        (await settings.Get<ImpactSettings>(ct)).Weights is { Customers: 0, Tier: 0, Revenue: 0 }
            ? [new(CustomerWeights, text["practice.customer-weights"], text["practice.customer-weights.why"])]
            : [];

    private IReadOnlyList<PracticePart> Parts(Counts counts) =>
    [
        Part(Known, counts.Known, counts.All, PracticeBound.LowerAtLeast, 0.85m),
        Part(Overrides, counts.Overridden, counts.All, PracticeBound.UpperAtMost, 0.2m),
        Part(Pulls, counts.FromTop, counts.Pulled, PracticeBound.ShareAtLeast, 0.75m),
    ];

    /// <summary>Every queue that reserves a share must give it, however few they are.</summary>
    private async Task<PracticePart> DebtPart(PracticePeriod period, CancellationToken ct)
    {
        var (hits, cases) = await debt.Count(period, ct);
        return new(Debt, text["practice.debt-share"], text["practice.debt-share.caption"], hits, cases, PracticeBound.ShareAtLeast, 1, 1) { Short = text["practice.debt-share.short"] };
    }

    private PracticePart Part(string name, long hits, long cases, PracticeBound bound, decimal target) =>
        new(name, text[$"practice.{name}"], text[$"practice.{name}.caption"], hits, cases, bound, target, Minimum) { Short = text[$"practice.{name}.short"] };

    private async Task<Counts> Count(PracticePeriod period, CancellationToken ct) =>
        await tickets.OpenedIn(period).GroupBy(_ => 1).Select(g => new Counts(
            g.LongCount(),
            g.LongCount(t => t.KnownFactors >= KnownFactors),
            g.LongCount(t => t.WasOverridden),
            g.LongCount(t => t.PulledFrom != null),
            g.LongCount(t => t.PulledFrom <= Top),
            g.LongCount(t => t.Origin == Origin.Drill))).SingleOrDefaultAsync(ct) ?? new(0, 0, 0, 0, 0, 0);

    /// <summary>Which tickets a part counts, and which of them are hits; as <see cref="Count(PracticePeriod, CancellationToken)"/> counts them; a test compares the two.</summary>
    private static (Expression<Func<Ticket, bool>> Counted, Expression<Func<Ticket, bool>> Hit) Rule(string part) => part switch
    {
        Known => (t => true, t => t.KnownFactors >= KnownFactors),
        Overrides => (t => true, t => t.WasOverridden),
        Pulls => (t => t.PulledFrom != null, t => t.PulledFrom <= Top),
        _ => throw new Invalid("part", $"Give one of {Known}, {Overrides}, {Pulls}, {Debt}."),
    };

    private sealed record Counts(long All, long Known, long Overridden, long Pulled, long FromTop, long Drills);
}
