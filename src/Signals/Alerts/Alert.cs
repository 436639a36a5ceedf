using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Signals.Alerts;

/// <summary>One alert of one sender, by its fingerprint, as it stands now. It may fire many times; the journal has them all.</summary>
public sealed class Alert : Aggregate
{
    public const int LongestFingerprint = 200;

    /// <summary>A message that says the same alert fires, though its end is known, is taken for a late one that long; after that it
    /// fires again. Prometheus that had lost its Alertmanager goes on with the old start.</summary>
    public static readonly Duration LateDelivery = Duration.FromMinutes(10);

    private Alert()
    {
    }

    public AlertId Id { get; private set; }

    public IntegrationId Integration { get; private set; }

    /// <summary>The sender's own words, so it stands here alone and not in the journal.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>See <see cref="AlertGroup.Key"/>.</summary>
    public string Group { get; private set; } = "";

    /// <summary>Firing or resolved.</summary>
    public AlertStatus Status { get; private set; }

    public AlertSeverity Severity { get; private set; }

    public string Title { get; private set; } = "";

    /// <summary>As JSON, sorted by name. May hold personal data, so they stand here alone.</summary>
    public string Labels { get; private set; } = "{}";

    public Instant StartsAt { get; private set; }

    /// <summary>Null while it fires.</summary>
    public Instant? EndsAt { get; private set; }

    /// <summary>The sender never said that it ended; its group just lists it no longer.</summary>
    public bool Unlisted { get; private set; }

    /// <summary>When the message came that last changed it. The last that named it is the newest of its group.</summary>
    public Instant SaidAt { get; private set; }

    /// <summary>The component of the catalog that it concerns; null when none is known.</summary>
    public ComponentId? Component { get; private set; }

    /// <summary>The ticket under which it hangs; null when nobody heard of it before its end.</summary>
    public TicketId? Ticket { get; private set; }

    public override Subject About => new("alert", Id.Value);

    internal static Alert Meet(IntegrationId integration, NormalAlert said) =>
        new() { Id = AlertId.New(), Integration = integration, Fingerprint = said.Fingerprint };

    /// <summary>What a message changes, by (fingerprint, start, status). An older one never overwrites a newer state.</summary>
    /// <param name="received">When the message came.</param>
    internal AlertTurn Judge(NormalAlert said, Instant received)
    {
        var ends = said.Status is AlertStatus.Resolved;
        var starts = said.StartsAt ?? (ends || Status is AlertStatus.Firing ? StartsAt : received);
        if (starts < StartsAt) return AlertTurn.None;
        if (starts > StartsAt) return ends ? AlertTurn.Ends : AlertTurn.Fires;
        return (Status, ends) switch
        {
            (AlertStatus.Firing, true) => AlertTurn.Ends,
            (AlertStatus.Firing, false) when said.Severity != Severity && received > SaidAt => AlertTurn.Changes,
            (AlertStatus.Resolved, false) when received > SaidAt + (Unlisted ? Duration.Zero : LateDelivery) => AlertTurn.Fires,
            _ => AlertTurn.None,
        };
    }

    internal void Fire(NormalAlert said, string group, ComponentId? component, TicketId ticket, Instant received)
    {
        Take(said, group, component, received);
        (Status, StartsAt, EndsAt, Unlisted, Ticket) = (AlertStatus.Firing, said.StartsAt ?? received, null, false, ticket);
        Record(new AlertFired(Id, Integration, Severity, StartsAt, ticket, component));
    }

    /// <summary>Its severity is another.</summary>
    internal void Change(NormalAlert said, string group, ComponentId? component, Instant received)
    {
        var before = Severity;
        Take(said, group, component, received);
        Record(new AlertChanged(Id, Integration, before, Severity, StartsAt));
    }

    internal void End(NormalAlert said, string group, ComponentId? component, Instant received)
    {
        Take(said, group, component, received);
        var starts = said.StartsAt ?? (StartsAt == default ? received : StartsAt);
        var ends = said.EndsAt ?? received;
        End(starts, ends < starts ? starts : ends, unlisted: false);
    }

    /// <summary>The newest message of its group lists it no longer.</summary>
    internal void EndUnlisted(Instant received)
    {
        SaidAt = received;
        End(StartsAt, received < StartsAt ? StartsAt : received, unlisted: true);
    }

    private void End(Instant starts, Instant ends, bool unlisted)
    {
        (Status, StartsAt, EndsAt, Unlisted) = (AlertStatus.Resolved, starts, ends, unlisted);
        Record(new AlertResolved(Id, Integration, Severity, starts, ends, unlisted, Ticket));
    }

    private void Take(NormalAlert said, string group, ComponentId? component, Instant received)
    {
        (Group, Severity, Title, Component, SaidAt) = (group, said.Severity ?? AlertSeverity.Warning, said.Title, component, received);
        Labels = KernelJson.Write(said.Labels);
    }
}

/// <summary>What a message means for an alert.</summary>
internal enum AlertTurn
{
    /// <summary>Known already, or older than what is known.</summary>
    None,
    Fires,
    Changes,
    Ends,
}

/// <summary>An alert began to fire and hangs under a ticket.</summary>
[JournalType("signals.alert.fired.v1")]
public sealed record AlertFired(
    AlertId Alert, IntegrationId Integration, AlertSeverity Severity, Instant StartsAt, TicketId Ticket, ComponentId? Component)
    : JournalEvent;

/// <summary>A firing alert became more or less severe.</summary>
[JournalType("signals.alert.changed.v1")]
public sealed record AlertChanged(
    AlertId Alert, IntegrationId Integration, AlertSeverity From, AlertSeverity Severity, Instant StartsAt) : JournalEvent;

/// <summary>An alert ended.</summary>
/// <param name="Unlisted">Its group lists it no longer; the sender never said that it ended.</param>
/// <param name="Ticket">Null when nobody heard of it before its end.</param>
[JournalType("signals.alert.resolved.v1")]
public sealed record AlertResolved(
    AlertId Alert, IntegrationId Integration, AlertSeverity Severity, Instant StartsAt, Instant EndsAt, bool Unlisted,
    TicketId? Ticket) : JournalEvent;
