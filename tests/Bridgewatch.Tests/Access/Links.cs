using System.Net;
using Bridgewatch.Access.Links;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Tests.Access;

public class Links
{
    [Theory, BothEngines]
    public async Task An_invitation_is_looked_at_often_and_accepted_once(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var invited = await app.Admin.Posts("people", new { email = "kim@example.test", name = "Kim" });
        var path = new Uri(invited.GetProperty("invitation").GetProperty("url").GetString()!).AbsolutePath;
        path.ShouldStartWith("/invitation/");
        using var browser = app.Browser();
        for (var i = 0; i < 3; i++) (await browser.Read(path)).ShouldContain("kim@example.test");
        (await browser.Submit(path, ("Form.Name", "Kim Ito"), ("Form.Password", "short"))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.Submit(path, ("Form.Name", "Kim Ito"), ("Form.Password", RunningApp.Password))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.Open("/api/v1/me")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.Read(path)).ShouldContain("works no longer");
        (await app.Admin.Gets($"people/{invited.GetProperty("id").GetString()}")).GetProperty("name").GetString().ShouldBe("Kim Ito");
    }

    [Theory, BothEngines]
    public async Task A_reset_works_once_also_when_two_use_it_at_once(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var link = await Link(app);
        var tries = await Task.WhenAll(Enumerable.Range(0, 2).Select(async i =>
        {
            try
            {
                await app.As(Caller.Anonymous, new ResetPassword(link, $"a whole new sentence {i}"));
                return true;
            }
            catch (Exception exception) when (exception is Refusal or Stale)
            {
                return false;
            }
        }));
        tries.Count(done => done).ShouldBe(1);
        await Should.ThrowAsync<Refusal>(() => app.As(Caller.Anonymous, new ResetPassword(link, "and one more sentence")));
    }

    [Theory, BothEngines]
    public async Task A_reset_ends_with_its_time_and_with_the_next_one(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var first = await Link(app);
        var second = await Link(app);
        await Should.ThrowAsync<Refusal>(() => app.As(Caller.Anonymous, new ResetPassword(first, "a whole new sentence")));
        app.MoveClock(OneTimeLink.LifeOf(LinkKind.Reset));
        await Should.ThrowAsync<Refusal>(() => app.As(Caller.Anonymous, new ResetPassword(second, "a whole new sentence")));
    }

    [Theory, BothEngines]
    public async Task A_reset_ends_the_pause_after_failures(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Gets("me");
        for (var i = 0; i <= Lockout.Allowed; i++) await app.As(Caller.Anonymous, new SignInWithPassword("ada@example.test", "wrong wrong wrong"));
        await app.As(Caller.Anonymous, new ResetPassword(await Link(app), "a whole new sentence"));
        (await app.As(Caller.Anonymous, new SignInWithPassword("ada@example.test", "a whole new sentence"))).Person.ShouldNotBeNull();
    }

    [Theory, BothEngines]
    public async Task Asking_for_a_reset_tells_nobody_who_works_here(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Gets("me");
        await SetUpMail(app);
        using var browser = app.Browser();
        var known = await (await browser.Submit("/reset", ("Form.Email", "admin@example.test"))).Content.ReadAsStringAsync();
        var unknown = await (await browser.Submit("/reset", ("Form.Email", "nobody@example.test"))).Content.ReadAsStringAsync();
        known.ShouldContain("Look into your mail");
        Plain(known).ShouldBe(Plain(unknown));
        var deliveries = await app.Look(db => db.Set<Delivery>().ToListAsync());
        deliveries.ShouldHaveSingleItem().Payload.ShouldContain("admin@example.test");
        deliveries[0].Payload.ShouldContain($"{app.Http.BaseAddress}reset/");

        static string Plain(string page) => System.Text.RegularExpressions.Regex.Replace(page, "<!--.*?-->|value=\"[^\"]*\"|f-[0-9a-f]{32}", "");
    }

    [Theory, BothEngines]
    public async Task With_mail_an_invitation_is_mailed_and_shown_to_nobody_else(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Gets("me");
        await SetUpMail(app);
        var invited = await app.Admin.Posts("people", new { email = "kim@example.test" });
        invited.GetProperty("invitation").GetRawText().ShouldBe("""{"url":null,"mailed":true}""");
        (await app.Look(db => db.Set<Delivery>().ToListAsync())).ShouldHaveSingleItem().Payload.ShouldContain("/invitation/");
    }

    private static async Task<string> Link(RunningApp app)
    {
        var url = (await app.Send(new MakeResetLink(await app.Ada.Id, Show: true))).Url!;
        return url[(url.LastIndexOf('/') + 1)..];
    }

    private static async Task SetUpMail(RunningApp app) => await app.Send(new ChangeSetting("kernel.outgoing-mail",
        System.Text.Json.JsonSerializer.SerializeToElement(new { host = "localhost", port = Ports.Free(), security = "none", fromAddress = "support@example.test" })));
}
