using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Access.Roles;
using Bridgewatch.Catalog.Brands;
using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Erasure;
using Bridgewatch.Catalog.Import;
using Bridgewatch.Catalog.Lists;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Catalog.Subscriptions;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Ui;
using FluentValidation;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Catalog;

/// <summary>All that the module adds to the system: organizations, contacts, subscriptions, teams, brands, components, calendars.</summary>
public sealed class CatalogModule : Module
{
    public override string Name => "catalog";

    public override IReadOnlyList<Permission> Permissions => CatalogPermissions.All;

    public override IReadOnlyList<Type> Operational => [typeof(TreeGuard)];

    public override void AddServices(IServiceCollection services)
    {
        services.AddReactor<FollowDirectory>(FollowDirectory.Name);
        services.AddScoped<OrganizationQueries>().AddScoped<OrganizationHistory>().AddScoped<OrganizationLinks>();
        services.AddScoped<OrganizationMergeQueries>().AddScoped<SplitPlans>().AddScoped<Handover>();
        services.AddScoped<ContactQueries>().AddScoped<ContactMergeQueries>().AddScoped<ContactLinks>().AddScoped<DomainMap>();
        services.AddSingleton<ContactMemory>().AddScoped(sp => new KnownContacts(
            sp.GetRequiredService<BridgewatchDb>(), sp.GetRequiredService<Envelope>(), sp.GetRequiredService<DomainMap>(), sp.GetRequiredService<ContactMemory>()));
        services.AddScoped<SubscriptionQueries>().AddScoped<SubscriptionLinks>();
        services.AddScoped<TeamQueries>().AddScoped<TeamLinks>().AddSingleton<IActorFacts, TeamFacts>().AddScoped<IColleagues, Colleagues>();
        services.AddScoped<BrandQueries>().AddScoped<BrandLinks>();
        services.AddScoped<ComponentQueries>().AddScoped<ComponentLinks>().AddScoped<ComponentUses>();
        services.AddScoped<IFirstServices, FirstServices>();
        services.AddScoped<IErases, ContactErasure>().AddScoped<IKnowsPeople, ContactErasure>().AddScoped<IErases, NoteErasure>();
        services.AddScoped<OrganizationViews>().AddScoped<TeamViews>().AddScoped<ComponentTreeView>().AddScoped<IPlaceNames, PlaceNames>();
        AddCalendars(services);
        AddPages(services);
        AddImport(services);
        AddValidators(services);
    }

    private static void AddCalendars(IServiceCollection services)
    {
        services.AddScoped<CalendarQueries>().AddScoped<CalendarLinks>();
        services.AddSingleton<CalendarMemory>().AddScoped(sp => new KnownCalendars(
            sp.GetRequiredService<BridgewatchDb>(), sp.GetRequiredService<Envelope>(), sp.GetRequiredService<CalendarMemory>()));
        services.AddSingleton<IValidator<AddCalendar>, AddCalendarValidator>().AddScoped<ILookUp<AddCalendar>, AddCalendarLookUp>();
        services.AddSingleton<IValidator<ChangeCalendar>, ChangeCalendarValidator>();
    }

    private static void AddPages(IServiceCollection services)
    {
        NavItem Setting(string href, string key, string icon, int order, string permission) =>
            new(href, key, icon, order, Permission: permission) { Texts = typeof(CatalogTexts), Place = NavPlace.Settings, GroupKey = "nav.catalog" };
        services.AddLocalization();
        services.AddSingleton(new NavItem("/organizations", "nav.organizations", "org", 500, "g o", CatalogPermissions.Read) { Texts = typeof(CatalogTexts) });
        services.AddSingleton(Setting("/settings/teams", "nav.teams", "team", 110, CatalogPermissions.EditTeams));
        services.AddSingleton(Setting("/settings/brands", "nav.brands", "tag", 115, CatalogPermissions.EditTeams));
        services.AddSingleton(Setting("/settings/calendars", "nav.calendars", "calendar", 117, CatalogPermissions.EditCalendars));
        services.AddSingleton(Setting("/settings/components", "nav.components", "tree", 120, CatalogPermissions.EditArchitecture));
        services.AddSingleton(Setting("/settings/import", "nav.import", "upload", 130, CatalogPermissions.Import));
        services.AddScoped<IPaletteSource, CatalogPalette>();
    }

    private static void AddImport(IServiceCollection services)
    {
        services.AddScoped<IImport, OrganizationImport>().AddScoped<IImport, ContactImport>();
        services.AddScoped<IImport, SubscriptionImport>().AddScoped<IImport, ComponentImport>().AddScoped<IImport, PeopleImport>();
        services.AddScoped(sp => new ImportQueries(sp.GetRequiredService<Actor>(), sp.GetServices<IImport>()));
        services.AddScoped<PreparedImport>().AddScoped<IPrepare<ApplyImport>>(sp => sp.GetRequiredService<PreparedImport>());
        services.AddSingleton(new SettingType(typeof(ImportDefaults)));
        services.AddSingleton<IValidator<ImportDefaults>, ImportDefaultsValidator>();
        services.AddSingleton<IValidator<ApplyImport>, ApplyImportValidator>();
    }

    private static void AddValidators(IServiceCollection services)
    {
        services.AddSingleton<IValidator<AddOrganization>, AddOrganizationValidator>();
        services.AddSingleton<IValidator<ChangeOrganization>, ChangeOrganizationValidator>();
        services.AddSingleton<IValidator<SplitOrganization>, SplitOrganizationValidator>();
        services.AddScoped<ILookUp<AddOrganization>, AddOrganizationLookUp>();
        services.AddScoped<ILookUp<AddContact>, AddContactLookUp>();
        services.AddScoped<ILookUp<AddComponent>, AddComponentLookUp>();
        services.AddScoped<ILookUp<AddSubscription>, AddSubscriptionLookUp>();
        services.AddSingleton<IValidator<AddContact>, AddContactValidator>();
        services.AddSingleton<IValidator<ChangeContact>, ChangeContactValidator>();
        services.AddSingleton<IValidator<EnsureContact>, EnsureContactValidator>();
        services.AddSingleton<IValidator<AddSubscription>, AddSubscriptionValidator>();
        services.AddSingleton<IValidator<ChangeSubscription>, ChangeSubscriptionValidator>();
        services.AddSingleton<IValidator<UpgradeSubscription>, UpgradeSubscriptionValidator>();
        services.AddSingleton<IValidator<AddTeam>, AddTeamValidator>();
        services.AddSingleton<IValidator<ChangeTeam>, ChangeTeamValidator>();
        services.AddSingleton<IValidator<AddBrand>, AddBrandValidator>();
        services.AddSingleton<IValidator<ChangeBrand>, ChangeBrandValidator>();
        services.AddSingleton<IValidator<GiveBrandLogo>, GiveBrandLogoValidator>();
        services.AddSingleton<IValidator<AddComponent>, AddComponentValidator>();
        services.AddSingleton<IValidator<ChangeComponent>, ChangeComponentValidator>();
        services.AddSingleton<IValidator<AddService>, AddServiceValidator>();
    }

    public override void MapApi(IEndpointRouteBuilder api)
    {
        OrganizationEndpoints.Map(api);
        ContactEndpoints.Map(api);
        SubscriptionEndpoints.Map(api);
        TeamEndpoints.Map(api);
        BrandEndpoints.Map(api);
        ComponentEndpoints.Map(api);
        CalendarEndpoints.Map(api);
        ImportEndpoints.Map(api);
    }

    public override void MapDoors(IEndpointRouteBuilder routes) => BrandLogoDoor.Map(routes);

    public override void BuildModel(ModelBuilder model, bool postgres)
    {
        OrganizationTable.Build(model, postgres);
        ContactTable.Build(model, postgres);
        SubscriptionTable.Build(model, postgres);
        TeamTable.Build(model, postgres);
        BrandTable.Build(model, postgres);
        ComponentTable.Build(model, postgres);
        CalendarTable.Build(model, postgres);
        TreeGuardTable.Build(model);
    }
}
