using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog;

/// <summary>All that the module adds to the system: organizations, contacts, subscriptions, teams, brands, components.</summary>
public sealed class CatalogModule : Module
{
    public override string Name => "catalog";
}
