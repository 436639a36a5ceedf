using Bridgewatch.Catalog.Brands;
using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Lists;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Catalog.Subscriptions;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog;

/// <summary>The module's tables: to read for everybody, to write for the module alone.</summary>
public static class CatalogTables
{
    extension(BridgewatchDb db)
    {
        /// <summary>Also archived ones. Lists for people go through <see cref="CatalogSight"/>.</summary>
        public IQueryable<Organization> Organizations => db.Set<Organization>().AsNoTracking();

        public IQueryable<OrganizationDomain> OrganizationDomains => db.Set<OrganizationDomain>().AsNoTracking();

        /// <summary>Also archived and erased ones. Lists for people go through <see cref="CatalogSight"/>.</summary>
        public IQueryable<Contact> Contacts => db.Set<Contact>().AsNoTracking();

        public IQueryable<ContactAddress> ContactAddresses => db.Set<ContactAddress>().AsNoTracking();

        public IQueryable<Membership> Memberships => db.Set<Membership>().AsNoTracking();

        public IQueryable<Subscription> Subscriptions => db.Set<Subscription>().AsNoTracking();

        public IQueryable<Team> Teams => db.Set<Team>().AsNoTracking();

        public IQueryable<TeamMember> TeamMembers => db.Set<TeamMember>().AsNoTracking();

        public IQueryable<Brand> Brands => db.Set<Brand>().AsNoTracking();

        public IQueryable<Component> Components => db.Set<Component>().AsNoTracking();

        public IQueryable<ComponentAlias> ComponentAliases => db.Set<ComponentAlias>().AsNoTracking();

        public IQueryable<Calendar> Calendars => db.Set<Calendar>().AsNoTracking();

        internal DbSet<Organization> AllOrganizations => db.Set<Organization>();

        internal DbSet<Contact> AllContacts => db.Set<Contact>();

        internal DbSet<Subscription> AllSubscriptions => db.Set<Subscription>();

        internal DbSet<Team> AllTeams => db.Set<Team>();

        internal DbSet<Brand> AllBrands => db.Set<Brand>();

        internal DbSet<BrandLogo> AllBrandLogos => db.Set<BrandLogo>();

        internal DbSet<Component> AllComponents => db.Set<Component>();

        internal DbSet<Calendar> AllCalendars => db.Set<Calendar>();

        internal DbSet<TreeGuard> TreeGuards => db.Set<TreeGuard>();
    }
}
