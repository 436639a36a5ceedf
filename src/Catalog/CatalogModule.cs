using Bridgewatch.Catalog.Brands;
using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Lists;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Catalog.Subscriptions;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog;

/// <summary>All that the module adds to the system: organizations, contacts, subscriptions, teams, brands, components.</summary>
public sealed class CatalogModule : Module
{
    public override string Name => "catalog";

    public override IReadOnlyList<Permission> Permissions => CatalogPermissions.All;

    public override IReadOnlyList<Type> Operational => [typeof(TreeGuard)];

    public override void BuildModel(ModelBuilder model, bool postgres)
    {
        OrganizationTable.Build(model, postgres);
        ContactTable.Build(model, postgres);
        SubscriptionTable.Build(model);
        TeamTable.Build(model, postgres);
        BrandTable.Build(model, postgres);
        ComponentTable.Build(model, postgres);
        TreeGuardTable.Build(model);
    }
}
