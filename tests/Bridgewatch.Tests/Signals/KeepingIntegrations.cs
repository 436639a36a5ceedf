using System.Text.Json;
using Bridgewatch.Kernel;
using Bridgewatch.Signals.Integrations;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Signals;

/// <summary>Integrations at the API: made, changed, their secrets, and who may.</summary>
public class KeepingIntegrations
{
    [Theory, BothEngines]
    public async Task An_integration_shows_its_secret_once_and_nothing_keeps_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine, settings: new Dictionary<string, string?> { ["BRIDGEWATCH:PUBLICURL"] = "https://desk.example.test" });
        using var made = await app.Admin.Sends(HttpMethod.Post, "integrations", new { source = "alertmanager", name = "Cluster EU" });
        var added = JsonDocument.Parse(await made.Content.ReadAsStringAsync()).RootElement;
        made.Headers.Location!.ToString().ShouldBe($"/api/v1/integrations/{added.Text("id")}");
        added.Text("url").ShouldStartWith("https://desk.example.test/hooks/alertmanager/");
        var secret = added.Text("secret");
        secret.ShouldStartWith(Integration.SecretPrefix);

        var one = await app.Admin.Gets($"integrations/{added.Text("id")}");
        one.GetRawText().ShouldNotContain(secret);
        (one.Text("name"), one.Text("state"), one.Text("url")).ShouldBe(("Cluster EU", "silent", added.Text("url")));
        (await app.Look(db => db.Journal.Select(r => r.Data).ToListAsync())).ShouldNotContain(data => data != null && data.Contains(secret, StringComparison.Ordinal));

        using var keyed = await app.Admin.Sends(HttpMethod.Post, "integrations", new { source = "alertmanager", name = "Twice" }, ("Idempotency-Key", "k"));
        ((int)keyed.StatusCode).ShouldBe(422, "an answer that is kept would keep the secret");
        (await app.Admin.IsRefused(422, HttpMethod.Post, "integrations", new { source = "alertmanager", name = " ", service = "nowhere" }))
            .GetProperty("errors").TryGetProperty("name", out _).ShouldBeTrue();
        await app.Admin.IsRefused(400, HttpMethod.Post, "integrations", new { source = "smoke-signals", name = "X" });

        var changed = await app.Admin.Patches($"integrations/{added.Text("id")}", new { name = "Cluster US", resolvesTickets = true });
        (changed.Text("name"), changed.GetProperty("resolvesTickets").GetBoolean()).ShouldBe(("Cluster US", true));
        (await app.JournalTypes()).ShouldBe(["signals.integration.added.v1", "signals.integration.renamed.v1", "signals.integration.resolving-changed.v1"]);
    }

    [Theory, BothEngines]
    public async Task After_a_rotation_both_secrets_work_for_a_day(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var monitor = await Monitor.Of(app);
        var body = Monitor.Body([Monitor.Alert("A")]);
        (await monitor.Delivers(body)).ShouldBe(202);
        var second = (await app.Admin.Posts($"{monitor.Path}/secret")).Text("secret");
        second.ShouldNotBe(monitor.Secret);
        (await monitor.Delivers(body), await monitor.Delivers(body, second)).ShouldBe((202, 202));
        app.MoveClock(Integration.EarlierSecretWorks - Duration.FromSeconds(1));
        (await monitor.Delivers(body), await monitor.Delivers(body, second)).ShouldBe((202, 202));
        app.MoveClock(Duration.FromSeconds(1));
        (await monitor.Delivers(body), await monitor.Delivers(body, second)).ShouldBe((401, 202));
        var third = (await app.Admin.Posts($"{monitor.Path}/secret")).Text("secret");
        var fourth = (await app.Admin.Posts($"{monitor.Path}/secret")).Text("secret");
        (await monitor.Delivers(body, second), await monitor.Delivers(body, third), await monitor.Delivers(body, fourth)).ShouldBe((401, 202, 202));
        await monitor.TakenIn();
    }

    [Theory, BothEngines]
    public async Task An_archived_integration_takes_nothing_and_stays_readable(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var monitor = await Monitor.Of(app);
        await monitor.Says(Monitor.Alert("A"));
        await app.Admin.Deletes(monitor.Path);
        (await monitor.Delivers(Monitor.Body([Monitor.Alert("A", ends: 60)]))).ShouldBe(401);
        (await app.Admin.Gets(monitor.Path)).Text("state").ShouldBe("archived");
        (await monitor.Arrived()).ShouldHaveSingleItem();
        (await app.Admin.Gets("integrations")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await app.Admin.Gets("integrations?archived=true")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await app.Admin.IsRefused(409, HttpMethod.Post, $"{monitor.Path}/secret")).Text("type").ShouldBe("urn:bridgewatch:problem:integration-archived");
        await app.Admin.IsRefused(409, HttpMethod.Patch, monitor.Path, new { name = "X" });
    }

    [Theory, BothEngines]
    public async Task Who_may_not_is_told_and_who_works_elsewhere_sees_nothing(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (ours, others, none) = (app.Person("Otto"), app.Person("Olga"), app.Person("Nina"));
        await app.Admin.Posts("teams", new { name = "Money", members = new[] { (await ours.Id).ToString() } });
        await app.Admin.Posts("teams", new { name = "Parcels", members = new[] { (await others.Id).ToString() } });
        foreach (var person in new[] { ours, others }) await app.Grant(person, "support-engineer-l1", GrantScope.OwnTeams);
        await app.Admin.Posts("services", new { name = "Payments", owningTeam = "money" });
        var (monitor, nobodys) = (await Monitor.Of(app, service: "payments"), await Monitor.Of(app));
        await monitor.Says(Monitor.Alert("A"));
        var message = $"{monitor.Path}/messages/{(await monitor.Arrived())[0].Text("id")}";

        (HttpMethod Method, string Path, object? Body)[] reads = [(HttpMethod.Get, monitor.Path, null), (HttpMethod.Get, $"{monitor.Path}/messages", null), (HttpMethod.Get, $"{monitor.Path}/alerts", null)];
        (HttpMethod Method, string Path, object? Body)[] deeds =
        [
            (HttpMethod.Get, $"{message}/body", null), (HttpMethod.Post, $"{message}/replay", null), (HttpMethod.Patch, monitor.Path, new { name = "Mine" }),
            (HttpMethod.Post, $"{monitor.Path}/secret", null), (HttpMethod.Delete, monitor.Path, null),
        ];
        foreach (var (method, path, body) in reads)
        {
            await ours.Gets(path);
            await others.IsRefused(404, method, path, body);
            await none.IsRefused(403, method, path, body);
        }
        foreach (var (method, path, body) in deeds)
        {
            await ours.IsRefused(403, method, path, body);
            await none.IsRefused(403, method, path, body);
        }
        (await ours.Gets("integrations")).GetProperty("items").EnumerateArray().Select(i => i.Text("id")).ShouldBe([monitor.Id]);
        await ours.IsRefused(404, HttpMethod.Get, nobodys.Path);
        (await others.Gets("integrations")).GetProperty("items").GetArrayLength().ShouldBe(0);

        // A lead of one team keeps that team's integrations, and no other's.
        await app.Grant(others, "support-lead", GrantScope.OwnTeams);
        foreach (var (method, path, body) in deeds) await others.IsRefused(404, method, path, body);
        await others.IsRefused(403, HttpMethod.Post, "integrations", new { source = "alertmanager", name = "Theirs", service = "payments" });
        await others.IsRefused(403, HttpMethod.Post, "integrations", new { source = "alertmanager", name = "Everybody's" });
        await app.Grant(ours, "support-lead", GrantScope.OwnTeams);
        await ours.Posts("integrations", new { source = "alertmanager", name = "Ours", service = "payments" });
        await ours.IsRefused(403, HttpMethod.Patch, monitor.Path, new { service = (string?)null });
        await ours.Patches(monitor.Path, new { name = "Still ours" });
    }

    [Theory, BothEngines]
    public async Task An_auditor_sees_that_there_are_alerts_and_not_what_they_say(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var monitor = await Monitor.Of(app);
        await monitor.Says(Monitor.Alert("A", summary: "Kim cannot sign in"));
        var auditor = app.Person("Aud", "auditor");
        (await auditor.Gets($"{monitor.Path}/alerts")).GetRawText().ShouldNotContain("Kim");
        var message = (await auditor.Gets($"{monitor.Path}/messages")).GetProperty("items")[0].Text("id");
        await auditor.IsRefused(403, HttpMethod.Get, $"{monitor.Path}/messages/{message}/body");
    }
}
