using Bridgewatch.BrowserTests.Desk;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Catalog;

/// <summary>One person who was known as two, on their page.</summary>
public class MergingContacts(TestBrowser browser)
{
    [Theory, EveryViewing]
    public async Task Two_contacts_are_merged_after_a_look_ahead_and_part_again(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        var acme = await place.App.Ada.Posts("organizations", new { name = "Acme Shipping", domains = new[] { "acme.example" } });
        var far = await place.App.Ada.Posts("organizations", new { name = "Far Harbour" });
        var id = acme.GetProperty("id").GetString();
        var stays = await place.App.Ada.Posts("contacts", new { name = "Kimberly Ito", addresses = new[] { "kimberly@acme.example" }, organizations = new object[] { new { organization = id, role = "Lead", sees = "all" } } });
        var goes = await place.App.Ada.Posts("contacts", new { name = "Kim Ito", addresses = new[] { "kim@home.example" }, organizations = new object[] { new { organization = id }, new { organization = far.GetProperty("id").GetString(), role = "Adviser" } } });
        await place.App.Ada.Posts("tickets", new { subject = "Asked from home", body = "b", requester = new { email = "kim@home.example" } });
        await using var ada = await place.SignIn(place.App.Ada, "Ada", viewing);
        var page = ada.Page;
        await ada.OpenLive($"/contacts/{goes.GetProperty("id").GetString()}");
        await page.Locator(".bar-acts").GetByRole(AriaRole.Button, new() { Name = "More", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Merge…" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("The contact who stays").FillAsync("kimb");
        await dialog.GetByRole(AriaRole.Radio, new() { Name = "Kimberly Ito" }).CheckAsync();
        await Workplace.Expect(dialog).ToContainTextAsync("own requests alone");
        await Workplace.Expect(dialog).ToContainTextAsync("kim@home.example");
        await ada.ShouldBeAccessible();
        await ada.Screenshot("contact-merge-dialog");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Merge", Exact = true }).ClickAsync();
        await ada.Reaches($"/contacts/{stays.GetProperty("id").GetString()}");
        await Workplace.Expect(page.GetByText("Also known as")).ToBeVisibleAsync();
        await Workplace.Expect(page.GetByText("Asked from home")).ToBeVisibleAsync();
        await ada.ShouldBeAccessible();
        await ada.Screenshot("contact-merged");
        await ada.OpenLive($"/contacts/{goes.GetProperty("id").GetString()}");
        await ada.Reaches($"/contacts/{stays.GetProperty("id").GetString()}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await Workplace.Expect(page.GetByText("Also known as")).ToHaveCountAsync(0);
    }
}
