using Bridgewatch.Tests.Harness;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>A lead makes a trigger, switches it on, and sees on a ticket what it did.</summary>
public class ActingByTriggersOnThePage(TestBrowser browser)
{
    [Theory, OppositeViewings]
    public async Task A_trigger_is_made_switched_on_and_seen_to_act(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        await using var visit = await place.SignIn(place.App.Ada, "Ada", viewing);
        var page = visit.Page;
        await visit.OpenLive("/settings/triggers");
        await page.GetByRole(AriaRole.Button, new() { Name = "New trigger" }).ClickAsync();
        var dialog = page.Locator("dialog[open]");
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("Greet");
        await dialog.GetByLabel("ticket opened", new() { Exact = true }).CheckAsync();
        await dialog.GetByLabel("Text", new() { Exact = true }).FillAsync("Hello {{ requester.nickname }}");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Workplace.Expect(dialog.GetByText("There is no requester.nickname.")).ToBeInViewportAsync();
        await Workplace.Expect(dialog.GetByLabel("Text", new() { Exact = true })).ToBeFocusedAsync();
        await visit.ShouldBeAccessible();
        await dialog.GetByLabel("Text", new() { Exact = true }).FillAsync("Hello {{ requester.first_name }}");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch on Greet" }).ClickAsync();
        await page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Switch on", Exact = true }).ClickAsync();
        await Workplace.Expect(page.GetByText("Greet is on")).ToBeVisibleAsync();
        await visit.Screenshot("triggers");

        await place.App.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", requester = new { email = "kim@acme.example", name = "Kim Roe" } });
        await Eventually.Passes(async () => (await place.App.Ada.Gets("tickets/T-1/triggers")).GetProperty("runs").GetArrayLength().ShouldBe(1), "the trigger acts");
        await visit.OpenLive("/tickets/T-1");
        await Workplace.Expect(page.GetByText("Hello Kim").First).ToBeVisibleAsync();
        await Workplace.Expect(page.GetByText("Trigger “Greet” acted: note").First).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
    }
}
