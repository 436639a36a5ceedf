using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Catalog.Subscriptions;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Tests.Harness;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Catalog;

/// <summary>An administrator keeps customers and architecture in the browser.</summary>
public class KeepingTheCatalog(TestBrowser browser)
{
    [Long]
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_page_of_the_catalog_is_accessible_with_and_without_data(bool onAPhoneAtNight)
    {
        await using var app = await RealTime.Open();
        await using var visit = await SignedIn(app, new(Phone: onAPhoneAtNight, Dark: onAPhoneAtNight));
        foreach (var path in new[] { "organizations", "settings/teams", "settings/components", "settings/import" }) await Look(visit, path, "empty");
        var (acme, kim, team) = await Fill(app);
        string[] paths =
        [
            "organizations", "organizations/new", $"organizations/{acme}", $"organizations/{acme}/edit", $"contacts/{kim}", $"contacts/{kim}/edit",
            "settings/teams", $"settings/teams/{team}", "settings/components", "settings/components/payments/settlement",
        ];
        foreach (var path in paths) await Look(visit, path, "data");
    }

    [Fact]
    public async Task A_customer_is_added_with_a_contact_and_a_subscription_and_is_archived_and_brought_back()
    {
        await using var app = await RealTime.Open();
        await app.Send(new AddService("Payments"));
        await using var visit = await SignedIn(app);
        var page = visit.Page;
        await visit.OpenLive("/organizations");
        await page.GetByRole(AriaRole.Link, new() { Name = "New organization" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New organization" })).ToBeVisibleAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Acme");
        await page.GetByLabel("Mail domains").FillAsync("gmail.com");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("gives addresses to everybody")).ToBeVisibleAsync();
        await page.GetByLabel("Mail domains").FillAsync("acme.example");
        await page.GetByLabel("Tier").SelectOptionAsync("Gold");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Acme", Exact = true, Level = 1 })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Link, new() { Name = "New contact" }).First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "New contact" })).ToBeVisibleAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Kim Larsen");
        await page.GetByLabel("Email addresses").FillAsync("kim@acme.example");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Acme" }).First.ClickAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Add subscription" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Service").SelectOptionAsync("Payments");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Add", Exact = true }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Payments" })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "Kim Larsen" })).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Archive" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Archive" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Archived", new() { Exact = true })).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "More" }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Bring back" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Archived", new() { Exact = true })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task A_table_is_looked_at_before_it_is_imported()
    {
        await using var app = await RealTime.Open();
        await using var visit = await SignedIn(app);
        await visit.OpenLive("/settings/import");
        await Give("name,tier\nAcme,gilded\n");
        await Assertions.Expect(visit.Page.GetByText("This cannot be imported yet")).ToBeVisibleAsync();
        await Give("Firma,tier\nAcme,gold\nBeta,silver\n");
        await Assertions.Expect(visit.Page.GetByText("The column name is missing.")).ToBeVisibleAsync();
        await visit.Page.GetByLabel("Name", new() { Exact = true }).SelectOptionAsync("Firma");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Acme" })).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Import", Exact = true }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("customers.csv is imported")).ToBeVisibleAsync();
        await visit.OpenLive("/organizations");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Link, new() { Name = "Beta" })).ToBeVisibleAsync();

        async Task Give(string text)
        {
            // No hand is as fast as this one: the framework listens to the field a moment after it shows.
            await visit.Page.WaitForFunctionAsync("() => document.querySelector('input[type=file]')?._blazorInputFileNextFileId !== undefined");
            await visit.Page.GetByLabel("File").SetInputFilesAsync(new FilePayload
            {
                Name = "customers.csv",
                MimeType = "text/csv",
                Buffer = System.Text.Encoding.UTF8.GetBytes(text),
            });
        }
    }


    private static async Task Look(Visit visit, string path, string state)
    {
        await visit.OpenLive($"/{path}");
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot($"{state}-{string.Join('-', path.Split('/').Select(p => Guid.TryParse(p, out _) ? "one" : p))}");
    }

    private async Task<Visit> SignedIn(RunningApp app, Viewing? viewing = null)
    {
        _ = await app.Admin.Id;
        var visit = await browser.Visit(app.Url, viewing);
        await visit.Open("/sign-in?ReturnUrl=%2Forganizations");
        await visit.Page.GetByLabel("Email").FillAsync("admin@example.test");
        await visit.Page.GetByLabel("Password").FillAsync(RunningApp.Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(visit.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/organizations$"));
        return visit;
    }

    private static async Task<(Guid Acme, Guid Kim, Guid Team)> Fill(RunningApp app)
    {
        var admin = await app.Admin.Id;
        var team = await app.Send(new AddTeam("Money", Members: [admin], Lead: admin));
        await app.Send(new AddService("Payments", OwningTeam: "money"));
        await app.Send(new AddComponent("Settlement", Parent: "payments", OwningTeam: "money", Lifecycle: "production", Aliases: ["settle-api"], Link: "https://wiki.example/settlement"));
        await app.Send(new AddComponent("Queue", ComponentKind.Resource, Parent: "payments/settlement"));
        var group = await app.Send(new AddOrganization("Acme Group"));
        var acme = await app.Send(new AddOrganization(
            "Acme", CustomerTier.Platinum, new(1_200_000m, "EUR", new(2026, 1, 1)), "EU", ["acme.example"], group.Id, admin, "Talk to Kim first.\nThey pay late."));
        await app.Send(new AddOrganization("Acme France", CustomerTier.Silver, Parent: acme.Id));
        var kim = await app.Send(new AddContact("Kim Larsen", ["kim@acme.example", "kim@home.example"], "+45 12 34 56", "da", [new(acme.Id, "Head of platform")]));
        await app.Send(new AddSubscription(acme.Id, "payments", "EU", "3.2", new(2025, 1, 1)));
        await app.Send(new AddSubscription(acme.Id, "payments", "US", "2.9", new(2024, 1, 1), new(2025, 1, 1)));
        return (acme.Id.Value, kim.Value, team.Value);
    }
}
