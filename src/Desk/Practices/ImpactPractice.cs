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
/// <remarks>The realised share of technical debt belongs to the definition and waits for problems and backlog items. All is counted in
/// the index <c>ticket_opened</c> alone.</remarks>
internal sealed class ImpactPractice(BridgewatchDb db, Actor actor, Settings settings, IStringLocalizer<DeskTexts> text) : IPractice
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
        var (period, counts) = (PracticePeriod.Last(PracticePeriod.Lengths[0], now, zone), new Counts(0, 0, 0, 0, 0, 0));
        foreach (var days in PracticePeriod.Lengths)
        {
            period = PracticePeriod.Last(days, now, zone);
            counts = await Count(period, ct);
            if (Parts(counts).All(p => p.Denominator >= p.Minimum)) break;
        }
        return new(Definition, period, Parts(counts), [new(Debt, text["practice.debt-share"], text["practice.debt-share.why"])], await Excluded(period, ct), counts.Drills) { Lacking = await Lacking(ct) };
    }

    public async Task<Page<PracticeCase>> Cases(string part, bool hits, PracticePeriod period, string? cursor, int size, CancellationToken ct)
    {
        var (counted, hit) = Rule(part);
        var all = Population(db.Tickets.VisibleTo(actor), period).Where(counted);
        var cases = hits ? all.Where(hit) : all.Where(Expression.Lambda<Func<Ticket, bool>>(Expression.Not(hit.Body), hit.Parameters));
        if (TicketCursor.Read(cursor) is (var at, var number, _)) cases = cases.Where(t => t.OpenedAt < at || (t.OpenedAt == at && t.Number < number));
        var rows = await cases.AsNoTracking().OrderByDescending(t => t.OpenedAt).ThenByDescending(t => t.Number)
            .Select(t => new { t.Number, t.Subject, t.Requester, t.OpenedAt, t.Origin }).Take(size + 1).ToListAsync(ct);
        var page = Page.Of(rows, size, last => new TicketCursor(last.OpenedAt, last.Number).ToString());
        return new([.. page.Items.Select(t => new PracticeCase(
            t.Number.ToString(), TicketSight.SubjectFor(actor.IsMasked(DeskPermissions.ReadTickets), t.Requester, t.Subject), $"/tickets/{t.Number}", t.OpenedAt, t.Origin))], page.Next);
    }

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

    private PracticePart Part(string name, long hits, long cases, PracticeBound bound, decimal target) =>
        new(name, text[$"practice.{name}"], text[$"practice.{name}.caption"], hits, cases, bound, target, Minimum);

    private async Task<Counts> Count(PracticePeriod period, CancellationToken ct) =>
        await Population(db.Tickets, period).GroupBy(_ => 1).Select(g => new Counts(
            g.LongCount(),
            g.LongCount(t => t.KnownFactors >= KnownFactors),
            g.LongCount(t => t.WasOverridden),
            g.LongCount(t => t.PulledFrom != null),
            g.LongCount(t => t.PulledFrom <= Top),
            g.LongCount(t => t.Origin == Origin.Drill))).SingleOrDefaultAsync(ct) ?? new(0, 0, 0, 0, 0, 0);

    private async Task<IReadOnlyList<PracticeExclusion>> Excluded(PracticePeriod period, CancellationToken ct)
    {
        var (start, end) = (period.Start, period.End);
        var counts = await db.Tickets.Where(t => t.OpenedAt >= start && t.OpenedAt < end)
            .Where(t => t.IsSpam || t.Origin == Origin.Demo || t.Origin == Origin.Imported)
            .GroupBy(t => t.Origin).Select(g => new { Origin = g.Key, Count = g.LongCount() }).ToListAsync(ct);
        return
        [
            new("spam", counts.Where(c => c.Origin is Origin.Live or Origin.Drill).Sum(c => c.Count)),
            new("imported", counts.Where(c => c.Origin == Origin.Imported).Sum(c => c.Count)),
            new("demo", counts.Where(c => c.Origin == Origin.Demo).Sum(c => c.Count)),
        ];
    }

    private static IQueryable<Ticket> Population(IQueryable<Ticket> tickets, PracticePeriod period)
    {
        var (start, end) = (period.Start, period.End);
        return tickets.Where(t => t.OpenedAt >= start && t.OpenedAt < end && (t.Origin == Origin.Live || t.Origin == Origin.Drill) && !t.IsSpam);
    }

    /// <summary>Which tickets a part counts, and which of them are hits; as <see cref="Count(PracticePeriod, CancellationToken)"/> counts them; a test compares the two.</summary>
    private static (Expression<Func<Ticket, bool>> Counted, Expression<Func<Ticket, bool>> Hit) Rule(string part) => part switch
    {
        Known => (t => true, t => t.KnownFactors >= KnownFactors),
        Overrides => (t => true, t => t.WasOverridden),
        Pulls => (t => t.PulledFrom != null, t => t.PulledFrom <= Top),
        _ => throw new Invalid("part", $"Give one of {Known}, {Overrides}, {Pulls}."),
    };

    private sealed record Counts(long All, long Known, long Overridden, long Pulled, long FromTop, long Drills);
}
