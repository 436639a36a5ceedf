namespace Bridgewatch.Kernel;

/// <summary>A thing with an identity whose every change is a fact in the journal.</summary>
public abstract class Aggregate
{
    private static long _order;
    private readonly List<Recorded> _recorded = [];

    /// <summary>Counts the changes of its fields; starts at 1. Shown as ETag.</summary>
    public long Version { get; private set; } = 1;

    /// <summary>How the journal names it.</summary>
    public abstract Subject About { get; }

    /// <summary>True while a change of it waits to be written.</summary>
    public bool HasChanged => _recorded.Count > 0;

    internal IReadOnlyList<Recorded> Recorded => _recorded;

    /// <summary>Writes a fact about it; stands on the line after the change.</summary>
    /// <param name="at">When it was so; without it, when the command runs.</param>
    protected void Record(JournalEvent fact, NodaTime.Instant? at = null) => _recorded.Add(new(NextOrder(), About, fact, at));

    internal static long NextOrder() => Interlocked.Increment(ref _order);

    internal void Changed() => Version++;

    internal void Written() => _recorded.Clear();
}
