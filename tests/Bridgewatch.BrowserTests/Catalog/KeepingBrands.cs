using System.Text;
using Bridgewatch.Tests.Harness;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Catalog;

/// <summary>A lead gives the portal a name, a colour and a logo.</summary>
public class KeepingBrands(TestBrowser browser)
{
    [Fact]
    public async Task A_brand_is_added_gets_a_logo_and_shows_where_its_portal_is()
    {
        await using var app = await RealTime.Open();
        await app.Admin.Id;
        await using var visit = await browser.Visit(app.Url);
        var page = visit.Page;
        await visit.Open("/sign-in");
        await page.GetByLabel("Email address").FillAsync("admin@example.test");
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(RunningApp.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await visit.Live();
        await visit.OpenLive("/settings/brands");
        await visit.ShouldBeAccessible();
        await visit.Screenshot("brands");
        await visit.OpenLive("/settings/brands/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Harbour Pay");
        await page.GetByLabel("Accent").FillAsync("blue");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("An accent is a colour")).ToBeVisibleAsync();
        await page.GetByLabel("Accent").FillAsync("#F2C230");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("/portal?brand=harbour-pay")).ToBeVisibleAsync();
        // The field listens only once its page is drawn in the circuit.
        await page.WaitForFunctionAsync("document.querySelector('input[type=file]')?._blazorInputFileNextFileId !== undefined");
        await page.GetByLabel("Logo").SetInputFilesAsync(Drawing("<script/>"));
        await Assertions.Expect(page.Locator(".err")).ToContainTextAsync("A logo is a PNG");
        await page.GetByLabel("Logo").SetInputFilesAsync(Drawing("""<circle cx="5" cy="5" r="5" fill="#7a2e8e"/>"""));
        await Assertions.Expect(page.GetByAltText("Logo of Harbour Pay")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("brand");
        await visit.Open("/portal/sign-in?brand=harbour-pay");
        await Assertions.Expect(page.Locator("header img")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
    }

    private static FilePayload Drawing(string shapes) => new()
    {
        Name = "logo.svg",
        MimeType = "image/svg+xml",
        Buffer = Encoding.UTF8.GetBytes($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="40" height="40">{shapes}</svg>"""),
    };
}
