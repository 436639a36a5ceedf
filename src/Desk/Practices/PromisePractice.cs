using System.Globalization;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Bridgewatch.Desk.Practices;

/// <summary>Practice 1.2: promises that support and engineering can keep. Over promises that were met or missed in the period; what a macro alone answered is left out,
/// since words that nobody wrote prove no answer, and so is what lapsed, or was late because its target was changed. Imported and demo tickets and spam have none.</summary>
/// <remarks>The definition holds what was kept against a forecast that was made before the target was published, and asks engineering's own clock. Neither is there yet; until
/// then four of five must be kept, which alone never makes the practice work.</remarks>
internal sealed class PromisePractice(BridgewatchDb db, PracticeTickets tickets, Actor actor, IStringLocalizer<DeskTexts> text) : IPractice
{
    public const string Kept = "promises-kept";
    public const string Forecast = "forecast-held";
    public const string Feasibility = "published-unproven";
    public const string Engineering = "engineering-clock";
    public const string NoPromises = "no-promises";

    private const string Definition = "1";
    private const int Minimum = 50;
    private const decimal Target = 0.8m;

    public string Number => "1.2";

    public async Task<PracticeFigure> Count(Instant now, DateTimeZone zone, CancellationToken ct)
    {
        var (period, all) = await PracticePeriod.Sufficing(now, zone, p => Judged(p).LongCountAsync(ct), all => all >= Minimum);
        var kept = await Judged(period).LongCountAsync(p => p.Outcome == PromiseOutcome.Met, ct);
        var drills = await Judged(period).Join(db.Set<Ticket>().Where(t => t.Origin == Origin.Drill), p => p.Ticket, t => t.Id, (p, _) => p).LongCountAsync(ct);
        return new(
            Definition, period,
            [new(Kept, text["practice.promises-kept"], text["practice.promises-kept.caption"], kept, all, PracticeBound.LowerAtLeast, Target, Minimum) { Short = text["practice.promises-kept.short"] }],
            [Gap(Forecast), Gap(Feasibility), Gap(Engineering)], await tickets.Excluded(period, ct), drills)
        { Lacking = await db.SlaPolicies.AnyAsync(p => p.ArchivedAt == null, ct) ? [] : [Gap(NoPromises)] };
    }

    public async Task<Page<PracticeCase>> Cases(string part, bool hits, PracticePeriod period, string? cursor, int size, CancellationToken ct)
    {
        MustBe(part);
        var found = Seen(hits ? Hits(period) : Judged(period).Where(p => p.Outcome == PromiseOutcome.Missed));
        if (TicketCursor.Read(cursor) is { At: var at, Number: var number, Level: var cycle })
            found = found.Where(f => f.At < at || (f.At == at && (f.Number < number || (f.Number == number && f.Cycle < cycle))));
        // Of what was decided at once about one ticket the targets stand together: they differ in nothing that is sorted by.
        var rows = await found.OrderByDescending(f => f.At).ThenByDescending(f => f.Number).ThenByDescending(f => f.Cycle).ThenBy(f => f.Target).Take(size + 1).ToListAsync(ct);
        var page = Page.Of(rows, size, last => new TicketCursor(last.At, last.Number, Level: last.Cycle).ToString());
        return new([.. page.Items.Select(Case)], page.Next);
    }

    public async IAsyncEnumerable<string> Names(string part, bool hits, PracticePeriod period, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        MustBe(part);
        var all = (hits ? Hits(period) : Judged(period)).Join(db.Set<Ticket>().AsNoTracking(), p => p.Ticket, t => t.Id, (p, t) => new { t.Number, p.Target, p.Cycle });
        await foreach (var row in all.AsAsyncEnumerable().WithCancellation(ct)) yield return Name(row.Number, row.Target, row.Cycle);
    }

    public async Task<IReadOnlyList<PracticeCase>> Named(IReadOnlyCollection<string> names, CancellationToken ct)
    {
        var numbers = names.Select(n => TicketNumber.TryParse(n.Split('/')[0], out var number) ? number : (TicketNumber?)null).OfType<TicketNumber>().Distinct().ToList();
        var rows = await Seen(db.AllEndedPromises.AsNoTracking()).Where(r => numbers.Contains(r.Number)).ToListAsync(ct);
        return [.. rows.Select(Case).Where(c => names.Contains(c.Name))];
    }

    private IQueryable<EndedPromise> Judged(PracticePeriod period)
    {
        var (start, end) = (period.Start, period.End);
        return db.AllEndedPromises.AsNoTracking()
            .Where(p => p.At >= start && p.At < end && ((p.Outcome == PromiseOutcome.Met && !p.ByMacro) || p.Outcome == PromiseOutcome.Missed));
    }

    private IQueryable<EndedPromise> Hits(PracticePeriod period) => Judged(period).Where(p => p.Outcome == PromiseOutcome.Met);

    private IQueryable<Row> Seen(IQueryable<EndedPromise> promises) => promises.Join(
        db.Tickets.VisibleTo(actor).AsNoTracking(), p => p.Ticket, t => t.Id,
        (p, t) => new Row { Number = t.Number, Subject = t.Subject, Requester = t.Requester, Origin = t.Origin, Target = p.Target, Cycle = p.Cycle, At = p.At });

    private PracticeCase Case(Row r) => new(
        Name(r.Number, r.Target, r.Cycle), $"{text[$"sla.{r.Target}"]}: {TicketSight.SubjectFor(actor.IsMasked(DeskPermissions.ReadTickets), r.Requester, r.Subject)}", $"/tickets/{r.Number}", r.At, r.Origin);

    private static string Name(TicketNumber ticket, ClockTarget target, int cycle) => string.Create(CultureInfo.InvariantCulture, $"{ticket}/{Words.Of(target)}/{cycle}");

    private PracticeGap Gap(string name) => new(name, text[$"practice.{name}"], text[$"practice.{name}.why"]);

    private static void MustBe(string part)
    {
        if (part != Kept) throw new Invalid("part", $"Give {Kept}.");
    }

    private sealed class Row
    {
        public required TicketNumber Number { get; init; }

        public required string Subject { get; init; }

        public required ContactId? Requester { get; init; }

        public required Origin Origin { get; init; }

        public required ClockTarget Target { get; init; }

        public required int Cycle { get; init; }

        public required Instant At { get; init; }
    }
}
