using Bridgewatch.Kernel;

namespace Bridgewatch.Catalog;

/// <summary>What one may do with the catalog of customers, teams and architecture.</summary>
public static class CatalogPermissions
{
    public const string Read = "catalog.read";
    public const string EditCustomers = "catalog.edit-customers";
    public const string EditArchitecture = "catalog.edit-architecture";
    public const string EditTeams = "catalog.edit-teams";
    public const string EditCalendars = "catalog.edit-calendars";
    public const string Import = "catalog.import";

    public static IReadOnlyList<Permission> All { get; } =
    [
        new(Read, "See organizations, contacts, subscriptions, teams, brands, components and calendars."),
        new(EditCustomers, "Add and change organizations, contacts and subscriptions."),
        new(EditArchitecture, "Add, change and move services and components."),
        new(EditTeams, "Add and change teams and brands."),
        new(EditCalendars, "Add and change business calendars."),
        new(Import, "Import organizations, contacts, subscriptions and components from files."),
    ];
}
