using Bridgewatch.BrowserTests.Desk;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests;

public class TheApiReference(TestBrowser browser)
{
    [Fact]
    public async Task It_opens_from_the_palette_and_from_the_menu_and_breaks_no_policy()
    {
        await using var work = await Workplace.Open(browser);
        await using var visit = await work.SignIn(work.App.Ada, "Ada");
        await visit.OpenLive("/account");
        var palette = await visit.Context.RunAndWaitForPageAsync(async () =>
        {
            await visit.Page.Keyboard.PressAsync("Control+K");
            await visit.Page.GetByRole(AriaRole.Combobox, new() { Name = "Search or run a command" }).FillAsync("API reference");
            await visit.Page.Keyboard.PressAsync("Enter");
        });
        await ShowsTheApi(palette);
        await palette.CloseAsync();
        var menu = await visit.Context.RunAndWaitForPageAsync(async () =>
        {
            await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Ada" }).ClickAsync();
            await visit.Page.GetByRole(AriaRole.Menuitem, new() { Name = "API reference" }).ClickAsync();
        });
        await ShowsTheApi(menu);
    }

    private static async Task ShowsTheApi(IPage page)
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Bridgewatch" }).First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("/api/v1/tickets").First).ToBeAttachedAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
    }
}
