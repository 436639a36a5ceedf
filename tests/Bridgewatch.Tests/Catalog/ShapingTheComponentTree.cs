using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Catalog;

public class ShapingTheComponentTree
{
    [Theory, BothEngines]
    public async Task A_move_takes_everything_below_along_and_leaves_namesakes_alone(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Send(new AddService("Payments"));
        await app.Send(new AddService("Payments-old"));
        await app.Send(new AddService("Billing"));
        var settlement = await app.Send(new AddComponent("Settlement", Parent: "payments"));
        await app.Send(new AddComponent("Worker", Parent: "payments/settlement"));
        var queue = await app.Send(new AddComponent("Queue", ComponentKind.Resource, Parent: "payments/settlement/worker"));
        await app.Send(new ChangeComponent(settlement, Parent: new("billing"), Slug: "settle"));
        (await Slugs(app)).ShouldBe(["billing", "billing/settle", "billing/settle/worker", "billing/settle/worker/queue", "payments", "payments-old"]);
        (await app.Component(queue.ToString())).Parent.ShouldBe("billing/settle/worker");
        (await app.JournalTypes()).Count(t => t == "catalog.component.moved.v1").ShouldBe(3);
        await app.Send(new ChangeComponent(settlement, Parent: new(null)));
        (await app.Component("settle/worker/queue")).Id.ShouldBe(queue);
    }

    [Theory, BothEngines]
    public async Task Nothing_moves_inside_itself_or_onto_another(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var payments = await app.Send(new AddService("Payments"));
        await app.Send(new AddComponent("Worker", Parent: "payments"));
        var worker = await app.Send(new AddComponent("Worker"));
        (await Should.ThrowAsync<Refusal>(() => app.Send(new ChangeComponent(payments, Parent: new("payments/worker"))))).Name.ShouldBe("inside-itself");
        (await Should.ThrowAsync<Refusal>(() => app.Send(new ChangeComponent(payments, Parent: new("payments"))))).Name.ShouldBe("inside-itself");
        (await Should.ThrowAsync<Refusal>(() => app.Send(new ChangeComponent(worker, Parent: new("payments"))))).Name.ShouldBe("slug-taken");
        (await Should.ThrowAsync<Refusal>(() => app.Send(new AddService("payments")))).Name.ShouldBe("slug-taken");
        (await Slugs(app)).ShouldBe(["payments", "payments/worker", "worker"]);
    }

    [Theory, BothEngines]
    public async Task Two_who_move_each_other_at_once_leave_a_tree(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        for (var round = 0; round < 6; round++)
        {
            var (a, b) = (await app.Send(new AddService($"a{round}")), await app.Send(new AddService($"b{round}")));
            await Task.WhenAll(Try(a, b), Try(b, a));
            var slugs = (await Slugs(app)).Where(s => s.EndsWith($"{round}", StringComparison.Ordinal)).ToList();
            slugs.Count(s => s.Contains('/')).ShouldBe(1);
            slugs.Where(s => s.Contains('/')).ShouldAllBe(s => slugs.Contains(s.Split('/', 2, StringSplitOptions.None)[0]));
        }

        Task Try(ComponentId what, ComponentId below) => Task.Run(async () =>
        {
            try { await app.Send(new ChangeComponent(what, Parent: new(below.ToString()))); }
            catch (Exception refused) when (refused is Refusal or Stale) { }
        });
    }

    [Theory, BothEngines]
    public async Task It_is_found_by_path_id_and_other_names_whatever_their_case(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var sync = await app.Send(new AddComponent("Sync engine", ComponentKind.Service, Aliases: ["Sync_API", "legacy.sync"]));
        foreach (var text in new[] { "sync-engine", " SYNC-ENGINE ", "sync_api", "legacy.SYNC", sync.ToString() })
        {
            (await Find(text))?.Id.ShouldBe(sync);
        }
        foreach (var text in new[] { null, "", "sync", "x\0y", new string('x', 5000), ComponentId.New().ToString() })
        {
            (await Find(text)).ShouldBeNull();
        }
        await app.Send(new ArchiveComponent(sync));
        (await Find("sync_api")).ShouldBeNull();
        (await Find(sync.ToString())).ShouldNotBeNull();

        Task<Component?> Find(string? text) => app.Ask((ComponentQueries all, CancellationToken ct) => all.Find(text, ct));
    }

    [Theory, BothEngines]
    public async Task Another_name_stands_for_one_component(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Send(new AddComponent("Sync", Aliases: ["checkout"]));
        (await Should.ThrowAsync<Refusal>(() => app.Send(new AddComponent("Other", Aliases: ["CHECKOUT"])))).Name.ShouldBe("alias-taken");
        (await Should.ThrowAsync<Refusal>(() => app.Send(new AddComponent("Other", Aliases: ["sync"])))).Name.ShouldBe("alias-taken");
        (await Should.ThrowAsync<Refusal>(() => app.Send(new AddService("Checkout")))).Name.ShouldBe("alias-taken");
    }

    [Theory, BothEngines]
    public async Task What_has_parts_in_use_is_archived_with_them_or_not_at_all(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var payments = await app.Send(new AddService("Payments"));
        var worker = await app.Send(new AddComponent("Worker", Parent: "payments"));
        var refusal = await Should.ThrowAsync<Refusal>(() => app.Send(new ArchiveComponent(payments)));
        refusal.Name.ShouldBe("has-parts");
        (await Slugs(app)).Length.ShouldBe(2);
        await app.Send(new ArchiveComponent(payments, WithParts: true));
        (await Slugs(app)).ShouldBeEmpty();
        (await Should.ThrowAsync<Refusal>(() => app.Send(new ChangeComponent(worker, Archived: false)))).Name.ShouldBe("parent-archived");
        await app.Send(new ChangeComponent(payments, Archived: false));
        (await Slugs(app)).ShouldBe(["payments"]);
    }

    [Theory, BothEngines]
    public async Task A_team_owns_it_and_is_named_by_its_short_name(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var team = await app.Send(new AddTeam("Payments & Zürich"));
        await app.Send(new AddComponent("Sync", OwningTeam: "payments-zurich", DevelopmentTeam: team.ToString(), Link: "https://wiki.example/sync"));
        var sync = await app.Component("sync");
        (sync.OwningTeam, sync.DevelopmentTeam).ShouldBe(("payments-zurich", "payments-zurich"));
        (await Should.ThrowAsync<Invalid>(() => app.Send(new AddComponent("X", OwningTeam: "nobody", Link: "https://x.example")))).Errors.Keys.ShouldBe(["owningTeam"]);
        (await Should.ThrowAsync<Invalid>(() => app.Send(new AddComponent("X", Link: "javascript:alert(1)")))).Errors.Keys.ShouldBe(["link"]);
    }

    private static async Task<string[]> Slugs(RunningApp app) =>
        [.. (await app.Ask((ComponentQueries all, CancellationToken ct) => all.List(new(), null, 100, false, ct))).Items.Select(c => c.Slug)];
}
