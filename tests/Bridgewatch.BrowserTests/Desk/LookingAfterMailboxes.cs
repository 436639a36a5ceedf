using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>An administrator or a lead says to which addresses customers write.</summary>
public class LookingAfterMailboxes(TestBrowser browser)
{
    [Theory, OppositeViewings]
    public async Task A_mailbox_is_added_with_its_name_and_address_alone_and_changed(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        await using var visit = await place.SignIn(place.App.Ada, "Ada", viewing);
        var page = visit.Page;
        await visit.OpenLive("/settings/mailboxes/new");
        await page.GetByLabel("How mail comes").SelectOptionAsync("imap");
        await visit.ShouldBeAccessible();
        await page.GetByLabel("How mail comes").SelectOptionAsync("posted");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Support");
        await page.GetByLabel("Addresses").FillAsync("support@northwind.test");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a mailbox" }).ClickAsync();
        await Workplace.Expect(page.GetByText("bwm_").First).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.OpenLive("/settings/mailboxes");
        await visit.ShouldBeAccessible();
        await visit.Screenshot("mailboxes");
        await page.GetByRole(AriaRole.Link, new() { Name = "Support", Exact = true }).ClickAsync();
        await Workplace.Expect(page.GetByText("Quarantine")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("mailbox");
    }
}
