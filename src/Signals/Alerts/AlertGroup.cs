using System.Security.Cryptography;
using System.Text;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Signals.Alerts;

/// <summary>What the intake remembers of a sender's group beside its alerts: the ticket it feeds, and the newest body. Operational:
/// every link of an alert with a ticket stands in the journal with the alert.</summary>
public sealed class AlertGroup
{
    /// <summary>Characters of <see cref="Key"/>.</summary>
    public const int KeyLength = 32;

    /// <summary>That a group was cut short is said of an integration for so long after the group's newest body.</summary>
    public static readonly Duration TruncationCounts = Duration.FromDays(7);

    public required IntegrationId Integration { get; init; }

    /// <summary>Half of a SHA-256 over the sender's name for the group, which may be long.</summary>
    public required string Key { get; init; }

    /// <summary>The newest ticket of the group.</summary>
    public TicketId? Ticket { get; set; }

    /// <summary>When its newest body came.</summary>
    public Instant LastBodyAt { get; set; }

    /// <summary>How many alerts the sender left out of the newest body.</summary>
    public long Truncated { get; set; }

    /// <param name="groupKey">The sender's; null when it has none, and each alert stands alone.</param>
    internal static string KeyOf(string? groupKey, string fingerprint)
    {
        var text = groupKey is null ? $"alone\n{fingerprint}" : $"group\n{groupKey}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, KeyLength / 2));
    }
}
