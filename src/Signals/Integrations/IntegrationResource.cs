using System.Text.Json.Serialization;
using Bridgewatch.Kernel;
using Bridgewatch.Signals.Alerts;
using Bridgewatch.Signals.Inbox;
using NodaTime;

namespace Bridgewatch.Signals.Integrations;

/// <summary>How an integration stands.</summary>
public enum IntegrationState
{
    /// <summary>Nothing has come yet.</summary>
    Silent,
    Working,

    /// <summary>Something came that was not understood, or was incomplete.</summary>
    NeedsAttention,
    Archived,
}

/// <param name="Url">Absolute, from the public address.</param>
/// <param name="Service">The component's slug.</param>
/// <param name="EarlierSecretUntil">Until then the secret before the last works too; null when it does not.</param>
/// <param name="NotUnderstood">Messages that stand there with a problem.</param>
/// <param name="Truncated">Alerts that the sender left out of the newest messages of its groups, of the last days.</param>
public sealed record IntegrationResource(
    IntegrationId Id, IntegrationSource Source, string Name, string Url, string? Service, bool ResolvesTickets, Instant AddedAt,
    Instant? EarlierSecretUntil, Instant? LastReceivedAt, IntegrationState State, int Waiting, int NotUnderstood, int Firing, long Truncated, long Version);

/// <summary>A message as it arrived and what it became.</summary>
/// <param name="Hash">SHA-256 of the body.</param>
public sealed record RawResource(
    RawMessageId Id, Instant ReceivedAt, RawState State, int Size, string Hash, Instant? ProcessedAt, string? Problem, RawOutcome? Outcome);

/// <summary>A message, read.</summary>
/// <param name="Alerts">As they are understood, the first <see cref="MostAlerts"/>.</param>
/// <param name="AlertCount">How many the body has.</param>
/// <param name="Body">As it came.</param>
public sealed record ReadMessageResource(
    RawResource Message, IReadOnlyList<NormalAlert> Alerts, int AlertCount, [property: JsonIgnore] byte[] Body)
{
    public const int MostAlerts = 200;
}

/// <summary>An alert under a ticket, in short.</summary>
public sealed record TicketAlert(AlertId Id, AlertStatus Status, AlertSeverity Severity, string Title);

/// <param name="Ticket">Null when nobody heard of it before its end.</param>
public sealed record AlertResource(
    AlertId Id, string Fingerprint, AlertStatus Status, AlertSeverity Severity, string Title, IReadOnlyDictionary<string, string> Labels,
    Instant StartsAt, Instant? EndsAt, bool Unlisted, Instant LastSeenAt, TicketNumber? Ticket, string? Component);
