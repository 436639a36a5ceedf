using System.Text.Json;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Kernel.Wire;

/// <summary>Idempotency-Key and If-Match, as programs rely on them.</summary>
public class RepeatingAndMatching
{
    [Theory, BothEngines]
    public async Task A_request_that_is_answered_by_nothing_to_wait_for_can_be_repeated(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still." });
        for (var i = 0; i < 2; i++)
        {
            using var answer = await app.Ada.Sends(HttpMethod.Put, "tickets/T-1/priority", new { priority = "P1", reason = "Stores are down." }, ("Idempotency-Key", "once"));
            ((int)answer.StatusCode).ShouldBe(204);
        }
        (await app.JournalTypes()).Count(t => t == "desk.ticket.priority-overridden.v1").ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task A_change_that_is_repeated_is_answered_as_the_first_time_whatever_happened_since(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x" });
        var acme = (await app.Ada.Posts("organizations", new { name = "Acme" })).GetProperty("id").GetString();
        foreach (var (path, first, later) in new (string, object, object)[]
        {
            ("tickets/T-1", new { subject = "First" }, new { subject = "Later" }),
            ($"organizations/{acme}", new { note = "First" }, new { note = "Later" }),
        })
        {
            var answered = await Answer(app, path, first, "k-" + path);
            await app.Ada.Patches(path, later);
            var entries = await app.AllJournalTypes();
            var again = await Answer(app, path, first, "k-" + path);
            (again.Text, again.ETag, again.Replayed).ShouldBe((answered.Text, answered.ETag, true));
            answered.Replayed.ShouldBeFalse();
            (await app.Ada.Gets(path)).GetRawText().ShouldContain("Later");
            (await app.AllJournalTypes()).ShouldBe(entries);
        }
    }

    [Theory, BothEngines]
    public async Task An_older_version_is_refused_with_who_changed_what_since(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x" });
        await app.Ada.Patches("tickets/T-1", new { labels = new[] { "eu" } });
        var read = (await app.Ada.Gets("tickets/T-1")).GetProperty("version").GetInt64();
        var bo = app.Person("Bo", "support-lead");
        await bo.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted." });
        await app.Ada.Puts("tickets/T-1/priority", new { priority = "P2", reason = "They open tomorrow." });
        var before = await app.JournalTypes();

        var stale = await Stale(app, HttpMethod.Patch, "tickets/T-1", new { subject = "Other" }, read);
        stale.GetProperty("version").GetInt64().ShouldBe(read + 2);
        stale.GetProperty("changes").EnumerateArray().Select(c => $"{c.GetProperty("by").GetString()}: {c.GetProperty("what").GetString()}")
            .ShouldBe(["Ada: ticket priority overridden", "Bo: ticket resolved"], "newest first, and nothing from before the version that was read");
        await Stale(app, HttpMethod.Put, "tickets/T-1/resolution", new { code = "fixed", note = "Again." }, read);
        await Stale(app, HttpMethod.Patch, "tickets/T-1", new { labels = new[] { "eu" } }, read);
        (await app.JournalTypes()).ShouldBe(before, "neither a refusal nor a change of nothing came first");

        using var fresh = await app.Ada.Sends(HttpMethod.Patch, "tickets/T-1", new { subject = "Other" }, ("If-Match", $"\"{read + 2}\""));
        ((int)fresh.StatusCode, fresh.Headers.ETag?.Tag).ShouldBe((200, $"\"{read + 3}\""));
        (await app.Ada.IsRefused(409, HttpMethod.Put, "tickets/T-1/resolution", new { code = "fixed", note = "Again." })).GetProperty("type").GetString()
            .ShouldBe("urn:bridgewatch:problem:already-resolved");
    }

    [Theory, BothEngines]
    public async Task Of_many_who_change_the_same_version_at_once_one_goes_through_and_the_others_hear_of_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var opened = await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x" });
        var version = opened.GetProperty("version").GetInt64();
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            app.Ada.Sends(HttpMethod.Patch, "tickets/T-1", new { subject = $"Subject {i}" }, ("If-Match", $"\"{version}\""))));
        answers.Count(a => (int)a.StatusCode == 200).ShouldBe(1);
        foreach (var answer in answers.Where(a => (int)a.StatusCode != 200))
        {
            ((int)answer.StatusCode).ShouldBe(412);
            var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            problem.GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("by").GetString()).ShouldBe(["Ada"]);
        }
        foreach (var answer in answers) answer.Dispose();
        (await app.JournalTypes()).Count(t => t == "desk.ticket.described.v1").ShouldBe(1);
    }

    private static async Task<(string Text, string? ETag, bool Replayed)> Answer(RunningApp app, string path, object body, string key)
    {
        using var answer = await app.Ada.Sends(HttpMethod.Patch, path, body, ("Idempotency-Key", key));
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(200, text);
        return (text, answer.Headers.ETag?.Tag, answer.Headers.Contains("Idempotent-Replayed"));
    }

    private static async Task<JsonElement> Stale(RunningApp app, HttpMethod method, string path, object body, long version)
    {
        using var answer = await app.Ada.Sends(method, path, body, ("If-Match", $"\"{version}\""));
        var text = await answer.Content.ReadAsStringAsync();
        ((int)answer.StatusCode).ShouldBe(412, text);
        return JsonDocument.Parse(text).RootElement.Clone();
    }
}
