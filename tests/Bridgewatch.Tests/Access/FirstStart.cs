using System.Net;
using Bridgewatch.Access;
using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Tests.Access;

public class FirstStart
{
    [Theory, BothEngines]
    public async Task The_first_visitor_makes_the_administrator_and_answers_what_they_like(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        using var browser = app.Browser();
        (await browser.Open("/sign-in")).Headers.Location!.ToString().ShouldEndWith("/setup");
        var made = await browser.Submit("/setup", ("Form.Name", "Alex Admin"), ("Form.Email", "alex@example.test"), ("Form.Password", RunningApp.Password));
        made.Headers.Location!.ToString().ShouldEndWith("/setup/company");
        Next(await browser.Submit("/setup/company", ("Form.Name", "Northwind"), ("Form.SupportAddress", "support@northwind.test"), ("go", "save"))).ShouldBe("/setup/hours");
        var hours = await browser.Submit("/setup/hours", ("Form.Zone", "Europe/Berlin"), ("Form.Opens", "18:00"), ("Form.Closes", "09:00"), ("Form.Days", "Monday"), ("go", "save"));
        (await hours.Content.ReadAsStringAsync()).ShouldContain("must end after it begins");
        Next(await browser.Submit("/setup/hours", ("Form.Zone", "Europe/Berlin"), ("Form.Opens", "08:00"), ("Form.Closes", "18:00"), ("Form.Days", "Monday"), ("go", "save"))).ShouldBe("/setup/services");
        Next(await browser.Submit("/setup/services", ("Form.Names", "Payments\nLedger"), ("go", "save"))).ShouldBe("/setup/colleagues");
        var invited = await browser.Submit("/setup/colleagues", ("Form.Addresses", "kim@example.test"), ("Form.Role", "support-engineer-l1"), ("go", "save"));
        (await invited.Content.ReadAsStringAsync()).ShouldContain("/invitation/");
        Next(await browser.Submit("/setup/mail", ("go", "skip"))).ShouldBe("/");
        var company = await app.Look(db => db.Set<SettingRow>().SingleAsync(s => s.Name == "access.company"));
        company.Value.ShouldContain("Northwind");
        company.Value.ShouldContain("Europe/Berlin");
        company.Value.ShouldContain("\"monday\"");
        (await app.AllJournalTypes()).Count(t => t == "access.first-set-up.question-seen.v1").ShouldBe(5);
        (await app.Look(db => db.RoleGrants.CountAsync())).ShouldBe(3);
    }

    [Theory, BothEngines]
    public async Task Set_up_is_closed_once_somebody_is_there(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Gets("me");
        using var browser = app.Browser();
        (await browser.Open("/setup")).Headers.Location!.ToString().ShouldEndWith("/sign-in");
        (await browser.Open("/setup/company")).Headers.Location!.ToString().ShouldContain("/sign-in");
        (await Should.ThrowAsync<Refusal>(() => app.As(Caller.Anonymous, new SetUpAdministrator("eve@example.test", "Eve", RunningApp.Password))))
            .Name.ShouldBe("already-set-up");
    }

    [Theory, BothEngines]
    public async Task Of_two_who_set_up_at_once_one_becomes_administrator(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var tries = await Task.WhenAll(Enumerable.Range(0, 4).Select(async i =>
        {
            try
            {
                await app.As(Caller.Anonymous, new SetUpAdministrator($"admin{i}@example.test", "Alex", RunningApp.Password));
                return true;
            }
            catch (Exception exception) when (exception is Refusal or DbUpdateException)
            {
                return false;
            }
        }));
        tries.Count(done => done).ShouldBe(1);
        (await app.Look(db => db.People.CountAsync())).ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task The_environment_can_make_the_administrator_and_is_ignored_afterwards(Engine engine)
    {
        await using var app = await RunningApp.On(engine, settings: new Dictionary<string, string?>
        {
            ["BRIDGEWATCH_ADMIN_EMAIL"] = "ops@example.test",
            ["BRIDGEWATCH_ADMIN_PASSWORD"] = RunningApp.Password,
        });
        using var browser = app.Browser();
        (await browser.SignIn("ops@example.test")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.Open("/setup")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
    }

    private static string Next(HttpResponseMessage answer) => answer.Headers.Location is { } next
        ? new Uri(new("http://localhost"), next).AbsolutePath
        : $"{answer.StatusCode} {answer.Content.ReadAsStringAsync().Result}";
}
