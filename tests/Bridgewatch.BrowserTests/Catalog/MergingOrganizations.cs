using Bridgewatch.BrowserTests.Desk;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Catalog;

/// <summary>One customer that was known as two, and two that were known as one, on their pages.</summary>
public class MergingOrganizations(TestBrowser browser)
{
    [Theory, EveryViewing]
    public async Task An_organization_is_merged_after_a_look_ahead_and_its_page_leads_on(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        var app = place.App;
        var stays = await Made(place, "organizations", new { name = "Acme Shipping", domains = new[] { "acme.example" }, tier = "platinum", region = "EU" });
        var goes = await Made(place, "organizations", new { name = "Acme Shipping Ltd", domains = new[] { "acme-ltd.example" }, region = "UK", note = "Found at the fair." });
        await Made(place, "contacts", new { name = "Kim Ito", addresses = new[] { "kim@acme-ltd.example" }, organizations = new object[] { new { organization = stays }, new { organization = goes, sees = "all" } } });
        await app.Ada.Posts("tickets", new { subject = "Labels come out blank", body = "b", requester = new { email = "lee@acme-ltd.example" } });
        await using var ada = await place.SignIn(app.Ada, "Ada", viewing);
        var page = ada.Page;
        await ada.OpenLive($"/organizations/{goes}");
        await page.Locator(".bar-acts").GetByRole(AriaRole.Button, new() { Name = "More", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Merge…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("The organization that stays").FillAsync("acme");
        await dialog.GetByRole(AriaRole.Radio, new() { Name = "Acme Shipping" }).CheckAsync();
        await Workplace.Expect(dialog).ToContainTextAsync("cannot be taken back");
        await Workplace.Expect(dialog).ToContainTextAsync("acme-ltd.example");
        await Workplace.Expect(dialog).ToContainTextAsync("instead of UK");
        await Workplace.Expect(dialog.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Open tickets" })).ToContainTextAsync("1");
        await ada.ShouldBeAccessible();
        await ada.Screenshot("organization-merge-dialog");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Merge", Exact = true }).ClickAsync();
        await ada.Reaches($"/organizations/{stays}");
        await Workplace.Expect(page.GetByText("Also known as")).ToBeVisibleAsync();
        await ada.ShouldBeAccessible();
        await ada.Screenshot("organization-merged");
        await ada.OpenLive($"/organizations/{goes}");
        await ada.Reaches($"/organizations/{stays}");
    }

    [Theory, EveryViewing]
    public async Task People_and_domains_are_split_off_into_a_new_organization_after_a_look_ahead(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        var from = await Made(place, "organizations", new { name = "Acme Shipping", domains = new[] { "acme.example", "spin.example" } });
        foreach (var (name, address) in new[] { ("Kim Ito", "kim@spin.example"), ("Lee Moor", "lee@acme.example") })
            await Made(place, "contacts", new { name, addresses = new[] { address }, organizations = new object[] { new { organization = from } } });
        await using var ada = await place.SignIn(place.App.Ada, "Ada", viewing);
        var page = ada.Page;
        await ada.OpenLive($"/organizations/{from}");
        await page.Locator(".bar-acts").GetByRole(AriaRole.Button, new() { Name = "More", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Split…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Its name").FillAsync("Spin Logistics");
        await dialog.GetByRole(AriaRole.Checkbox, new() { Name = "Kim Ito" }).CheckAsync();
        await dialog.GetByRole(AriaRole.Checkbox, new() { Name = "spin.example" }).CheckAsync();
        await Workplace.Expect(dialog).ToContainTextAsync("Goes to Spin Logistics");
        await Workplace.Expect(dialog).ToContainTextAsync("Contacts: 1. Domains: 1.");
        await ada.ShouldBeAccessible();
        await ada.Screenshot("organization-split-dialog");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Split", Exact = true }).ClickAsync();
        await Workplace.Expect(page.Locator(".toast")).ToContainTextAsync("They belong to Spin Logistics now.");
        await Workplace.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Spin Logistics" })).ToBeVisibleAsync();
        await Workplace.Expect(page.GetByText("spin.example").First).ToBeVisibleAsync();
    }

    private static async Task<string> Made(Workplace place, string noun, object thing) => (await place.App.Ada.Posts(noun, thing)).GetProperty("id").GetString()!;
}
