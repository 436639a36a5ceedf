using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Bridgewatch.Signals.Inbox;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Tests.Signals;

/// <summary>The door of monitors: what it refuses, what it keeps, and that nothing kept is lost or worked twice.</summary>
public class KeepingWhatArrives
{
    [Theory, BothEngines]
    public async Task Whoever_has_no_secret_sends_too_much_or_no_json_is_refused_and_nothing_is_kept(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (monitor, other) = (await Monitor.Of(app), await Monitor.Of(app));
        var body = Monitor.Body([Monitor.Alert("A")]);
        (await monitor.Delivers(body, secret: "bws_wrong")).ShouldBe(401);
        (await monitor.Delivers(body, secret: other.Secret)).ShouldBe(401);
        (await monitor.Delivers(body, url: new(monitor.Url + "x"))).ShouldBe(401);
        using (var bare = await app.Http.PostAsync(monitor.Url, new StringContent(body, Encoding.UTF8, "application/json")))
            ((int)bare.StatusCode).ShouldBe(401);
        foreach (var no in new[] { "", "alerts", "{\"alerts\":[", body + "x", "{\"alerts\":[]}{}" }) (await monitor.Delivers(no)).ShouldBe(400, no);
        (await monitor.Delivers($"{{\"alerts\":[],\"x\":\"{new string('x', 16 * 1024 * 1024)}\"}}")).ShouldBe(413);
        (await app.Look(db => db.Set<RawMessage>().CountAsync())).ShouldBe(0);
        (await app.Admin.Gets(monitor.Path)).Text("state").ShouldBe("silent");
    }

    [Theory, BothEngines]
    public async Task What_is_taken_is_there_byte_for_byte_and_basic_authentication_will_do(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var monitor = await Monitor.Of(app);
        const string body = " {\"alerts\" :\t[{\"labels\":{\"alertname\":\"Ünï\\u0063ode\"}}], \"unknown\": 1.50 }\n";
        using var request = new HttpRequestMessage(HttpMethod.Post, monitor.Url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"any:{monitor.Secret}")));
        using var answer = await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(202);
        await monitor.TakenIn();
        var message = (await monitor.Arrived()).ShouldHaveSingleItem();
        (await Bytes(app, monitor, message)).ShouldBe(Encoding.UTF8.GetBytes(body));
        (message.Text("state"), message.GetProperty("size").GetInt32()).ShouldBe(("processed", Encoding.UTF8.GetByteCount(body)));
        message.GetProperty("outcome").GetProperty("warnings").EnumerateArray().Select(w => w.Text("fault"))
            .ShouldBe(["group-key-missing", "fingerprint-missing", "severity-assumed", "status-assumed"], ignoreOrder: true);
    }

    [Theory, BothEngines]
    public async Task Whatever_json_it_is_it_is_kept_and_stands_there_with_a_reason(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var monitor = await Monitor.Of(app);
        (string Body, string Reason)[] bodies =
        [
            ("{\"alerts\":[]}", "It lists no alert"),
            ("{\"alerts\":null}", "It lists no alert"),
            ("{\"alerts\":[1,\"x\",null,[]]}", "It lists no alert"),
            ("{}", "no message of Alertmanager"),
            ("[{\"alerts\":[{}]}]", "no message of Alertmanager"),
            ("\"alerts\"", "no message of Alertmanager"),
            ("{\"alerts\":{\"a\":1}}", "no message of Alertmanager"),
            ($"{{\"alerts\":[{{\"labels\":{new string('[', 100_000)}{new string(']', 100_000)}}}]}}", "nested deeper"),
            (new string('[', 100_000) + new string(']', 100_000), "nested deeper"),
        ];
        foreach (var (body, reason) in bodies)
        {
            await monitor.Says(body);
            var message = (await monitor.Arrived())[0];
            (message.Text("state"), message.GetProperty("outcome").ValueKind).ShouldBe(("not-understood", JsonValueKind.Null));
            message.Text("problem").ShouldContain(reason);
            (await Bytes(app, monitor, message)).Length.ShouldBe(body.Length);
        }
        (await app.Tickets()).ShouldBeEmpty();
        (await app.Admin.Gets(monitor.Path)).GetProperty("notUnderstood").GetInt32().ShouldBe(bodies.Length);
        await monitor.Says(Monitor.Alert("After"));
        (await app.Tickets()).ShouldHaveSingleItem("what came before stops nobody");
    }

    [Theory, BothEngines]
    public async Task Strange_alerts_become_what_can_be_made_of_them(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var monitor = await Monitor.Of(app);
        var huge = string.Join(',', Enumerable.Range(0, 500).Select(i => $"\"label{i}\":\"{new string('x', 10_000)}\""));
        string[] bodies =
        [
            $$"""{"groupKey":"huge","alerts":[{"status":"firing","labels":{"alertname":"Huge","severity":"critical",{{huge}}},"startsAt":"2026-03-27T15:30:00Z","fingerprint":"a1"}]}""",
            """{"groupKey":"types","alerts":[{"status":7,"labels":{"alertname":["x"],"n":5},"annotations":[],"startsAt":5,"endsAt":"soon","generatorURL":{},"fingerprint":[]}]}""",
            """{"groupKey":"nul","alerts":[{"status":"firing","labels":{"alertname":"\u0000 \ud800 nul"},"fingerprint":"\u0000"}]}""",
            $$"""{"groupKey":"marks","alerts":[{"status":"firing","labels":{"alertname":"{{new string('*', 5_000)}}"},"annotations":{"description":"{{new string('[', 60_000)}}"},"fingerprint":"a2"}]}""",
            $$"""{"groupKey":"{{new string('g', 100_000)}}","alerts":[{"status":"firing","labels":{"code":"not a code, surely"},"startsAt":"9999-12-31T23:59:59Z","fingerprint":"{{new string('f', 300)}}"}]}""",
            """{"groupKey":"old","alerts":[{"status":"resolved","labels":{"alertname":"Never heard of"},"startsAt":"2026-03-27T15:30:00Z","endsAt":"1970-01-01T00:00:00Z","fingerprint":"a3"}]}""",
        ];
        foreach (var body in bodies) await monitor.Says(body);
        var arrived = await monitor.Arrived();
        arrived.Select(m => m.Text("state")).ShouldAllBe(state => state == "processed");
        arrived.Count(m => m.GetProperty("outcome").GetProperty("fired").GetInt32() == 1).ShouldBe(5);
        arrived[^1].GetProperty("outcome").GetProperty("warnings").EnumerateArray().Select(w => w.Text("fault")).ShouldContain("too-many");
        (await app.Tickets()).Count.ShouldBe(5);
        (await app.Verifies()).Findings.ShouldBeEmpty();
    }

    [Theory, BothEngines]
    public async Task A_replay_is_judged_by_the_time_at_which_it_came(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var monitor = await Monitor.Of(app);
        await monitor.Says(Monitor.Alert("A"));
        await monitor.Says(Monitor.Alert("A", ends: 60));
        await monitor.Says("{\"alerts\":[]}");
        app.MoveClock(NodaTime.Duration.FromHours(1));
        foreach (var message in await monitor.Arrived())
        {
            using var answer = await app.Admin.Sends(HttpMethod.Post, $"{monitor.Path}/messages/{message.Text("id")}/replay");
            ((int)answer.StatusCode).ShouldBe(202);
            await monitor.TakenIn();
        }
        (await monitor.Alerts())[0].Text("status").ShouldBe("resolved");
        (await app.Tickets()).ShouldHaveSingleItem();
        (await monitor.Arrived()).Select(m => m.Text("state")).ShouldBe(["not-understood", "processed", "processed"]);
        (await app.JournalTypes()).Count(t => t == "signals.raw-message.replayed.v1").ShouldBe(3);
    }

    [Long]
    [Theory, BothEngines]
    public async Task What_was_answered_before_a_kill_is_worked_once_after_it(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        var environment = new Dictionary<string, string?> { ["BRIDGEWATCH_ADMIN_EMAIL"] = "admin@example.test", ["BRIDGEWATCH_ADMIN_PASSWORD"] = RunningApp.Password };
        JsonElement integration;
        await using (var server = await ServerProcess.Start(database.Store, environment: environment))
        {
            var token = (await Verb.Run(["token", "create", "--user", "admin@example.test", "--name", "test", .. Sealing.On(database.Store)])).Output.Trim();
            integration = await Posts(server.Http, "/api/v1/integrations", token, """{"source":"alertmanager","name":"Cluster"}""");
            // Another node holds the integration, so this one keeps what comes and does not work it.
            await Hold(database.Store, integration.Text("id"));
            for (var i = 0; i < 3; i++)
                await Posts(server.Http, new Uri(integration.Text("url")).AbsolutePath, integration.Text("secret"), Monitor.Body([Monitor.Alert("Killed")]));
            await server.Kill();
        }
        (await Count(database.Store, "raw_message WHERE state = 'waiting'")).ShouldBe(3);
        (await Count(database.Store, "ticket")).ShouldBe(0);
        await Execute(database.Store, "DELETE FROM lease");
        await using (var server = await ServerProcess.Start(database.Store))
        {
            await Eventually.Holds(async () => await Count(database.Store, "raw_message WHERE state = 'processed'") == 3, "what waited is worked");
            (await server.Terminate()).ShouldBe(0);
        }
        (await Count(database.Store, "ticket")).ShouldBe(1);
        (await Count(database.Store, "journal WHERE type = 'signals.alert.fired.v1'")).ShouldBe(1);
        (await Verb.Run(["verify", .. Sealing.On(database.Store)])).Exit.ShouldBe(0);
    }

    private static async Task<byte[]> Bytes(RunningApp app, Monitor monitor, JsonElement message)
    {
        using var answer = await app.Admin.Sends(HttpMethod.Get, $"{monitor.Path}/messages/{message.Text("id")}/body");
        return await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task<JsonElement> Posts(HttpClient http, string path, string bearer, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync();
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement.Clone();
    }

    private static Task Hold(Store store, string integration)
    {
        var until = store.Engine == Engine.Postgres ? "now() + interval '1 hour'" : "(unixepoch() + 3600) * 1000000";
        return Execute(store, $"INSERT INTO lease (name, holder, until) VALUES ('signals.intake:{integration}', 'another', {until})");
    }

    private static async Task Execute(Store store, string sql)
    {
        await using var connection = await store.Opens();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<long> Count(Store store, string what)
    {
        await using var connection = await store.Opens();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {what}";
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
