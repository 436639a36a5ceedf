using System.Globalization;
using System.Text.Json;
using Bridgewatch.Access.Demo;
using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Access.People;
using Bridgewatch.Access.Roles;
using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Catalog.Subscriptions;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Desk.Demo;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Host.CommandLine;
using Bridgewatch.Kernel;
using Bridgewatch.Signals.Integrations;
using Mediator;
using NodaTime;

namespace Bridgewatch.Host.Demo;

/// <summary>Where the tickets of the demonstration take place, by the ids under which it was made.</summary>
internal sealed record DemoPlaces(
    IReadOnlyDictionary<string, DemoRoute> Routes, IReadOnlyDictionary<string, IReadOnlyList<DemoAgent>> Agents, PersonId Lead,
    IReadOnlyDictionary<string, ComponentId> Components, IReadOnlyList<DemoCustomer> Customers, Guid Monitor);

internal sealed record DemoAgent(PersonId Id, SupportTier Tier, string Handle);

internal sealed record DemoCustomer(DemoOrganization Organization, OrganizationId Id, IReadOnlyList<(ContactId Id, string Name)> Contacts);

/// <summary>Makes the company through the modules' own commands, as the operator.</summary>
internal sealed class CompanyMaker(Offline offline, Instant now, CancellationToken ct)
{
    private const int ContactsEach = 3;

    public async Task<DemoPlaces> Make()
    {
        await Present();
        var people = new Dictionary<DemoColleague, PersonId>();
        foreach (var p in DemoCompany.People) people.Add(p, await Send(new AddDemoPerson(p.Email, p.Name, p.Role is DemoCompany.AccountManager or DemoCompany.Auditor ? null : p.Role, p.Tier, p.Zone)));
        var routes = new Dictionary<string, DemoRoute>();
        foreach (var team in DemoCompany.Teams)
        {
            var members = people.Where(p => p.Key.Team == team.Slug).Select(p => p.Value).ToList();
            var id = await Send(new AddTeam(team.Name, team.Slug, members, members[0]));
            var queue = await Send(new MakeQueue(team.Name, team.Slug, id));
            routes.Add(team.Slug, new(queue.Id, id, SupportTier.L1));
        }
        var components = new Dictionary<string, ComponentId>();
        foreach (var component in DemoCompany.Components) components.Add(component.Slug, await Send(Adds(component)));
        var customers = new List<DemoCustomer>();
        foreach (var organization in DemoCompany.Organizations) customers.Add(await Make(organization, customers.Count, people));
        // Auditors come for a quarter.
        await Send(new GrantRole(people.Single(p => p.Key.Role == DemoCompany.Auditor).Value, DemoCompany.Auditor, Until: now + Duration.FromDays(90)));
        var monitor = await Send(new AddIntegration(IntegrationSource.Alertmanager, "Prometheus, production"));
        return new(routes, Agents(people), people.Single(p => p.Key.Role == "support-lead").Value, components, customers, monitor.Id.Value);
    }

    /// <summary>The company's own name, unless somebody has given it one.</summary>
    private async Task Present()
    {
        var company = await offline.Ask((Settings settings, CancellationToken c) => settings.Get<Company>(c).AsTask(), ct);
        if (company.Name.Length > 0) return;
        company = company with { Name = DemoCompany.Name, SupportAddress = $"support@{DemoCompany.Domain}", Zone = "Europe/Berlin" };
        await Send(new ChangeSetting("access.company", JsonSerializer.SerializeToElement(company, KernelJson.Options)));
    }

    private static AddComponent Adds(DemoComponent component)
    {
        var cut = component.Slug.LastIndexOf('/');
        return cut < 0
            ? new(component.Name, ComponentKind.Service, component.Slug, OwningTeam: component.Team, Lifecycle: "production", Description: component.Description)
            : new(component.Name, ComponentKind.Component, component.Slug[(cut + 1)..], component.Slug[..cut], component.Team, Lifecycle: "production", Description: component.Description);
    }

    private async Task<DemoCustomer> Make(DemoOrganization organization, int number, Dictionary<DemoColleague, PersonId> people)
    {
        // The large customers have an account manager, who sees theirs alone.
        var manager = people.Single(p => p.Key.Role == DemoCompany.AccountManager).Value;
        var isLarge = organization.Tier is CustomerTier.Platinum or CustomerTier.Gold;
        var agents = people.Where(p => p.Key.Team.Length > 0).Select(p => p.Value).ToList();
        var owner = isLarge ? manager : agents[number % agents.Count];
        var day = now.InUtc().Date;
        var made = await Send(new AddOrganization(organization.Name, organization.Tier, new(organization.Revenue, organization.Currency, day.PlusDays(-30 - number)),
            organization.Region, [organization.Domain], Owner: owner));
        if (isLarge) await Send(new GrantRole(manager, DemoCompany.AccountManager, GrantScope.Organization, made.Id.Value));
        foreach (var service in organization.Services)
            await Send(new AddSubscription(made.Id, service, organization.Region, From: day.PlusYears(-3).PlusDays(number * 7)));
        var (given, family) = DemoCompany.Names[organization.Region];
        var contacts = new List<(ContactId, string)>();
        for (var i = 0; i < ContactsEach; i++)
        {
            var name = (Given: given[(number * ContactsEach + i) % given.Length], Family: family[(number * 5 + i * 3) % family.Length]);
            var address = string.Create(CultureInfo.InvariantCulture, $"{name.Given}.{name.Family}@{organization.Domain}").ToLowerInvariant();
            contacts.Add((await Send(new AddContact($"{name.Given} {name.Family}", [address], Language: "en", Organizations: [new(made.Id)])), name.Given));
        }
        return new(organization, made.Id, contacts);
    }

    private static Dictionary<string, IReadOnlyList<DemoAgent>> Agents(Dictionary<DemoColleague, PersonId> people) => people
        .Where(p => p.Key.Tier is not null).GroupBy(p => p.Key.Team)
        .ToDictionary(g => g.Key, g => (IReadOnlyList<DemoAgent>)[.. g.Select(p => new DemoAgent(p.Value, p.Key.Tier!.Value, Handles.From(p.Key.Email)))]);

    private Task<T> Send<T>(ICommand<T> command) => offline.Send(command, ct, door => door.Origin = Origin.Demo);
}
