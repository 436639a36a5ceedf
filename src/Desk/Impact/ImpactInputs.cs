using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Desk.Tickets;

namespace Bridgewatch.Desk.Impact;

/// <summary>
/// What is known of a ticket when its impact is computed. Null means unknown: <see cref="ImpactScore.Of"/> then assumes
/// a value and says so.
/// </summary>
public sealed record ImpactInputs
{
    /// <summary>Decides what severity is assumed where nobody stated one.</summary>
    public TicketType Type { get; init; }

    /// <summary>Customers or people hit; for an alert the subscribers of its service. Below 0 counts as 0.</summary>
    public int? CustomersAffected { get; init; }

    /// <summary>The tier of the requester's organization; with several organizations, the highest.</summary>
    public CustomerTier? Tier { get; init; }

    /// <summary>Annual revenue exposed. Below 0 counts as 0.</summary>
    public decimal? AnnualRevenue { get; init; }

    /// <summary>
    /// The currency of <see cref="AnnualRevenue"/>, ISO 4217; null for the one of <see cref="ImpactCurves.Currency"/>. In another one
    /// the amount cannot be compared, since nobody gives us rates, and a revenue is assumed.
    /// </summary>
    public string? RevenueCurrency { get; init; }

    /// <summary>How badly the function is hurt, as stated by the requester, the monitor or an agent.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Whether the customer has a way around it.</summary>
    public bool? Workaround { get; init; }

    /// <summary>Earlier tickets or alerts of the same kind within the window of recurrence. Below 0 counts as 0.</summary>
    public int? Recurrences { get; init; }
}
