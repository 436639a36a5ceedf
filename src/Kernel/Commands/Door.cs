namespace Bridgewatch.Kernel;

/// <summary>How the caller stands at the door: set once by the door itself (request, circuit, command line).</summary>
public sealed class Door
{
    public Caller Caller { get; set; } = Caller.Anonymous;

    public Origin Origin { get; set; } = Origin.Live;

    public string? IdempotencyKey { get; set; }

    public long? IfMatch { get; set; }

    /// <summary>Set when the answer is the stored one of an earlier request with the same key.</summary>
    public bool Replayed { get; internal set; }
}

/// <summary>Reads who a caller is and what they may do, at the time of each command.</summary>
public interface IActors
{
    /// <exception cref="NotSignedIn">The person, token or integration is unknown, withdrawn or expired.</exception>
    ValueTask<Actor> Load(Caller caller, CancellationToken ct);
}

/// <summary>Adds to an actor what a higher module knows: teams, queues. One for the program, so that its question is translated once.</summary>
public interface IActorFacts
{
    ValueTask<ActorFacts> Of(BridgewatchDb db, PersonId person, CancellationToken ct);
}

/// <summary>What modules add to an actor.</summary>
public sealed record ActorFacts(IReadOnlyCollection<TeamId> Teams, IReadOnlyCollection<QueueId> Queues);
