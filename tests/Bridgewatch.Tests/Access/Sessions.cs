using System.Net;
using Bridgewatch.Access.Browsers;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using NodaTime;

namespace Bridgewatch.Tests.Access;

public class Sessions
{
    private const string Email = "ada@example.test";

    [Theory, BothEngines]
    public async Task One_browser_is_signed_out_from_elsewhere_and_the_others_go_on(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Gets("me");
        using var here = app.Browser();
        using var there = app.Browser();
        await here.SignIn(Email);
        var first = Ids(await app.Ada.Gets("me/sessions")).Single();
        app.MoveClock(Duration.FromMinutes(10));
        await there.SignIn(Email);
        var second = Ids(await app.Ada.Gets("me/sessions"))[0];
        second.ShouldNotBe(first, "last seen first");
        await app.Ada.Deletes($"me/sessions/{second}");
        (await there.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await here.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await app.Ada.IsRefused(404, HttpMethod.Delete, $"me/sessions/{second}");
        await app.Person("Kim Ito").IsRefused(404, HttpMethod.Delete, $"me/sessions/{first}");
        (await app.AllJournalTypes()).ShouldContain("access.session.ended.v1");
    }

    [Theory, BothEngines]
    public async Task All_others_are_signed_out_and_what_is_not_seen_for_a_week_ends_by_itself(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Gets("me");
        using var here = app.Browser();
        using var there = app.Browser();
        await here.SignIn(Email);
        await there.SignIn(Email);
        var mine = BrowserSessionId.From(Guid.Parse(Ids(await app.Ada.Gets("me/sessions"))[0]));
        await app.As(new Caller(ActorKind.Person, (await app.Ada.Id).Value, Session: mine), new EndOtherSessions());
        new[] { (await here.Open("/api/v1/me")).StatusCode, (await there.Open("/api/v1/me")).StatusCode }
            .ShouldBe([HttpStatusCode.OK, HttpStatusCode.Unauthorized], ignoreOrder: true);
        app.MoveClock(BrowserSession.Life + Duration.FromMinutes(1));
        Ids(await app.Ada.Gets("me/sessions")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Windows")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1", "Safari on iPhone")]
    [InlineData("Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36", "Chrome on Android")]
    [InlineData("curl/8", "An unknown device")]
    [InlineData(null, "An unknown device")]
    public void A_browser_is_named_in_words(string? userAgent, string words) => Device.Of(userAgent).ShouldBe(words);

    private static List<string> Ids(System.Text.Json.JsonElement list) =>
        [.. list.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("id").GetString()!)];
}
