namespace Bridgewatch.Kernel.Erasure;

/// <summary>People behind an address, with all that concerns them. An address nobody knows may still stand in a mail.</summary>
internal sealed class People(IEnumerable<IKnowsPeople> known, IEnumerable<IErases> stores)
{
    public async Task<IReadOnlyList<ErasureSubject>> With(string address, CancellationToken ct)
    {
        var subjects = new List<ErasureSubject>();
        foreach (var module in known) subjects.AddRange(await module.With(address.Trim(), ct));
        if (subjects.Count == 0) subjects.Add(new(null, null, [address.Trim()], []));
        for (var i = 0; i < subjects.Count; i++)
        {
            // Twice: a task is about a ticket, which another store knows to be theirs.
            subjects[i] = subjects[i] with { Concerns = await Concerns(subjects[i], ct) };
            subjects[i] = subjects[i] with { Concerns = await Concerns(subjects[i], ct) };
        }
        return subjects;
    }

    private async Task<IReadOnlyList<Concern>> Concerns(ErasureSubject subject, CancellationToken ct)
    {
        var concerns = new List<Concern>();
        foreach (var store in stores) concerns.AddRange(await store.Concerns(subject, ct));
        return concerns;
    }
}

/// <summary>What there is of a person.</summary>
/// <param name="Stores">Records by store, those without any included.</param>
public sealed record PersonFound(IReadOnlyList<ErasureSubject> Subjects, IReadOnlyDictionary<string, int> Stores);

/// <summary>All that is kept of a person, for them to read.</summary>
public sealed record PersonExport(IReadOnlyList<ErasureSubject> Subjects, IReadOnlyDictionary<string, IReadOnlyList<object>> Stores);

/// <summary>Looks for a person in every store.</summary>
public sealed class PersonQueries
{
    private readonly People _people;
    private readonly IEnumerable<IErases> _stores;
    private readonly JournalErasure _entries;
    private readonly Actor _actor;

    public PersonQueries(BridgewatchDb db, IEnumerable<IKnowsPeople> known, IEnumerable<IErases> stores, Actor actor) =>
        (_people, _stores, _entries, _actor) = (new(known, stores), stores, new(db), actor);

    /// <exception cref="Forbidden">The actor may not erase people.</exception>
    public async Task<PersonFound> Find(string address, CancellationToken ct)
    {
        MustBeAllowed();
        var (subjects, counts) = (await _people.With(address, ct), new SortedDictionary<string, int>(StringComparer.Ordinal) { [JournalErasure.Store] = 0 });
        foreach (var subject in subjects)
        {
            foreach (var store in _stores) counts[store.Store] = counts.GetValueOrDefault(store.Store) + await store.Find(subject, ct);
            counts[JournalErasure.Store] += (await _entries.Find(subject, ct)).Count;
        }
        return new(subjects, counts);
    }

    /// <exception cref="Forbidden">The actor may not erase people.</exception>
    public async Task<PersonExport> Export(string address, CancellationToken ct)
    {
        MustBeAllowed();
        var (subjects, found) = (await _people.With(address, ct), new SortedDictionary<string, IReadOnlyList<object>>(StringComparer.Ordinal));
        foreach (var subject in subjects)
        {
            foreach (var store in _stores) found[store.Store] = [.. found.GetValueOrDefault(store.Store) ?? [], .. await store.Export(subject, ct)];
            found[JournalErasure.Store] = [.. found.GetValueOrDefault(JournalErasure.Store) ?? [], .. await _entries.Export(subject, ct)];
        }
        return new(subjects, found);
    }

    private void MustBeAllowed()
    {
        if (!_actor.May(KernelPermissions.ErasePeople, default)) throw new Forbidden(KernelPermissions.ErasePeople);
    }
}
