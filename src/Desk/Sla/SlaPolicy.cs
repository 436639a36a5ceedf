using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>What is promised to some tickets. Policies are asked in their order, and the first whose condition fits a ticket is its policy.</summary>
/// <remarks>What it promises comes in versions, each from an instant on; none is ever changed, so that what was promised then is still known.</remarks>
public sealed class SlaPolicy : Aggregate
{
    public const int LongestName = 100;

    /// <summary>Each is asked about each ticket until one fits.</summary>
    public const int Most = 100;

    /// <summary>Of one policy.</summary>
    public const int MostVersions = 500;

    private readonly List<SlaPolicyVersion> _versions = [];

    private SlaPolicy()
    {
    }

    public SlaPolicyId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>From 1, the first that is asked. There may be gaps.</summary>
    public int Place { get; private set; }

    /// <summary>Since when it promises nothing any more; null while it does.</summary>
    public Instant? ArchivedAt { get; private set; }

    /// <summary>In the order in which they were made.</summary>
    public IReadOnlyList<SlaPolicyVersion> Versions => [.. _versions.OrderBy(v => v.Number)];

    public override Subject About => new("sla-policy", Id.Value);

    /// <summary>The version in force at an instant: of those that began by then the one that was made last; null before the first.</summary>
    public SlaPolicyVersion? On(Instant at) => _versions.Where(v => v.From <= at).MaxBy(v => v.Number);

    internal static SlaPolicy Add(string name, int place, SlaPromise promise, Instant from, Instant at)
    {
        var policy = new SlaPolicy { Id = SlaPolicyId.New(), Name = name, Place = place };
        policy._versions.Add(new(policy.Id, 1, from, KernelJson.Write(promise), at));
        policy.Record(new SlaPolicyAdded(policy.Id, place, from));
        return policy;
    }

    /// <summary>Promises something else from an instant on. A later version that waits for its time is overtaken by it.</summary>
    internal void Promise(SlaPromise promise, Instant from, Instant at)
    {
        var written = KernelJson.Write(promise);
        if (_versions.MaxBy(v => v.Number)!.Promise == written) return;
        if (_versions.Count >= MostVersions) throw SlaRefusals.TooManyVersions();
        _versions.Add(new(Id, _versions.Count + 1, from, written, at));
        Record(new SlaPolicyChanged(Id, _versions.Count, from));
    }

    internal void Call(string name)
    {
        if (name == Name) return;
        Name = name;
        Record(new SlaPolicyRenamed(Id));
    }

    internal void Move(int place)
    {
        if (place == Place) return;
        Place = place;
        Record(new SlaPolicyMoved(Id, place));
    }

    internal void Archive(Instant at)
    {
        if (ArchivedAt is not null) return;
        ArchivedAt = at;
        Record(new SlaPolicyArchived(Id));
    }
}

/// <summary>What a policy promises from an instant on.</summary>
public sealed class SlaPolicyVersion(SlaPolicyId policy, int number, Instant from, string promise, Instant at)
{
    public SlaPolicyId Policy { get; private set; } = policy;

    /// <summary>From 1, in the order in which they were made.</summary>
    public int Number { get; private set; } = number;

    public Instant From { get; private set; } = from;

    /// <summary>An <see cref="SlaPromise"/>, as JSON.</summary>
    public string Promise { get; private set; } = promise;

    /// <summary>When it was made.</summary>
    public Instant At { get; private set; } = at;

    public SlaPromise Read() => KernelJson.Read<SlaPromise>(Promise);
}

[JournalType("desk.sla-policy.added.v1")]
public sealed record SlaPolicyAdded(SlaPolicyId Policy, int Place, Instant From) : JournalEvent;

/// <summary>It promises something else from an instant on.</summary>
/// <param name="Number">Of the version.</param>
[JournalType("desk.sla-policy.changed.v1")]
public sealed record SlaPolicyChanged(SlaPolicyId Policy, int Number, Instant From) : JournalEvent;

[JournalType("desk.sla-policy.renamed.v1")]
public sealed record SlaPolicyRenamed(SlaPolicyId Policy) : JournalEvent;

[JournalType("desk.sla-policy.moved.v1")]
public sealed record SlaPolicyMoved(SlaPolicyId Policy, int Place) : JournalEvent;

/// <summary>It promises nothing any more. What was late under it stays so.</summary>
[JournalType("desk.sla-policy.archived.v1")]
public sealed record SlaPolicyArchived(SlaPolicyId Policy) : JournalEvent;

public static class SlaRefusals
{
    internal static Refusal TooMany() => new("too-many-sla-policies", $"There are {SlaPolicy.Most} SLA policies.", "Archive one that is no longer needed.");

    internal static Refusal TooManyVersions() =>
        new("too-many-versions", $"This policy was changed {SlaPolicy.MostVersions} times.", "Archive it, and add another one.");
}
