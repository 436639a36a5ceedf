using Bridgewatch.Tests.Harness;
using Microsoft.Playwright;
using NodaTime;

namespace Bridgewatch.BrowserTests.Access;

/// <summary>First set-up, signing in, one's own account and the pages about people, in the browser.</summary>
public class LookingAfterPeople(TestBrowser browser)
{
    [Long]
    [Theory, EveryViewing]
    public async Task The_first_start_needs_no_script_and_every_question_is_accessible(Viewing viewing)
    {
        await using var app = await RealTime.Open();
        await using var visit = await browser.Visit(app.Url, viewing);
        var page = visit.Page;
        await visit.Open("/");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Set up Bridgewatch" })).ToBeVisibleAsync();
        await Look(visit, "setup");
        await page.GetByLabel("Your name").FillAsync("Alex Admin");
        await page.GetByLabel("Email address").FillAsync("alex@example.test");
        await page.GetByLabel("Password").FillAsync(RunningApp.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the administrator" }).ClickAsync();
        await Look(visit, "setup-company");
        await page.GetByLabel("Name of the company").FillAsync("Northwind");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save and go on" }).ClickAsync();
        foreach (var (heading, name) in new[] { ("When are you there", "hours"), ("What do customers use", "services"), ("Who works with you", "colleagues"), ("How does mail go out", "mail") })
        {
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = heading })).ToBeVisibleAsync();
            await Look(visit, $"setup-{name}");
            await page.GetByRole(AriaRole.Button, new() { Name = "Skip" }).ClickAsync();
        }
        await visit.Live();
        await Assertions.Expect(page.GetByText("Northwind").First).ToBeAttachedAsync();
    }

    [Long]
    [Theory, EveryViewing]
    public async Task The_account_and_the_settings_are_accessible(Viewing viewing)
    {
        await using var app = await RealTime.Open();
        await app.Person("Kim Ito", "support-engineer-l2").Gets("me");
        await app.Send(new Bridgewatch.Access.Roles.GrantRole(await app.Ada.Id, "auditor", Until: app.Now + Duration.FromDays(30)));
        await using var visit = await SignedIn(app, viewing);
        foreach (var path in new[] { "account", "settings", "settings/people", $"settings/people/{await app.Ada.Id}", "settings/roles", "settings/roles/new", "settings/sign-in", "settings/tokens", "settings/company", "settings/mail" })
        {
            await visit.OpenLive($"/{path}");
            await Assertions.Expect(visit.Page.Locator("h1").First).ToBeVisibleAsync();
            await Look(visit, path.StartsWith("settings/people/", StringComparison.Ordinal) ? "settings-person" : path.Replace('/', '-'));
        }
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_an_open_page_in_another_browser()
    {
        await using var app = await RealTime.Open();
        await using var here = await SignedIn(app);
        await using var there = await SignedIn(app);
        await there.OpenLive("/account");
        await here.OpenLive("/account");
        await here.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out everywhere" }).ClickAsync();
        await here.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Sign out", Exact = true }).ClickAsync();
        await Assertions.Expect(here.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await Assertions.Expect(there.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_colleague_is_invited_given_a_role_and_a_token_is_made_and_revoked()
    {
        await using var app = await RealTime.Open();
        await using var visit = await SignedIn(app);
        var page = visit.Page;
        await visit.OpenLive("/settings/people");
        await page.GetByRole(AriaRole.Button, new() { Name = "Invite" }).First.ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Email address").FillAsync("kim@example.test");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Invite" }).ClickAsync();
        await Assertions.Expect(dialog.GetByText("/invitation/")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Kim", Exact = true }).ClickAsync();
        await page.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync("auditor");
        await Assertions.Expect(page.Locator("input[name='_grant.Until']")).ToHaveAttributeAsync("required", "");
        await page.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync("support-lead");
        await Assertions.Expect(page.Locator("input[name='_grant.Until']")).Not.ToHaveAttributeAsync("required", "");
        await page.GetByRole(AriaRole.Button, new() { Name = "Grant the role" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Take Support lead" })).ToBeVisibleAsync();

        await visit.OpenLive("/account");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("nightly import");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a token" }).ClickAsync();
        await Assertions.Expect(page.GetByText("bwt_")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Row, new() { Name = "nightly import" }).GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Revoke" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row, new() { Name = "nightly import" }).GetByText("Revoked")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_role_is_copied_changed_and_put_away()
    {
        await using var app = await RealTime.Open();
        await using var visit = await SignedIn(app);
        var page = visit.Page;
        await visit.OpenLive("/settings/roles");
        await page.GetByRole(AriaRole.Link, new() { Name = "Copy Administrator" }).ClickAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Keeper of people");
        await page.GetByLabel("Grant and take roles.").UncheckAsync();
        await visit.ShouldBeAccessible();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Change Keeper of people" }).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Grant and take roles.")).Not.ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Archive" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Archive" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Archived", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_an_administrator_read_stands_in_the_access_log()
    {
        await using var app = await RealTime.Open();
        await app.Admin.Gets("me");
        await app.Send(new Bridgewatch.Access.Roles.GrantRole(await app.Admin.Id, "compliance-officer"));
        var ticket = (await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still." })).GetProperty("number").GetString()!;
        await using var visit = await SignedIn(app);
        await visit.OpenLive($"/tickets/{ticket}");
        await visit.OpenLive("/settings/access-log");
        var row = visit.Page.GetByRole(AriaRole.Row, new() { Name = ticket });
        await Assertions.Expect(row).ToHaveCountAsync(1);
        await Assertions.Expect(row).ToContainTextAsync("Alex Admin");
        await visit.ShouldBeAccessible();
        await visit.Screenshot("settings-access-log");
    }

    private async Task<Visit> SignedIn(RunningApp app, Viewing? viewing = null)
    {
        await app.Admin.Gets("me");
        var visit = await browser.Visit(app.Url, viewing);
        await visit.Open("/sign-in?returnUrl=%2Faccount");
        await visit.Page.GetByLabel("Email address").FillAsync("admin@example.test");
        await visit.Page.GetByLabel("Password").FillAsync(RunningApp.Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await visit.Live();
        return visit;
    }

    private static async Task Look(Visit visit, string name)
    {
        await visit.ShouldBeAccessible();
        new FileInfo(await visit.Screenshot(name)).Length.ShouldBeGreaterThan(1000);
    }
}
