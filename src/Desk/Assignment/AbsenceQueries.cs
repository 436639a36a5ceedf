using Bridgewatch.Access;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Assignment;

/// <summary>An absence on the wire.</summary>
/// <param name="LastDay">The last day on which the person is away.</param>
/// <param name="Until">When that day is over where the person is.</param>
/// <param name="Away">They are away now.</param>
public sealed record AbsenceResource(AbsenceId Id, PersonId Person, string Name, LocalDate FirstDay, LocalDate LastDay, Instant From, Instant Until, string? Note, bool Away)
{
    internal static AbsenceResource Of(Absence a, string name, Instant now) => new(a.Id, a.Person, name, a.FirstDay, a.LastDay, a.From, a.Until, a.Note, a.IsOn(now));
}

/// <summary>Who is away, and who will be. Everybody of ours may know: they plan by it.</summary>
public sealed class AbsenceQueries(BridgewatchDb db, Actor actor, IClock clock)
{
    /// <summary>Those of everybody that are not over, in the order in which they begin.</summary>
    public Task<IReadOnlyList<AbsenceResource>> All(CancellationToken ct) => Read(db.Absences, ct);

    /// <summary>Those of one person that are not over.</summary>
    public Task<IReadOnlyList<AbsenceResource>> Of(PersonId person, CancellationToken ct) => Read(db.Absences.Where(a => a.Person == person), ct);

    /// <summary>Who is away now, each with the absence that lasts longest.</summary>
    public async Task<IReadOnlyDictionary<PersonId, AbsenceResource>> Now(CancellationToken ct) =>
        (await All(ct)).Where(a => a.Away).GroupBy(a => a.Person).ToDictionary(g => g.Key, g => g.MaxBy(a => a.Until)!);

    /// <summary>The absence of somebody who is away now, the one that lasts longest; null for who is there.</summary>
    public async Task<AbsenceResource?> Now(PersonId person, CancellationToken ct) => (await Of(person, ct)).Where(a => a.Away).MaxBy(a => a.Until);

    private async Task<IReadOnlyList<AbsenceResource>> Read(IQueryable<Absence> absences, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        if (actor.Kind == ActorKind.Contact) throw new NotVisible("absence");
        var now = clock.GetCurrentInstant();
        var people = db.People;
        var found = await absences.Where(a => a.EndedAt == null && a.Until > now)
            .Join(people, a => a.Person, p => p.Id, (a, p) => new { Absence = a, p.Name }).OrderBy(a => a.Absence.From).ThenBy(a => a.Absence.Id).ToListAsync(ct);
        return found.ConvertAll(f => AbsenceResource.Of(f.Absence, f.Name, now));
    }
}
