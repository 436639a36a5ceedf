namespace Bridgewatch.Kernel.Duties;

/// <summary>A kind of thing about which people can owe something. The module that has it implements it, and lists it as a scoped service.</summary>
public interface IDutyThings
{
    /// <summary>As journal entries about it say: <c>ticket</c>.</summary>
    string Kind { get; }

    /// <summary>The thing that people call so; null when there is none, or not for this actor.</summary>
    Task<Guid?> Find(string name, Actor actor, CancellationToken ct);

    /// <summary>Those of the things that the actor sees.</summary>
    Task<IReadOnlyDictionary<Guid, DutyThing>> Known(IReadOnlyCollection<Guid> ids, Actor actor, CancellationToken ct);
}

/// <summary>What a task is about, as its reader sees it.</summary>
/// <param name="Name">As people call it: <c>T-1042</c>.</param>
/// <param name="Href">Its page.</param>
public sealed record DutyThing(string Kind, string Name, string Title, string Href);

/// <summary>What duties need to know of people. Implemented by the module that has teams.</summary>
public interface IColleagues
{
    Task<IReadOnlyDictionary<PersonId, string>> Names(IReadOnlyCollection<PersonId> people, CancellationToken ct);

    /// <summary>Who leads a team of the person's, without the person.</summary>
    Task<IReadOnlyList<PersonId>> LeadsOf(PersonId person, CancellationToken ct);

    /// <summary>Members of the teams that the person leads.</summary>
    Task<IReadOnlyList<PersonId>> LedBy(PersonId lead, CancellationToken ct);
}

/// <summary>Finds what tasks are about, whatever module has it.</summary>
public sealed class Things(IEnumerable<IDutyThings> kinds)
{
    /// <exception cref="Invalid">There is none of that name that the actor sees.</exception>
    public async Task<Subject?> Find(string? name, Actor actor, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(name)) return null;
        foreach (var kind in kinds)
        {
            if (await kind.Find(name.Trim(), actor, ct) is { } id) return new(kind.Kind, id);
        }
        throw new Invalid("about", RuleTexts.Of<KernelTexts>("duty.about-unknown", name));
    }

    public async Task<IReadOnlyDictionary<Guid, DutyThing>> Known(IEnumerable<(string? Kind, Guid? Id)> things, Actor actor, CancellationToken ct)
    {
        var found = new Dictionary<Guid, DutyThing>();
        foreach (var some in things.Where(t => t.Id is not null).GroupBy(t => t.Kind, t => t.Id!.Value))
        {
            if (kinds.FirstOrDefault(k => k.Kind == some.Key) is not { } kind) continue;
            foreach (var (id, thing) in await kind.Known([.. some.Distinct()], actor, ct)) found[id] = thing;
        }
        return found;
    }
}
