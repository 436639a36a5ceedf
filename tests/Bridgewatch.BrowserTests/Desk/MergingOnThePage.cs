using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>Merging, linking and splitting by hand.</summary>
public class MergingOnThePage(TestBrowser browser)
{
    [Fact]
    public async Task A_ticket_is_merged_shown_in_the_other_and_taken_back()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await place.App.Ada.Posts("tickets", new { subject = "Payouts, once more", body = "And now 230 of them.", requester = new { email = "heike@brandtner.example" } });
        await place.App.Ada.Puts("tickets/T-1/links/T-2", new { role = "related" });
        await place.App.Ada.Puts("tickets/T-1/links/T-3", new { role = "child" });
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/tickets/T-6");
        await page.GetByRole(AriaRole.Button, new() { Name = "More", Exact = true }).First.ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Merge into another ticket" }).ClickAsync();
        await Workplace.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("SEPA payouts stuck");
        await ada.ShouldBeAccessible();
        await ada.Screenshot("merge-dialog");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Into this ticket" }).FillAsync("seven");
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Give a ticket's number");
        await page.GetByRole(AriaRole.Radio).First.CheckAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.Locator(".toast")).ToContainTextAsync("T-6 goes on in T-1");
        await page.Locator(".toast").GetByRole(AriaRole.Button).First.ClickAsync();
        await Workplace.Expect(page.Locator(".facts")).Not.ToContainTextAsync("Goes on in");
        await place.App.Ada.Puts("tickets/T-6/merge", new { into = "T-1" });
        await Workplace.Expect(page.Locator(".facts")).ToContainTextAsync("Goes on in");
        await ada.OpenLive("/tickets/T-1");
        await Workplace.Expect(page.Locator(".thread")).ToContainTextAsync("And now 230 of them.");
        await ada.ShouldBeAccessible();
        await ada.Screenshot("merged-into");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take the link with T-2 away" }).ClickAsync();
        await Workplace.Expect(page.Locator(".facts a[href='/tickets/T-2']")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_a_customer_asks_besides_is_split_off_and_both_tickets_name_each_other()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await place.App.Ada.Posts("tickets/T-1/messages", new { channel = "phone", direction = "inbound", body = "And who do I ask about the invoice?", at = place.App.Now.ToString() });
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/tickets/T-1");
        await page.GetByRole(AriaRole.Article).Filter(new() { HasText = "about the invoice" }).GetByRole(AriaRole.Button, new() { Name = "More about this message" }).ClickAsync();
        await ada.Screenshot("split-menu");
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Split into a new ticket" }).ClickAsync();
        await Workplace.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("waits since it was written");
        await ada.ShouldBeAccessible();
        await ada.Screenshot("split-dialog");
        var subject = page.GetByRole(AriaRole.Textbox, new() { Name = "Subject" });
        await subject.FillAsync(" ");
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("Say in a few words what is wrong");
        await subject.FillAsync("Invoice of March");
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.Locator(".toast")).ToContainTextAsync("It goes on in T-6");
        await Workplace.Expect(page.Locator(".thread")).ToContainTextAsync("A message goes on in T-6, by Ada");
        await ada.ShouldBeAccessible();
        await ada.Screenshot("split-from");
        await page.Locator(".thread a[href='/tickets/T-6']").ClickAsync();
        await Workplace.Expect(page.Locator(".thread")).ToContainTextAsync("And who do I ask about the invoice?");
        await Workplace.Expect(page.Locator(".thread")).ToContainTextAsync("Split off from T-1 by Ada");
        await Workplace.Expect(page.Locator(".thread a[href^='/tickets/T-1#']")).ToHaveCountAsync(1);
        await ada.Screenshot("split-off");
    }
}
