using System.Text.Json.Serialization;
using NodaTime;

namespace Bridgewatch.Signals.Alerts;

/// <summary>
/// One alert of any monitor, in the one form that the rest of the system knows. Serialised as it is, in camelCase and
/// kebab-case, it is what `bridgewatch alert parse` prints.
/// </summary>
public sealed record NormalAlert
{
    /// <summary>The longest title; a longer one is cut with an ellipsis.</summary>
    public const int LongestTitle = 250;

    /// <summary>The longest description, cut likewise.</summary>
    public const int LongestDescription = 20_000;

    public SignalKind Kind { get; init; } = SignalKind.Alert;

    /// <summary>The kind of sender: `alertmanager`.</summary>
    public required string Source { get; init; }

    /// <summary>The sender's name for this one delivery; null where it gives none.</summary>
    public string? DeliveryId { get; init; }

    /// <summary>By which two messages speak of the same alert. Ours, over the labels, if the sender has none.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The sender's name for the alerts that belong together.</summary>
    public string? GroupKey { get; init; }

    public AlertStatus? Status { get; init; }

    public AlertSeverity? Severity { get; init; }

    /// <summary>The sender said how bad it is, in a word that we know; otherwise <see cref="Severity"/> is a guess.</summary>
    [JsonIgnore]
    public bool SaysSeverity => Severity is not null && !Warnings.Any(w => w.Fault == AlertFault.SeverityAssumed);

    /// <summary>One line, never empty.</summary>
    public required string Title { get; init; }

    public string? Description { get; init; }

    /// <summary>As the sender names it.</summary>
    public string? Service { get; init; }

    /// <summary>As the sender names it.</summary>
    public string? Component { get; init; }

    public string? Environment { get; init; }

    public string? Version { get; init; }

    /// <summary>Sorted by name.</summary>
    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    public Instant? StartsAt { get; init; }

    /// <summary>Null while it fires.</summary>
    public Instant? EndsAt { get; init; }

    public IReadOnlyList<AlertLink> Links { get; init; } = [];

    /// <summary>Whether the delivery was signed; only who received it can tell.</summary>
    public SignatureVerdict Signature { get; init; } = SignatureVerdict.Absent;

    /// <summary>What was missing, assumed or wrong.</summary>
    public IReadOnlyList<AlertWarning> Warnings { get; init; } = [];
}

/// <summary>What a delivery turned out to be.</summary>
public enum SignalKind
{
    Alert,
    Deployment,

    /// <summary>Nothing that concerns us; the warnings say why.</summary>
    Ignored,
}

/// <summary>How an alert stands with its monitor.</summary>
public enum AlertStatus
{
    Firing,
    Acknowledged,
    Resolved,
}

/// <summary>How bad a monitor says it is, from the worst down.</summary>
public enum AlertSeverity
{
    Critical,
    Error,
    Warning,
    Info,
}

/// <summary>The result of checking a delivery's signature.</summary>
public enum SignatureVerdict
{
    Absent,
    Valid,
    Invalid,
}

/// <summary>Something to look at beside an alert. Always an http or https address.</summary>
public sealed record AlertLink(AlertLinkKind Kind, string Url);

/// <summary>What an <see cref="AlertLink"/> shows.</summary>
public enum AlertLinkKind
{
    /// <summary>What to do.</summary>
    Runbook,

    /// <summary>A dashboard or panel.</summary>
    Graph,

    /// <summary>The rule or query at the monitor.</summary>
    Source,
}

/// <summary>Something about an alert that was not as it should be. Pages word it from `fault.{Fault}`.</summary>
/// <param name="Field">Where in the sender's body.</param>
/// <param name="Value">What stood there, at most 100 characters.</param>
public sealed record AlertWarning(AlertFault Fault, string? Field = null, string? Value = null);

/// <summary>The kinds of <see cref="AlertWarning"/>.</summary>
public enum AlertFault
{
    /// <summary>Not the type that it should have; left out.</summary>
    WrongType,

    /// <summary>A time, address or word that cannot be understood; left out.</summary>
    NotUnderstood,

    /// <summary>Cut to its longest.</summary>
    TooLong,

    /// <summary>More of them than are kept.</summary>
    TooMany,

    /// <summary>The sender gave none; ours is a hash over the labels.</summary>
    FingerprintMissing,

    /// <summary>Neither a fingerprint nor a label: two such alerts are taken for one if they say the same.</summary>
    NothingIdentifies,

    /// <summary>The alert does not say; the group's status was taken, or firing.</summary>
    StatusAssumed,

    /// <summary>No severity, or an unknown word: warning was taken.</summary>
    SeverityAssumed,

    /// <summary>The group has no key; each alert stands alone.</summary>
    GroupKeyMissing,

    /// <summary>A version of the body that nobody has tried.</summary>
    VersionUnknown,

    /// <summary>The sender left alerts out; the value says how many.</summary>
    Truncated,

    /// <summary>Two alerts of one body have the same fingerprint.</summary>
    FingerprintRepeated,
}
