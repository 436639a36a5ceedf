using Bridgewatch.Tests.Harness;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Testing;
using NodaTime.Text;

namespace Bridgewatch.BrowserTests.Access;

/// <summary>A provider's button, its page, the way back, and what people and administrators see of it.</summary>
public class SigningInByProvider(TestBrowser browser)
{
    [Fact]
    public async Task The_providers_button_leads_there_and_back_into_the_workspace_and_out_again()
    {
#pragma warning disable RS0030 // A browser's clock cannot be exchanged, so the others are set by the same one.
        var now = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow());
#pragma warning restore RS0030
        await using var directory = new OpenIdProvider
        {
            Clock = new FakeClock(now),
            Asks = true,
            Present = new("sub-admin", "admin@example.test") { Name = "Alex Admin", Groups = ["leads"] },
        };
        await directory.InitializeAsync();
        await using var app = await RunningApp.On(Engine.Sqlite, InstantPattern.ExtendedIso.Format(now), settings: directory.Settings(
            ("ROLES:0:GROUP", "leads"), ("ROLES:0:ROLE", "incident-commander"), ("ROLES:1:GROUP", "3f0b9c52-0c5e-4d0e-9b1e-2f4a6d8b7a10"), ("ROLES:1:ROLE", "no-such-role")));
        await app.Admin.Gets("me");
        // The way back leads to the public address, which is the one by number.
        await using var visit = await browser.Visit(app.Http.BaseAddress!.ToString());
        var page = visit.Page;
        await visit.Open("/sign-in?returnUrl=%2Faccount");
        await Looks(visit, "sign-in-provider");
        await page.GetByRole(AriaRole.Link, new() { Name = "Sign in with Directory" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Continue as Alex Admin" }).ClickAsync();
        await visit.Reaches("/account");
        await visit.Live();
        await Assertions.Expect(page.GetByText("Accounts at providers")).ToBeVisibleAsync();
        await Looks(visit, "account-provider");

        await visit.OpenLive($"/settings/people/{await app.Admin.Id}");
        await Assertions.Expect(page.GetByText("by groups of Directory")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove Directory" })).ToBeVisibleAsync();
        await Looks(visit, "settings-person-provider");
        await visit.OpenLive("/settings/sign-in-providers");
        await Assertions.Expect(page.GetByText($"{app.Http.BaseAddress}sign-in/with/directory/back")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("no such role or place")).ToBeVisibleAsync();
        await Looks(visit, "settings-sign-in-providers");

        await page.Locator("[data-sign-out] button").EvaluateAsync("button => button.click()");
        await visit.Reaches("/sign-in");
        await visit.Open("/sign-in/stopped?why=forgotten&provider=directory&returnUrl=%2Faccount");
        await Looks(visit, "sign-in-stopped");
        await visit.Open("/account");
        await visit.Reaches("/sign-in?returnUrl=%2Faccount");
    }

    private static async Task Looks(Visit visit, string name)
    {
        await visit.ShouldBeAccessible();
        await visit.Screenshot(name);
    }
}
