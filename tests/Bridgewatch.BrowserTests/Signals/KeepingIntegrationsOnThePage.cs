using System.Net.Http.Headers;
using System.Text;
using Bridgewatch.BrowserTests.Desk;
using Bridgewatch.Tests.Harness;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Signals;

/// <summary>An administrator connects a monitor and looks at what it sends.</summary>
public class KeepingIntegrationsOnThePage(TestBrowser browser)
{
    private const string Body = """
        {"version":"4","groupKey":"{}:{alertname=\"DiskFull\"}","status":"firing","receiver":"hook","truncatedAlerts":0,"alerts":[
          {"status":"firing","labels":{"alertname":"DiskFull","severity":"critical","service":"payments","instance":"db-3"},"annotations":{"summary":"Disk of db-3 is 97 % full"},"startsAt":"2026-11-24T08:00:00Z","endsAt":"0001-01-01T00:00:00Z","fingerprint":"a1b2c3d4e5f60718"},
          {"status":"firing","labels":{"alertname":"DiskFull","instance":"db-4"},"annotations":{"summary":"Disk of db-4 is 91 % full"},"startsAt":"2026-11-24T08:02:00Z","endsAt":"0001-01-01T00:00:00Z"}]}
        """;

    [Fact]
    public async Task An_integration_is_made_shown_once_fed_read_and_replayed()
    {
        await using var place = await Workplace.Open(browser);
        var app = place.App;
        await app.Admin.Posts("services", new { name = "Payments" });
        await using var visit = await place.SignIn(app.Admin, "admin");
        var page = visit.Page;
        await visit.OpenLive("/settings/integrations");
        await Workplace.Expect(page.GetByText("No integration yet")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("c");
        await visit.Reaches("/settings/integrations/new");
        await page.GetByLabel("Name").FillAsync("Production");
        await page.GetByLabel("Service").FillAsync("pay");
        await page.GetByRole(AriaRole.Option, new() { Name = "payments", Exact = true }).ClickAsync();
        await page.Locator("form [data-send]").ClickAsync();
        await Workplace.Expect(page.GetByText("Production can send alerts now")).ToBeVisibleAsync();
        var (url, secret) = (await page.Locator(".once code").Nth(0).TextContentAsync() ?? "", await page.Locator(".once code").Nth(1).TextContentAsync() ?? "");
        (await page.Locator(".paste pre").TextContentAsync()).ShouldNotBeNull().ShouldContain($"- url: '{url}'");
        (await page.Locator(".paste pre").TextContentAsync())!.ShouldContain($"credentials: '{secret}'");

        await page.GetByRole(AriaRole.Link, new() { Name = "To the integration" }).ClickAsync();
        await Workplace.Expect(page.GetByText("Nothing has arrived")).ToBeVisibleAsync();
        (await page.ContentAsync()).ShouldNotContain(secret);
        await Delivers(app, url, secret, Body);
        await Workplace.Expect(page.Locator("tr[data-row]")).ToContainTextAsync("2 fired");
        await Workplace.Expect(page.Locator("tr[data-row]")).ToContainTextAsync("T-1");
        await Delivers(app, url, secret, "{\"hello\":\"world\"}");
        await Workplace.Expect(page.GetByText("Messages not understood: 1")).ToBeVisibleAsync();

        await page.Locator("tr[data-row]").Nth(1).Locator("a").First.ClickAsync();
        await Workplace.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "What it says" })).ToBeVisibleAsync();
        await Workplace.Expect(page.Locator("table")).ToContainTextAsync("Disk of db-4 is 91 % full");
        await Workplace.Expect(page.Locator("#facts")).ToContainTextAsync("No fingerprint, made from the labels");
        await Workplace.Expect(page.Locator(".paste pre")).ToContainTextAsync("a1b2c3d4e5f60718");
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay" }).ClickAsync();
        await Workplace.Expect(page.Locator("#facts")).ToContainTextAsync("Nothing new");
        (await app.Ada.Gets("tickets")).GetProperty("items").GetArrayLength().ShouldBe(1);
    }

    [Long]
    [Theory, EveryViewing]
    public async Task Every_page_is_accessible_and_gives_a_picture(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        var app = place.App;
        await app.Admin.Posts("services", new { name = "Payments" });
        var added = await app.Admin.Posts("integrations", new { source = "alertmanager", name = "Production, Frankfurt", service = "payments" });
        await app.Admin.Posts("integrations", new { source = "alertmanager", name = "Staging" });
        var (path, url, secret) = ($"/settings/integrations/{added.GetProperty("id").GetString()}", added.GetProperty("url").GetString()!, added.GetProperty("secret").GetString()!);
        await Delivers(app, url, secret, Body);
        await Delivers(app, url, secret, Body.Replace("\"status\":\"firing\",\"labels\":{\"alertname\":\"DiskFull\",\"inst", "\"status\":\"resolved\",\"labels\":{\"alertname\":\"DiskFull\",\"inst", StringComparison.Ordinal));
        await Delivers(app, url, secret, "{\"hello\":\"world\"}");
        await Delivers(app, url, secret, Body.Replace("\"truncatedAlerts\":0", "\"truncatedAlerts\":12", StringComparison.Ordinal));
        var messages = $"integrations/{added.GetProperty("id").GetString()}/messages";
        await Eventually.Holds(async () => (await app.Admin.Gets(messages)).GetProperty("items").EnumerateArray().All(m => m.GetProperty("state").GetString() != "waiting"), "all is taken in");
        var first = (await app.Admin.Gets(messages)).GetProperty("items").EnumerateArray().Last().GetProperty("id").GetString();

        await using var visit = await place.SignIn(app.Admin, "admin", viewing);
        foreach (var (where, name) in new[]
        {
            ("/settings/integrations", "list"), ("/settings/integrations/new", "new"), (path, "one"), ($"{path}?view=alerts", "alerts"), ($"{path}/messages/{first}", "message"),
        })
        {
            await visit.OpenLive(where);
            await Workplace.Expect(visit.Page.Locator("h1").First).ToBeVisibleAsync();
            if (name != "new") await Workplace.Expect(visit.Page.Locator("table").First).ToBeVisibleAsync();
            await visit.ShouldBeAccessible();
            await visit.Screenshot($"signals-{name}");
        }
        await visit.OpenLive("/settings/integrations/new");
        await visit.Page.GetByLabel("Name").FillAsync("Another");
        await visit.Page.Locator("form [data-send]").ClickAsync();
        await Workplace.Expect(visit.Page.Locator(".paste pre")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("signals-made");
        await using var ada = await place.SignIn(app.Ada, "Ada", viewing);
        await ada.OpenLive("/tickets/T-1");
        await Workplace.Expect(ada.Page.Locator(".thread")).ToContainTextAsync("db-3");
        await ada.ShouldBeAccessible();
        await ada.Screenshot("signals-ticket");
    }

    private static async Task Delivers(RunningApp app, string url, string secret, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var answer = await app.Http.SendAsync(request);
        ((int)answer.StatusCode).ShouldBe(202);
    }
}
