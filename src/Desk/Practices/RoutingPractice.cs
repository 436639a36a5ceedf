using Bridgewatch.Desk.Routing;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Bridgewatch.Desk.Practices;

/// <summary>Practice 3.2: tickets go by error code to where they belong, and nobody sorts them. Over tickets opened in the period; imported and demo
/// tickets and spam are left out, drills count.</summary>
/// <remarks>A ticket is touchless when rules set its queue, tier and component, no person changed any of them, and nobody said that it was the wrong
/// place. Minutes of triage and the blind second look belong to the definition and are not measured yet: where nobody corrects, precision looks perfect.</remarks>
internal sealed class RoutingPractice(BridgewatchDb db, PracticeTickets tickets, IStringLocalizer<DeskTexts> text) : IPractice
{
    public const string Touchless = "touchless";
    public const string TriageMinutes = "triage-minutes";
    public const string BlindReroutes = "blind-reroutes";
    public const string NoRules = "no-rules";

    private const string Definition = "1";
    private const int Minimum = 100;

    public string Number => "3.2";

    public async Task<PracticeFigure> Count(Instant now, DateTimeZone zone, CancellationToken ct)
    {
        var (period, all) = await PracticePeriod.Sufficing(now, zone, p => tickets.OpenedIn(p).LongCountAsync(ct), all => all >= Minimum);
        var touchless = await Hits(tickets.OpenedIn(period)).LongCountAsync(ct);
        var drills = await tickets.OpenedIn(period).LongCountAsync(t => t.Origin == Origin.Drill, ct);
        return new(
            Definition, period, [new(Touchless, text["practice.touchless"], text["practice.touchless.caption"], touchless, all, PracticeBound.LowerAtLeast, 0.7m, Minimum) { Short = text["practice.touchless.short"] }],
            [Gap(TriageMinutes), Gap(BlindReroutes)], await tickets.Excluded(period, ct), drills)
        { Lacking = await db.AllRoutingRules.AnyAsync(r => r.On, ct) ? [] : [Gap(NoRules)] };
    }

    public Task<Page<PracticeCase>> Cases(string part, bool hits, PracticePeriod period, string? cursor, int size, CancellationToken ct)
    {
        MustBe(part);
        var all = tickets.SeenOf(period);
        return tickets.Cases(hits ? Hits(all) : Others(all), cursor, size, ct);
    }

    public IAsyncEnumerable<string> Names(string part, bool hits, PracticePeriod period, CancellationToken ct)
    {
        MustBe(part);
        var all = tickets.OpenedIn(period);
        return PracticeTickets.Names(hits ? Hits(all) : all);
    }

    public Task<IReadOnlyList<PracticeCase>> Named(IReadOnlyCollection<string> names, CancellationToken ct) => tickets.Named(names, ct);

    private IQueryable<Ticket> Hits(IQueryable<Ticket> all)
    {
        var routed = db.AllRoutedTickets;
        return all.Where(t => routed.Any(r => r.Ticket == t.Id && r.Whole && r.ReroutedAt == null && r.WrongAt == null));
    }

    private IQueryable<Ticket> Others(IQueryable<Ticket> all)
    {
        var routed = db.AllRoutedTickets;
        return all.Where(t => !routed.Any(r => r.Ticket == t.Id && r.Whole && r.ReroutedAt == null && r.WrongAt == null));
    }

    private PracticeGap Gap(string name) => new(name, text[$"practice.{name}"], text[$"practice.{name}.why"]);

    private static void MustBe(string part)
    {
        if (part != Touchless) throw new Invalid("part", $"Give {Touchless}.");
    }
}
