using System.Diagnostics.CodeAnalysis;

namespace Bridgewatch.Kernel;

/// <summary>Where a record comes from; demo and imported records never count as evidence of practice, drills count and are named.</summary>
public enum Origin { Live, Imported, Demo, Drill }

/// <summary>What travels with a command: who, on whose thread of events, and how it is to be repeated safely.</summary>
public sealed class Envelope
{
    private Actor? _actor;

    /// <summary>Known from the start of the command's scope, before any handler is made.</summary>
    [AllowNull]
    public Actor Actor { get => _actor ?? Actor.Anonymous; set => _actor = value; }

    /// <summary>Ties together what follows from one cause, across reactors.</summary>
    public Guid Correlation { get; set; }

    public Origin Origin { get; set; }

    /// <summary>The caller's idempotency key, when one was sent.</summary>
    public string? Key { get; set; }

    /// <summary>The version that the caller has read, when it must still be so.</summary>
    public long? IfMatch { get; set; }

    /// <summary>When the command runs: one instant for its state and its entries.</summary>
    public NodaTime.Instant At { get; set; }

    /// <summary>True while a transaction is open, so that commands sent inside it join it.</summary>
    internal bool InTransaction { get; set; }

    /// <summary>What this node does once the command is durable and before it is answered: emptying a cache.</summary>
    public List<Action> AfterCommit { get; } = [];

    /// <summary>Who speaks from which fact on, when one command writes the deeds of several.</summary>
    private readonly List<(long From, Caller By)> _voices = [];

    /// <summary>Facts recorded from now on are another one's: for commands that write a past, such as demo and import.</summary>
    public void Speak(Caller by) => _voices.Add((Aggregate.NextOrder(), by));

    internal Caller SpeakerOf(long order) => _voices.FindLast(v => v.From < order) is { By: { } by } ? by : Actor.Caller;

    /// <summary>Facts that belong to no aggregate.</summary>
    internal List<Recorded> Loose { get; } = [];
}
