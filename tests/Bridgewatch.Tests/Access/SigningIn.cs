using System.Diagnostics;
using System.Net;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Access;

public class SigningIn
{
    private const string Email = "ada@example.test";

    [Theory, BothEngines]
    public async Task A_password_lets_in_and_the_cookie_is_for_this_browser_alone(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Gets("me");
        using var browser = app.Browser();
        using var answer = await browser.SignIn("ADA@example.test");
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect, await answer.Content.ReadAsStringAsync());
        answer.Headers.Location!.ToString().ShouldEndWith("/account");
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("bridgewatch-session=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        (await browser.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await app.AllJournalTypes()).ShouldContain("access.sign-in.done.v1");
    }

    [Theory, BothEngines]
    public async Task A_session_may_read_the_api_but_change_nothing_there(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Gets("me");
        using var browser = app.Browser();
        await browser.SignIn(Email);
        (await browser.Open("/api/v1/tokens")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.Post("/api/v1/tokens")).StatusCode.ShouldBeOneOf(HttpStatusCode.Unauthorized, HttpStatusCode.UnsupportedMediaType);
        (await app.Ada.Gets("tokens")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task Unknown_address_wrong_password_and_a_pause_look_the_same_from_outside(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Gets("me");
        foreach (var address in new[] { Email, "nobody@example.test" })
        {
            using var browser = app.Browser();
            for (var i = 0; i < Lockout.Allowed; i++) (await Said(browser, address, "wrong wrong wrong")).ShouldContain("Address and password do not fit");
            (await Said(browser, address, RunningApp.Password)).ShouldContain("Too many wrong attempts");
        }
        var entries = await app.Look(db => Task.FromResult(db.Journal.Where(r => r.Type == "access.sign-in.refused.v1").Select(r => r.Data).ToList()));
        entries.Count.ShouldBe(12);
        entries.ShouldAllBe(e => !e!.Contains("example", StringComparison.Ordinal));
    }

    [Theory, BothEngines]
    public async Task A_pause_ends_and_grows(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Gets("me");
        for (var i = 0; i < Lockout.Allowed; i++) (await Try(app, "wrong wrong wrong")).PausedUntil.ShouldBeNull();
        (await Try(app, RunningApp.Password)).PausedUntil.ShouldBe(app.Now + Duration.FromMinutes(5));
        app.MoveClock(Duration.FromMinutes(5));
        (await Try(app, "wrong wrong wrong")).PausedUntil.ShouldBeNull();
        (await Try(app, RunningApp.Password)).PausedUntil.ShouldBe(app.Now + Duration.FromMinutes(10));
        app.MoveClock(Duration.FromMinutes(10));
        (await Try(app, RunningApp.Password)).Person.ShouldBe(await app.Ada.Id);
        for (var i = 0; i < Lockout.Allowed; i++) (await Try(app, "wrong wrong wrong")).PausedUntil.ShouldBeNull();
        (await Try(app, RunningApp.Password)).PausedUntil.ShouldBe(app.Now + Duration.FromMinutes(5), "a success forgets the failures before");
    }

    [Theory, BothEngines]
    public async Task Many_attempts_at_once_are_counted_before_they_are_judged(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Gets("me");
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Try(app, "wrong wrong wrong")));
        answers.Count(a => a.PausedUntil is null).ShouldBe(Lockout.Allowed);
    }

    [Fact]
    public async Task An_unknown_address_takes_as_long_as_a_known_one()
    {
        await using var app = await RunningApp.On(Engine.Sqlite, replace: s => s.AddSingleton(new Passwords()));
        await app.Ada.Gets("me");
        await Try(app, "wrong wrong wrong", "warm-up@example.test");
        var (known, unknown) = (new List<double>(), new List<double>());
        for (var i = 0; i < 4; i++)
        {
            known.Add(await Took(() => Try(app, "wrong wrong wrong")));
            unknown.Add(await Took(() => Try(app, "wrong wrong wrong", $"nobody{i}@example.test")));
        }
        // The shortest of each, since the machine may be busy; without the hash it would be a fiftieth.
        (unknown.Min() / known.Min()).ShouldBeInRange(0.5, 2);
    }

    [Theory]
    [InlineData("https://evil.example/", "/")]
    [InlineData("//evil.example/", "/")]
    [InlineData("/\\evil.example/", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/tickets?q=status:open", "/tickets?q=status:open")]
    public async Task After_signing_in_nobody_is_led_elsewhere(string wanted, string led)
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        await app.Ada.Gets("me");
        using var browser = app.Browser();
        using var answer = await browser.SignIn(Email, returnUrl: wanted);
        new Uri(app.Http.BaseAddress!, answer.Headers.Location!).PathAndQuery.ShouldBe(led);
        new Uri(app.Http.BaseAddress!, answer.Headers.Location!).Host.ShouldBe(app.Http.BaseAddress!.Host);
    }

    [Theory, BothEngines]
    public async Task Signing_out_everywhere_ends_other_browsers_but_no_token(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Gets("me");
        using var other = app.Browser();
        await other.SignIn(Email);
        (await other.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await app.Ada.Deletes("me/sessions");
        (await other.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await other.Open("/account")).Headers.Location!.ToString().ShouldContain("/sign-in?returnUrl=%2Faccount");
        await app.Ada.Gets("me");
    }

    [Theory, BothEngines]
    public async Task Signing_out_needs_the_pages_own_token_and_ends_this_browser(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Gets("me");
        using var browser = app.Browser();
        await browser.SignIn(Email);
        (await browser.Post("/sign-out")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, BothEngines]
    public async Task A_new_password_ends_other_sessions_and_keeps_this_one(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Gets("me");
        using var here = app.Browser();
        using var there = app.Browser();
        await here.SignIn(Email);
        await there.SignIn(Email);
        (await Text(await here.Submit("/account/password", ("Form.Current", "not the password"), ("Form.New", "a whole new sentence")))).ShouldContain("not the current password");
        (await Text(await here.Submit("/account/password", ("Form.Current", RunningApp.Password), ("Form.New", "ada@example")))).ShouldContain("At least 12 characters");
        (await Text(await here.Submit("/account/password", ("Form.Current", RunningApp.Password), ("Form.New", "adaexample12")))).ShouldContain("Too close");
        (await here.Submit("/account/password", ("Form.Current", RunningApp.Password), ("Form.New", "a whole new sentence"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await here.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await there.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await Try(app, "a whole new sentence")).Person.ShouldNotBeNull();
    }

    [Fact]
    public async Task Doors_that_stand_open_are_limited_by_address_and_tokens_are_not()
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        await app.Ada.Gets("me");
        using var browser = app.Browser();
        HttpResponseMessage? answer = null;
        for (var i = 0; i < 45; i++)
        {
            answer = await browser.Post("/sign-in");
            if (answer.StatusCode == HttpStatusCode.TooManyRequests) break;
        }
        answer!.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.RetryAfter!.Delta.ShouldNotBeNull().TotalSeconds.ShouldBeInRange(1, 60);
        for (var i = 0; i < 40; i++) await app.Ada.Gets("me");
        (await browser.Open("/sign-in")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<string> Said(FormBrowser browser, string email, string password) => await Text(await browser.SignIn(email, password));

    private static Task<string> Text(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync();

    private static Task<SignInAnswer> Try(RunningApp app, string password, string email = Email) =>
        app.As(Caller.Anonymous, new SignInWithPassword(email, password));

    private static async Task<double> Took(Func<Task> deed)
    {
        var watch = Stopwatch.StartNew();
        await deed();
        return watch.Elapsed.TotalMilliseconds;
    }
}
