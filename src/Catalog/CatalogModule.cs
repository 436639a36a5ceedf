using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Access.Roles;
using Bridgewatch.Catalog.Brands;
using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Erasure;
using Bridgewatch.Catalog.Import;
using Bridgewatch.Catalog.Lists;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Catalog.Subscriptions;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Ui;
using FluentValidation;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Catalog;

/// <summary>All that the module adds to the system: organizations, contacts, subscriptions, teams, brands, components.</summary>
public sealed class CatalogModule : Module
{
    public override string Name => "catalog";

    public override IReadOnlyList<Permission> Permissions => CatalogPermissions.All;

    public override IReadOnlyList<Type> Operational => [typeof(TreeGuard)];

    public override void AddServices(IServiceCollection services)
    {
        services.AddScoped<OrganizationQueries>().AddScoped<OrganizationHistory>().AddScoped<OrganizationLinks>();
        services.AddScoped<ContactQueries>().AddScoped<ContactLinks>().AddScoped<DomainMap>();
        services.AddScoped<SubscriptionQueries>().AddScoped<SubscriptionLinks>();
        services.AddScoped<TeamQueries>().AddScoped<TeamLinks>().AddScoped<IActorFacts, TeamFacts>();
        services.AddScoped<BrandQueries>().AddScoped<BrandLinks>();
        services.AddScoped<ComponentQueries>().AddScoped<ComponentLinks>().AddScoped<ComponentUses>();
        services.AddScoped<IFirstServices, FirstServices>();
        services.AddScoped<IErases, ContactErasure>().AddScoped<IKnowsPeople, ContactErasure>().AddScoped<IErases, NoteErasure>();
        services.AddScoped<OrganizationViews>().AddScoped<TeamViews>().AddScoped<ComponentTreeView>().AddScoped<IPlaceNames, PlaceNames>();
        AddPages(services);
        AddImport(services);
        AddValidators(services);
    }

    private static void AddPages(IServiceCollection services)
    {
        NavItem Setting(string href, string key, string icon, int order, string permission) =>
            new(href, key, icon, order, Permission: permission) { Texts = typeof(CatalogTexts), Place = NavPlace.Settings, GroupKey = "nav.catalog" };
        services.AddLocalization();
        services.AddSingleton(new NavItem("/organizations", "nav.organizations", "org", 500, "g o", CatalogPermissions.Read) { Texts = typeof(CatalogTexts) });
        services.AddSingleton(Setting("/settings/teams", "nav.teams", "team", 110, CatalogPermissions.EditTeams));
        services.AddSingleton(Setting("/settings/components", "nav.components", "tree", 120, CatalogPermissions.EditArchitecture));
        services.AddSingleton(Setting("/settings/import", "nav.import", "upload", 130, CatalogPermissions.Import));
        services.AddScoped<IPaletteSource, CatalogPalette>();
    }

    private static void AddImport(IServiceCollection services)
    {
        services.AddScoped<IImport, OrganizationImport>().AddScoped<IImport, ContactImport>();
        services.AddScoped<IImport, SubscriptionImport>().AddScoped<IImport, ComponentImport>();
        services.AddScoped(sp => new ImportQueries(sp.GetRequiredService<Actor>(), sp.GetServices<IImport>()));
        services.AddScoped<PreparedImport>().AddScoped<IPrepare<ApplyImport>>(sp => sp.GetRequiredService<PreparedImport>());
        services.AddSingleton(new SettingType(typeof(ImportDefaults)));
        services.AddScoped<IValidator<ImportDefaults>, ImportDefaultsValidator>();
        services.AddScoped<IValidator<ApplyImport>, ApplyImportValidator>();
    }

    private static void AddValidators(IServiceCollection services)
    {
        services.AddScoped<IValidator<AddOrganization>, AddOrganizationValidator>();
        services.AddScoped<IValidator<ChangeOrganization>, ChangeOrganizationValidator>();
        services.AddScoped<IValidator<AddContact>, AddContactValidator>();
        services.AddScoped<IValidator<ChangeContact>, ChangeContactValidator>();
        services.AddScoped<IValidator<EnsureContact>, EnsureContactValidator>();
        services.AddScoped<IValidator<AddSubscription>, AddSubscriptionValidator>();
        services.AddScoped<IValidator<ChangeSubscription>, ChangeSubscriptionValidator>();
        services.AddScoped<IValidator<UpgradeSubscription>, UpgradeSubscriptionValidator>();
        services.AddScoped<IValidator<AddTeam>, AddTeamValidator>();
        services.AddScoped<IValidator<ChangeTeam>, ChangeTeamValidator>();
        services.AddScoped<IValidator<AddBrand>, AddBrandValidator>();
        services.AddScoped<IValidator<ChangeBrand>, ChangeBrandValidator>();
        services.AddScoped<IValidator<AddComponent>, AddComponentValidator>();
        services.AddScoped<IValidator<ChangeComponent>, ChangeComponentValidator>();
        services.AddScoped<IValidator<AddService>, AddServiceValidator>();
    }

    public override void MapApi(IEndpointRouteBuilder api)
    {
        OrganizationEndpoints.Map(api);
        ContactEndpoints.Map(api);
        SubscriptionEndpoints.Map(api);
        TeamEndpoints.Map(api);
        BrandEndpoints.Map(api);
        ComponentEndpoints.Map(api);
        ImportEndpoints.Map(api);
    }

    public override void BuildModel(ModelBuilder model, bool postgres)
    {
        OrganizationTable.Build(model, postgres);
        ContactTable.Build(model, postgres);
        SubscriptionTable.Build(model, postgres);
        TeamTable.Build(model, postgres);
        BrandTable.Build(model, postgres);
        ComponentTable.Build(model, postgres);
        TreeGuardTable.Build(model);
    }
}
