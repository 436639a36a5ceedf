using System.Linq.Expressions;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Bridgewatch.Desk.Practices;

/// <summary>Practice 3.4: what forms demand is said, and says something. Over tickets opened in the period; imported and demo tickets and spam are left out, drills
/// count, and so do not what goes on in another ticket.</summary>
/// <remarks>A part for component and cause, which faults and alerts owe once they are resolved, and one for each required field: of the tickets that owe it those whose
/// value is neither the default nor a word for nothing. What is always the first choice, and what nothing reads, is told where fields are made (<see cref="FieldUses"/>).</remarks>
internal sealed class FormPractice(BridgewatchDb db, PracticeTickets tickets, FieldCatalogue fields, FieldConditions conditions, IStringLocalizer<DeskTexts> text) : IPractice
{
    public const string Diagnosis = "component-and-cause";

    /// <summary>Before the key of a field.</summary>
    public const string Field = "field-";

    private const string Definition = "1";
    private const int Minimum = 100;
    private const decimal Target = 0.9m;

    private static readonly ResolutionCode[] WithoutCause = [ResolutionCode.NotReproducible, ResolutionCode.NoResponse, ResolutionCode.Duplicate];

    public string Number => "3.4";

    public async Task<PracticeFigure> Count(Instant now, DateTimeZone zone, CancellationToken ct)
    {
        var demands = await Demands(ct);
        var (period, parts) = await PracticePeriod.Sufficing(now, zone, p => Parts(demands, p, ct), parts => parts.TrueForAll(p => p.Denominator >= p.Minimum));
        var drills = await tickets.OpenedIn(period).LongCountAsync(t => t.Origin == Origin.Drill, ct);
        return new(Definition, period, parts, [], await tickets.Excluded(period, ct), drills);
    }

    private async Task<List<PracticePart>> Parts(List<Demanded> demands, PracticePeriod period, CancellationToken ct)
    {
        var parts = new List<PracticePart>();
        foreach (var demand in demands)
        {
            var owing = demand.Owing(tickets.OpenedIn(period));
            var (says, all) = (await owing.LongCountAsync(demand.Says, ct), await owing.LongCountAsync(ct));
            parts.Add(new(demand.Part, text["practice.informative", demand.Name], text["practice.informative.caption"], says, all, PracticeBound.LowerAtLeast, Target, Minimum) { Short = demand.Name });
        }
        return parts;
    }

    public async Task<Page<PracticeCase>> Cases(string part, bool hits, PracticePeriod period, string? cursor, int size, CancellationToken ct)
    {
        var demand = await Demand(part, ct);
        var owing = demand.Owing(tickets.SeenOf(period));
        return await tickets.Cases(hits ? owing.Where(demand.Says) : owing.Where(Expression.Lambda<Func<Ticket, bool>>(Expression.Not(demand.Says.Body), demand.Says.Parameters)), cursor, size, ct);
    }

    public async IAsyncEnumerable<string> Names(string part, bool hits, PracticePeriod period, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var demand = await Demand(part, ct);
        var owing = demand.Owing(tickets.OpenedIn(period));
        await foreach (var name in PracticeTickets.Names(hits ? owing.Where(demand.Says) : owing).WithCancellation(ct)) yield return name;
    }

    public Task<IReadOnlyList<PracticeCase>> Named(IReadOnlyCollection<string> names, CancellationToken ct) => tickets.Named(names, ct);

    private async Task<Demanded> Demand(string part, CancellationToken ct)
    {
        var demands = await Demands(ct);
        return demands.Find(d => d.Part == part) ?? throw new Invalid("part", $"Give one of {string.Join(", ", demands.Select(d => d.Part))}.");
    }

    private async Task<List<Demanded>> Demands(CancellationToken ct)
    {
        var demands = new List<Demanded>
        {
            new(Diagnosis, text["practice.component-and-cause"],
                all => Standing(all).Where(t => t.Resolution != null && (t.Type == TicketType.Fault || t.Type == TicketType.Alert) && !WithoutCause.Contains(t.Resolution.Code)),
                t => t.Diagnosis != null),
        };
        foreach (var field in (await fields.All(ct)).InUse.Where(f => f.Definition.Required))
        {
            // A condition that names what is there no more fits nothing: nobody owes the field.
            if (await conditions.Bind(field.Definition.When, ct) is not { } bound) continue;
            var (key, types, opening) = (field.Key, field.Definition.Types.ToList(), field.Definition.Asked == FieldMoment.Opening);
            demands.Add(new(Field + key, field.Definition.Name,
                all => bound.On(Standing(all).Where(t => (types.Count == 0 || types.Contains(t.Type)) && (opening || t.Resolution != null)), db.Database.IsNpgsql()),
                t => t.FieldValues.Any(v => v.Name == key && v.Informative)));
        }
        return demands;
    }

    private static IQueryable<Ticket> Standing(IQueryable<Ticket> all) => all.Where(t => t.MergedInto == null && (t.Closure == null || t.Closure.Reason != ClosureReason.Duplicate));

    /// <param name="Name">What is demanded, for people.</param>
    /// <param name="Owing">Those of some tickets that owe it.</param>
    /// <param name="Says">Of these, those that say something.</param>
    private sealed record Demanded(string Part, string Name, Func<IQueryable<Ticket>, IQueryable<Ticket>> Owing, Expression<Func<Ticket, bool>> Says);
}
