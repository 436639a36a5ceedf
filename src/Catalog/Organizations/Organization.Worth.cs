using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>What was promised to it and what it pays. The journal has both for each day (practices 1.3 and 5.4).</summary>
public sealed partial class Organization
{
    public CustomerTier Tier { get; private set; }

    /// <summary>What it pays in a year; null where nobody said.</summary>
    public Money? Revenue { get; private set; }

    internal void Promise(CustomerTier tier)
    {
        if (tier == Tier) return;
        var before = Tier;
        Tier = tier;
        Record(new OrganizationTierChanged(Id, before, tier));
    }

    internal void PaysAnnually(Money? revenue)
    {
        if (revenue == Revenue) return;
        var before = Revenue;
        Revenue = revenue;
        Record(new OrganizationRevenueChanged(Id, before, revenue));
    }
}

/// <summary>Another tier holds from now on.</summary>
[JournalType("catalog.organization.tier-changed.v1")]
public sealed record OrganizationTierChanged(OrganizationId Organization, CustomerTier From, CustomerTier To) : JournalEvent;

/// <summary>Another annual revenue is known from now on.</summary>
[JournalType("catalog.organization.revenue-changed.v1")]
public sealed record OrganizationRevenueChanged(OrganizationId Organization, Money? From, Money? To) : JournalEvent;
