using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using NodaTime;

namespace Bridgewatch.Tests.Catalog;

public class KeepingOrganizations
{
    private static readonly LocalDate NewYear = new(2026, 1, 1);

    [Theory, BothEngines]
    public async Task What_is_given_is_kept_and_what_is_left_out_stays(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var parent = await app.HasOrganization("Acme Group");
        var added = await app.Send(new AddOrganization(" Acme ", CustomerTier.Gold, new(120_000.5m, "EUR", NewYear), "EU", ["ACME.example", "acme.example."], parent, Note: "Careful\nwith them"));
        added.ShouldBeEquivalentTo(await app.Organization(added.Id));
        added.Name.ShouldBe("Acme");
        added.Domains.ShouldBe(["acme.example"]);
        added.Revenue.ShouldBe(new Money(120_000.5m, "EUR", NewYear));
        await app.Send(new ChangeOrganization(added.Id, Region: new(null), Domains: new(["acme.example", "acme.test"])));
        var changed = await app.Organization(added.Id);
        (changed.Name, changed.Tier, changed.Region, changed.Parent, changed.Version).ShouldBe(("Acme", CustomerTier.Gold, null, parent, 2));
        changed.Domains.ShouldBe(["acme.example", "acme.test"]);
    }

    [Theory, BothEngines]
    public async Task A_change_of_domains_alone_raises_the_version_and_a_stale_writer_is_told(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var acme = await app.HasOrganization("Acme");
        await app.Send(new ChangeOrganization(acme, Domains: new(["acme.example"])), d => d.IfMatch = 1);
        (await app.Organization(acme)).Version.ShouldBe(2);
        var stale = await Should.ThrowAsync<Stale>(() => app.Send(new ChangeOrganization(acme, Name: "Other"), d => d.IfMatch = 1));
        stale.Version.ShouldBe(2);
        (await app.Organization(acme)).Name.ShouldBe("Acme");
    }

    [Theory, BothEngines]
    public async Task A_domain_belongs_to_one_organization(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.HasOrganization("Acme", "acme.example");
        var refusal = await Should.ThrowAsync<Refusal>(() => app.HasOrganization("Other", "other.example", "Acme.Example"));
        (refusal.Name, refusal.Message).ShouldBe(("domain-taken", "acme.example belongs to Acme."));
        (await app.Ask((OrganizationQueries all, CancellationToken ct) => all.List(new(), null, 10, true, ct))).Count.ShouldBe(new Count(1, false));
    }

    [Theory, BothEngines]
    public async Task Of_many_who_claim_a_domain_at_once_one_gets_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var tries = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(async () =>
        {
            try { return await app.HasOrganization($"Claimant {i}", "acme.example"); }
            catch (Refusal refused) when (refused.Name == "domain-taken") { return default; }
        })));
        var winner = tries.Where(t => t != default).ShouldHaveSingleItem();
        (await app.Organization(winner)).Domains.ShouldBe(["acme.example"]);
        (await app.JournalTypes()).Count(t => t == "catalog.organization.added.v1").ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task Public_mail_domains_and_nonsense_are_refused_each_by_name(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var invalid = await Should.ThrowAsync<Invalid>(() => app.Send(new AddOrganization(" ", Domains: ["gmail.com", "no domain", "acme.example"], Revenue: new(-1, "euro", NewYear))));
        invalid.Errors.Keys.Order().ShouldBe(["domains", "name", "revenue"]);
        invalid.Errors["domains"].Length.ShouldBe(2);
        invalid.Errors["revenue"].Length.ShouldBe(2);
    }

    [Theory, BothEngines]
    public async Task Nobody_stands_below_themselves(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (a, b, c) = (await app.HasOrganization("A"), await app.HasOrganization("B"), await app.HasOrganization("C"));
        await app.Send(new ChangeOrganization(b, Parent: new(a)));
        await app.Send(new ChangeOrganization(c, Parent: new(b)));
        foreach (var (child, parent) in new[] { (a, c), (a, a), (b, c) })
        {
            (await Should.ThrowAsync<Refusal>(() => app.Send(new ChangeOrganization(child, Parent: new(parent))))).Name.ShouldBe("circle-of-parents");
        }
        await Should.ThrowAsync<Invalid>(() => app.Send(new ChangeOrganization(a, Parent: new(OrganizationId.New()))));
    }

    [Theory, BothEngines]
    public async Task Two_moves_at_once_close_no_circle(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        for (var round = 0; round < 8; round++)
        {
            var (a, b) = (await app.HasOrganization($"A{round}"), await app.HasOrganization($"B{round}"));
            await Task.WhenAll(Try(a, b), Try(b, a));
            var parents = new[] { (await app.Organization(a)).Parent, (await app.Organization(b)).Parent };
            parents.Count(p => p is not null).ShouldBe(1);
        }

        Task Try(OrganizationId child, OrganizationId parent) => Task.Run(async () =>
        {
            try { await app.Send(new ChangeOrganization(child, Parent: new(parent))); }
            catch (Exception refused) when (refused is Refusal or Stale) { }
        });
    }

    [Theory, BothEngines]
    public async Task Tier_and_revenue_of_each_day_can_be_read_from_the_journal(Engine engine)
    {
        await using var app = await RunningApp.On(engine, at: "2026-01-10T12:00:00Z");
        var acme = (await app.Send(new AddOrganization("Acme", CustomerTier.Silver, new(10m, "EUR", NewYear)))).Id;
        app.MoveClock(Duration.FromDays(10));
        await app.Send(new ChangeOrganization(acme, Tier: CustomerTier.Platinum));
        app.MoveClock(Duration.FromDays(10));
        await app.Send(new ChangeOrganization(acme, Revenue: new(new Money(20m, "USD", NewYear))));
        await app.Send(new ChangeOrganization(acme, Name: "Acme Inc."));
        (await OnDay(9)).ShouldBeNull();
        foreach (var (day, tier, revenue) in new[] { (10, CustomerTier.Silver, 10m), (19, CustomerTier.Silver, 10m), (20, CustomerTier.Platinum, 10m), (30, CustomerTier.Platinum, 20m) })
        {
            var worth = (await OnDay(day)).ShouldNotBeNull();
            (worth.Tier, worth.Revenue!.Amount).ShouldBe((tier, revenue));
        }

        Task<Worth?> OnDay(int day) => app.Ask((OrganizationHistory all, CancellationToken ct) => all.OnDay(acme, new(2026, 1, day), ct));
    }

    [Theory, BothEngines]
    public async Task Archived_ones_are_out_of_the_list_and_map_nobody_until_they_are_back(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var acme = await app.HasOrganization("Acme", "acme.example");
        await app.Send(new ArchiveOrganization(acme));
        (await List(new())).ShouldBeEmpty();
        (await List(new(Archived: true))).ShouldBe(["Acme"]);
        (await app.Organization(acme)).Archived.ShouldBe(app.Now);
        (await app.Send(new Bridgewatch.Catalog.Contacts.EnsureContact("kim@acme.example"))).Organization.ShouldBeNull();
        await app.Send(new ChangeOrganization(acme, Archived: false));
        (await List(new())).ShouldBe(["Acme"]);
        (await app.Send(new Bridgewatch.Catalog.Contacts.EnsureContact("ada@acme.example"))).Organization.ShouldBe(acme);

        async Task<string[]> List(OrganizationFilter filter) =>
            [.. (await app.Ask((OrganizationQueries all, CancellationToken ct) => all.List(filter, null, 10, false, ct))).Items.Select(o => o.Name)];
    }

    [Theory, BothEngines]
    public async Task Pages_are_complete_and_in_one_order_also_when_names_are_equal_or_change_between(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        string[] names = ["zeta", "Äpfel AG", "acme", "Acme", "acme", "ACME corp", "b-tree", "b tree", "日本", "élan", "1st", "acme"];
        foreach (var name in names) await app.HasOrganization(name);
        var seen = new List<OrganizationResource>();
        for (string? cursor = null; ;)
        {
            var page = await app.Ask((OrganizationQueries all, CancellationToken ct) => all.List(new(), cursor, 5, false, ct));
            seen.AddRange(page.Items);
            if (seen.Count == 5) await app.Send(new ChangeOrganization(seen[0].Id, Name: "AAA"));
            if ((cursor = page.Next) is null) break;
        }
        seen.Select(o => o.Id).Distinct().Count().ShouldBe(names.Length);
        seen.Select(o => o.Name).ShouldBe(["1st", "acme", "Acme", "acme", "acme", "ACME corp", "b tree", "b-tree", "zeta", "Äpfel AG", "élan", "日本"], Case.Insensitive);
    }

    [Theory, BothEngines]
    public async Task The_filter_finds_by_the_beginning_of_name_and_domain(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.HasOrganization("Acme 100%", "widgets.example");
        await app.HasOrganization("Widget Works");
        await app.HasOrganization("Other_Co");
        (await Found("WIDGET")).ShouldBe(["Acme 100%", "Widget Works"]);
        (await Found("acme 100%")).ShouldBe(["Acme 100%"]);
        (await Found("%")).ShouldBeEmpty();
        (await Found("other_")).ShouldBe(["Other_Co"]);

        async Task<string[]> Found(string beginning) =>
            [.. (await app.Ask((OrganizationQueries all, CancellationToken ct) => all.List(new(beginning), null, 10, false, ct))).Items.Select(o => o.Name)];
    }
}
