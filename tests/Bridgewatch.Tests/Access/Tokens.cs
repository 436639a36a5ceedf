using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using NodaTime;

namespace Bridgewatch.Tests.Access;

public class Tokens
{
    [Theory, BothEngines]
    public async Task A_token_is_shown_once_and_works_until_it_is_revoked(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var created = await app.Ada.Posts("tokens", new { name = "nightly import" });
        var shown = created.GetProperty("token").GetString()!;
        (await Asks(app, shown)).ShouldBe(200);
        var listed = (await app.Ada.Gets("tokens")).GetProperty("items").EnumerateArray().Single(t => t.GetProperty("name").GetString() == "nightly import");
        listed.GetRawText().ShouldNotContain(shown);
        listed.GetProperty("ending").GetString().ShouldBe(shown[^4..]);
        await app.Ada.Deletes($"tokens/{created.GetProperty("id").GetString()}");
        (await Asks(app, shown)).ShouldBe(401);
        (await app.AllJournalTypes()).ShouldContain("access.token.revoked.v1");
        (await app.Look(db => Task.FromResult(db.Journal.Any(r => r.Data!.Contains(shown))))).ShouldBeFalse();
    }

    [Theory, BothEngines]
    public async Task A_token_ends_with_its_time(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var token = await app.Send(new Bridgewatch.Access.Tokens.CreateToken("short", null, app.Now + Duration.FromHours(1), await app.Ada.Id));
        (await Asks(app, token.Token)).ShouldBe(200);
        app.MoveClock(Duration.FromHours(1));
        (await Asks(app, token.Token)).ShouldBe(401);
    }

    [Theory, BothEngines]
    public async Task A_token_may_do_no_more_than_its_scopes_and_cannot_make_a_wider_one(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var narrow = (await app.Token(app.Admin, "access.read-people")).Token;
        (await Asks(app, narrow, HttpMethod.Get, "people")).ShouldBe(200);
        (await Asks(app, narrow, HttpMethod.Post, "people", """{"email":"new@example.test"}""")).ShouldBe(403);
        (await Asks(app, narrow, HttpMethod.Post, "tokens", """{"name":"wider"}""")).ShouldBe(403);
        var whole = (await app.Token(app.Admin, "access.*")).Token;
        (await Asks(app, whole, HttpMethod.Post, "people", """{"email":"new@example.test"}""")).ShouldBe(201);
    }

    [Theory, BothEngines]
    public async Task A_token_with_scopes_does_nothing_that_only_its_owner_may(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (narrow, other) = (await app.Token(app.Ada, "desk.read-tickets"), await app.Token(app.Ada));
        var before = await app.AllJournalTypes();
        (await Asks(app, narrow.Token, HttpMethod.Delete, $"tokens/{other.Id}")).ShouldBe(403);
        (await Asks(app, narrow.Token, HttpMethod.Delete, "me/sessions")).ShouldBe(403);
        (await app.AllJournalTypes()).ShouldBe(before);
        (await Asks(app, other.Token, HttpMethod.Delete, $"tokens/{narrow.Id}")).ShouldBe(204);
    }

    [Theory, BothEngines]
    public async Task Scopes_that_no_module_knows_are_refused(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var problem = await app.Ada.IsRefused(422, HttpMethod.Post, "tokens", new { name = "x", scopes = new[] { "desk.read-tickets", "desk.fly" } });
        problem.GetProperty("errors").GetRawText().ShouldContain("desk.fly");
        await app.Ada.IsRefused(422, HttpMethod.Post, "tokens", new { name = "x", scopes = Array.Empty<string>() });
        await app.Ada.IsRefused(422, HttpMethod.Post, "tokens", new { name = "x", scopes = new string?[] { null } });
        var inVienna = await app.Ada.Posts("tokens", new { name = "x", expiresAt = "2027-01-01T00:30:00+01:00" });
        inVienna.GetProperty("expiresAt").GetString().ShouldBe("2026-12-31T23:30:00Z");
    }

    [Theory, BothEngines]
    public async Task Somebody_elses_token_is_not_there(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var token = await app.Token(app.Admin);
        await app.Ada.IsRefused(404, HttpMethod.Delete, $"tokens/{token.Id}");
        await app.Ada.IsRefused(403, HttpMethod.Get, "tokens?all=true");
        await app.Ada.IsRefused(403, HttpMethod.Post, "tokens", new { name = "x", person = (await app.Admin.Id).ToString() });
        await app.Admin.Deletes($"tokens/{token.Id}");
    }

    [Theory, BothEngines]
    public async Task Last_use_is_kept_to_the_minute(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Gets("me");
        await Eventually.Passes(async () => (await LastUse(app)).ShouldBe(app.Now), "the use is written");
        var first = app.Now;
        app.MoveClock(Duration.FromSeconds(30));
        await app.Ada.Gets("me");
        (await LastUse(app)).ShouldBe(first);
        app.MoveClock(Duration.FromSeconds(31));
        await app.Ada.Gets("me");
        await Eventually.Passes(async () => (await LastUse(app)).ShouldBe(app.Now), "the later use is written");
    }

    [Theory, BothEngines]
    public async Task Without_a_token_or_with_nonsense_the_answer_is_401_as_a_problem(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        foreach (var shown in new[] { null, "nonsense", "bwt_nonsense" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me");
            if (shown is not null) request.Headers.Add("Authorization", $"Bearer {shown}");
            using var answer = await app.Http.SendAsync(request);
            ((int)answer.StatusCode).ShouldBe(401);
            answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
            (await answer.Content.ReadAsStringAsync()).ShouldContain("urn:bridgewatch:problem:not-signed-in");
        }
    }

    [Theory, BothEngines]
    public async Task A_secret_cannot_be_asked_for_again_by_a_key(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        using var answer = await app.Ada.Sends(HttpMethod.Post, "tokens", new { name = "x" }, (ApiDoor.KeyHeader, "k1"));
        ((int)answer.StatusCode).ShouldBe(422);
    }

    [Theory, BothEngines]
    public async Task A_token_with_a_limit_is_told_to_wait_and_all_others_go_on(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var created = await app.Ada.Posts("tokens", new { name = "nightly import", requestsPerMinute = 2 });
        var limited = created.GetProperty("token").GetString()!;
        (await Asks(app, limited)).ShouldBe(200);
        (await Asks(app, limited, HttpMethod.Post, "tickets", """{"subject":"x","body":"x"}""")).ShouldBe(201);
        using (var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tickets") { Content = new StringContent("""{"subject":"y","body":"y"}""", System.Text.Encoding.UTF8, "application/json") })
        {
            request.Headers.Add("Authorization", $"Bearer {limited}");
            using var answer = await app.Http.SendAsync(request);
            ((int)answer.StatusCode).ShouldBe(429);
            answer.Headers.RetryAfter!.Delta!.Value.ShouldBeInRange(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
            (await answer.Content.ReadAsStringAsync()).ShouldContain("urn:bridgewatch:problem:too-many");
        }
        (await app.Ada.Gets("tickets?count=true")).GetProperty("count").GetProperty("value").GetInt32().ShouldBe(1, "the refused request did nothing, and her other token has no limit");
        (await app.Ada.Gets($"tokens/{created.GetProperty("id").GetString()}")).GetProperty("requestsPerMinute").GetInt32().ShouldBe(2);
        await app.Ada.IsRefused(422, HttpMethod.Post, "tokens", new { name = "x", requestsPerMinute = 0 });
    }

    private static async Task<Instant> LastUse(RunningApp app) =>
        NodaTime.Text.InstantPattern.ExtendedIso.Parse(
            (await app.Ada.Gets("tokens")).GetProperty("items")[0].GetProperty("lastUsedAt").GetString()!).Value;

    internal static async Task<int> Asks(RunningApp app, string token, HttpMethod? method = null, string path = "me", string? body = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, $"/api/v1/{path}");
        request.Headers.Add("Authorization", $"Bearer {token}");
        if (body is not null) request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await app.Http.SendAsync(request);
        return (int)answer.StatusCode;
    }
}
