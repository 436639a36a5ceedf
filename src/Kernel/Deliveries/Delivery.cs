using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>Dead ones wait for a person, who tries again or drops them.</summary>
public enum DeliveryState { Pending, Sent, Dead, Dropped }

/// <summary>An outside effect that was promised in a transaction and is carried out after it, at least once.</summary>
public sealed class Delivery
{
    public required DeliveryId Id { get; init; }

    /// <summary>Which carrier takes it: <c>mail</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The same promise twice has the same key, and is one row.</summary>
    public required string Key { get; init; }

    /// <summary>What is to be sent, as JSON; emptied when the person it speaks of is erased.</summary>
    public required string Payload { get; set; }

    /// <summary>What it is about, for its page and for erasure.</summary>
    public required string SubjectKind { get; init; }

    public required Guid SubjectId { get; init; }

    public DeliveryState State { get; set; }

    public required Instant CreatedAt { get; init; }

    public Instant NextAt { get; set; }

    public Instant LeaseUntil { get; set; }

    public int Attempts { get; set; }

    public string? LastError { get; set; }

    public Instant? SentAt { get; set; }

    /// <summary>Why a person dropped it, in their words.</summary>
    public string? DroppedBecause { get; set; }
}

/// <summary>Carries one kind of delivery out.</summary>
public interface ICarrier
{
    string Kind { get; }

    /// <exception cref="Undeliverable">It will never go: do not try again.</exception>
    Task Carry(Delivery delivery, CancellationToken ct);
}

/// <summary>The other side refused for good.</summary>
public sealed class Undeliverable(string why, Exception? inner = null) : Exception(why, inner);

/// <summary>Promises deliveries within the running command. What is demo sends nothing.</summary>
public sealed class Deliveries(BridgewatchDb db, Envelope envelope)
{
    /// <param name="key">Names the promise: the same key is delivered once.</param>
    /// <param name="notBefore">Null for at once.</param>
    public void Promise(string kind, string key, Subject about, object payload, Instant? notBefore = null)
    {
        if (envelope.Origin is Origin.Demo or Origin.Imported) return;
        db.Add(new Delivery
        {
            Id = DeliveryId.New(),
            Kind = kind,
            Key = key,
            Payload = KernelJson.Write(payload),
            SubjectKind = about.Kind,
            SubjectId = about.Id,
            CreatedAt = envelope.At,
            NextAt = notBefore ?? envelope.At,
        });
    }

    public void Mail(string key, Subject about, Mail mail, Instant? notBefore = null) => Promise(Kernel.Mail.Kind, key, about, mail, notBefore);
}
