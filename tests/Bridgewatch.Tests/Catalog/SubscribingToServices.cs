using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Catalog.Subscriptions;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using NodaTime;

namespace Bridgewatch.Tests.Catalog;

public class SubscribingToServices
{
    [Theory, BothEngines]
    public async Task What_holds_is_told_by_the_day_first_and_last_included(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var acme = await app.HasOrganization("Acme");
        await app.Send(new AddService("Sync"));
        await app.Send(new AddSubscription(acme, "sync", "EU", "3.2", new(2026, 2, 1), new(2026, 2, 28)));
        foreach (var (day, held) in new[] { ("2026-01-31", 0), ("2026-02-01", 1), ("2026-02-28", 1), ("2026-03-01", 0) })
        {
            (await On(day)).Count.ShouldBe(held, day);
        }
        (await Should.ThrowAsync<Invalid>(() => app.Send(new AddSubscription(acme, "sync", From: new(2026, 2, 2), Until: new(2026, 2, 1))))).Errors.Keys.ShouldBe(["until"]);

        async Task<IReadOnlyList<SubscriptionResource>> On(string day) => (await app.Ask((SubscriptionQueries all, CancellationToken ct) =>
            all.List(new(acme, On: NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value), null, 10, false, ct))).Items;
    }

    [Theory, BothEngines]
    public async Task A_new_version_follows_the_old_one_and_each_day_keeps_its_own(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var acme = await app.HasOrganization("Acme");
        await app.Send(new AddService("Sync"));
        var old = await app.Send(new AddSubscription(acme, "sync", "EU", "3.2", new(2026, 1, 1)));
        var next = await app.Send(new UpgradeSubscription(old, "4.0", new(2026, 3, 1)));
        (await Version(new(2026, 2, 28))).ShouldBe("3.2");
        (await Version(new(2026, 3, 1))).ShouldBe("4.0");
        (await Version(new(2027, 1, 1))).ShouldBe("4.0");
        (await Should.ThrowAsync<Refusal>(() => app.Send(new UpgradeSubscription(next, "5", new(2026, 3, 1))))).Name.ShouldBe("not-running");

        async Task<string?> Version(LocalDate day) => (await app.Ask((SubscriptionQueries all, CancellationToken ct) =>
            all.List(new(acme, On: day), null, 10, false, ct))).Items.ShouldHaveSingleItem().Version;
    }

    [Theory, BothEngines]
    public async Task Subscribers_are_organizations_of_the_service_that_a_component_is_part_of(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var platform = await app.Send(new AddService("Platform"));
        var sync = await app.Send(new AddComponent("Sync", ComponentKind.Service, Parent: "platform"));
        var worker = await app.Send(new AddComponent("Worker", Parent: "platform/sync"));
        var other = await app.Send(new AddService("Plat"));
        var (a, b, gone) = (await app.HasOrganization("A"), await app.HasOrganization("B"), await app.HasOrganization("Gone"));
        await app.Send(new AddSubscription(a, "platform/sync", "EU", From: new(2026, 1, 1)));
        await app.Send(new AddSubscription(a, "platform/sync", "US", From: new(2026, 1, 1)));
        await app.Send(new AddSubscription(b, "platform", From: new(2026, 2, 1), Until: new(2026, 3, 31)));
        await app.Send(new AddSubscription(gone, "platform/sync", From: new(2026, 1, 1)));
        await app.Send(new ArchiveOrganization(gone));
        var mistake = await app.Send(new AddSubscription(b, "platform/sync", From: new(2026, 1, 1)));
        await app.Send(new ArchiveSubscription(mistake));
        (await Count(worker, "2026-01-15")).ShouldBe(1);
        (await Count(worker, "2026-02-15")).ShouldBe(2);
        (await Count(sync, "2026-04-01")).ShouldBe(1);
        (await Count(platform, "2026-02-15")).ShouldBe(1);
        (await Count(other, "2026-02-15")).ShouldBe(0);
        (await Count(ComponentId.New(), "2026-02-15")).ShouldBe(0);

        Task<int> Count(ComponentId component, string day) =>
            app.Ask((SubscriptionQueries all, CancellationToken ct) => all.SubscribersOf(component, CatalogDoor.At(day), ct));
    }

    [Theory, BothEngines]
    public async Task Only_services_are_subscribed_to_and_a_subscribed_one_stays_a_service(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var acme = await app.HasOrganization("Acme");
        var sync = await app.Send(new AddService("Sync"));
        await app.Send(new AddComponent("Worker", Parent: "sync"));
        (await Should.ThrowAsync<Refusal>(() => app.Send(new AddSubscription(acme, "sync/worker")))).Name.ShouldBe("not-a-service");
        await Should.ThrowAsync<Invalid>(() => app.Send(new AddSubscription(acme, "nothing")));
        await app.Send(new AddSubscription(acme, sync.ToString()));
        (await Should.ThrowAsync<Refusal>(() => app.Send(new ChangeComponent(sync, Kind: ComponentKind.Domain)))).Name.ShouldBe("is-subscribed");
    }
}
