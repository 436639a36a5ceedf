using Microsoft.Playwright;
using static Bridgewatch.BrowserTests.Desk.Workplace;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>What one owes, on the page My work and beside a ticket.</summary>
public class OwingWork(TestBrowser browser)
{
    [Fact]
    public async Task Somebody_gives_a_task_on_a_ticket_works_it_by_keys_and_agrees_to_what_another_did()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        var bea = place.App.Person("Bea Second", "support-lead");
        await place.App.Ada.Posts("tasks", new { title = "Renew the certificate", details = "It ends on Sunday.", owner = await bea.Id, due = place.App.Now + NodaTime.Duration.FromDays(2) });
        await place.App.Ada.Puts("tickets/T-2/priority", new { priority = "P1", reason = "Three stores cannot sell." });
        await place.App.Ada.Puts("tickets/T-2/priority", new { priority = "P3", reason = "They take cash." });

        await using var visit = await place.SignIn(bea, "Bea Second");
        var page = visit.Page;
        await visit.OpenLive("/tickets/T-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "New task" }).First.ClickAsync();
        await page.GetByLabel("What is to be done").FillAsync("Call the carrier back");
        await page.GetByRole(AriaRole.Button, new() { Name = "Give the task" }).ClickAsync();
        await Expect(page.Locator(".fact", new() { HasText = "Call the carrier back" })).ToBeVisibleAsync();

        await visit.OpenLive("/my-work");
        await Expect(page.Locator(".duty")).ToHaveCountAsync(3);
        await visit.ShouldBeAccessible();
        await visit.Screenshot("my-work");
        var task = page.Locator(".duty", new() { HasText = "Call the carrier back" });
        await task.FocusAsync();
        for (var i = 0; i < 3 && await task.GetAttributeAsync("data-current") is null; i++) await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("y");
        await Expect(page.Locator(".duty")).ToHaveCountAsync(2);
        await page.Locator(".duty", new() { HasText = "Lower T-2" }).GetByRole(AriaRole.Button, new() { Name = "Agree" }).ClickAsync();
        await Expect(page.Locator(".duty")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Decline" }).ClickAsync();
        await page.GetByLabel("Reason").FillAsync("Ada renews it with the others.");
        await page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Decline" }).ClickAsync();
        await Expect(page.GetByText("You owe nothing")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_page_fits_a_telephone_and_the_dark()
    {
        await using var place = await Workplace.Open(browser);
        await place.App.Ada.Posts("tasks", new { title = "Renew the certificate of the settlement service before it ends", details = "It ends on Sunday.", due = place.App.Now + NodaTime.Duration.FromDays(2) });
        foreach (var viewing in new[] { new Viewing(Phone: true), new Viewing(Dark: true) })
        {
            await using var visit = await place.SignIn(place.App.Ada, "Ada", viewing);
            await visit.OpenLive("/my-work");
            await visit.ShouldBeAccessible();
            await visit.Screenshot("my-work");
        }
    }
}
