namespace Bridgewatch.Catalog.Organizations;

/// <summary>How much was promised to a customer, from the least up. Kebab-case on the wire.</summary>
public enum CustomerTier
{
    Standard,
    Silver,
    Gold,
    Platinum,
}
