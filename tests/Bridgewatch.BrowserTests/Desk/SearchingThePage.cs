using Bridgewatch.Tests.Harness;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>Words typed into the search page, and what becomes of them.</summary>
public class SearchingThePage(TestBrowser browser)
{
    [Theory, EveryViewing]
    public async Task A_ticket_is_found_while_typing_narrowed_and_opened_by_keys(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        // The note was written last.
        await Eventually.Passes(async () => (await place.App.Ada.Gets("search?q=batch")).GetProperty("items").GetArrayLength().ShouldBe(1), "the index follows");
        await using var ada = await place.SignIn(place.App.Ada, "Ada", viewing);
        var (page, keys) = (ada.Page, ada.Page.Keyboard);
        await ada.OpenLive("/search");
        await page.Locator("input[type=search]").FillAsync("payou");
        await Workplace.Expect(page.Locator(".hits li")).ToHaveCountAsync(1);
        await Workplace.Expect(page.Locator(".hits mark").First).ToHaveTextAsync("payouts");
        await ada.Reaches("/search?q=payou");
        await page.Locator("input[type=search]").FillAsync("declraations");
        await Workplace.Expect(page.Locator(".hits-head")).ToContainTextAsync("Shown: declarations");
        await page.Locator("input[type=search]").FillAsync("batch");
        await Workplace.Expect(page.Locator(".hit-text")).ToContainTextAsync("Note");
        await ada.ShouldBeAccessible();
        await page.Locator("input[type=search]").FillAsync("the");
        await Workplace.Expect(page.Locator(".hits li")).ToHaveCountAsync(4);
        new FileInfo(await ada.Screenshot("desk-search")).Length.ShouldBeGreaterThan(1000);
        await ada.OpenLive("/search?q=the&status=waiting-on-customer");
        await Workplace.Expect(page.Locator(".hits li")).ToHaveCountAsync(1);
        await keys.PressAsync("Escape");
        await keys.PressAsync("j");
        await keys.PressAsync("Enter");
        await ada.Reaches("/tickets/T-4");
    }
}
