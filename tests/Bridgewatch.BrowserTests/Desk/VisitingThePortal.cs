using System.Text.Json;
using System.Text.RegularExpressions;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>A customer on a phone without script goes through the portal; with script it is looked at for access and policy.</summary>
public partial class VisitingThePortal(TestBrowser browser)
{
    private const string Kim = "kim@acme.example";

    [Fact]
    public async Task A_customer_without_script_signs_in_by_mail_opens_a_request_and_follows_it()
    {
        await using var app = await Open();
        await using var visit = await browser.Visit(app.Url, new(Phone: true, Script: false));
        var page = visit.Page;
        await Enter(app, visit);
        await page.GetByRole(AriaRole.Link, new() { Name = "New request" }).First.ClickAsync();
        await page.GetByLabel("Subject").FillAsync("Payouts stuck");
        await page.GetByLabel("Description").FillAsync("Since noon, PAY-4102.");
        await page.Locator("input[type=file]").SetInputFilesAsync([File("tool.exe", "MZ"), File("worker.log", "PAY-4102 timeout")]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Assertions.Expect(page.GetByText("tool.exe is of a kind that is not taken here.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByLabel("Description")).ToHaveValueAsync("Since noon, PAY-4102.");
        await visit.Screenshot("portal-files-refused");
        await page.Locator("input[type=file]").SetInputFilesAsync([File("worker.log", "PAY-4102 timeout")]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await visit.Reaches("/portal/requests/T-1");
        await Assertions.Expect(page.GetByText("Received")).ToBeVisibleAsync();
        var saved = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Link, new() { Name = "worker.log" }).ClickAsync());
        saved.SuggestedFilename.ShouldBe("worker.log");
        await page.GetByLabel("Reply").FillAsync("One more.");
        await page.Locator("input[type=file]").SetInputFilesAsync([File("more.log", "PAY-4102 again")]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Link, new() { Name = "more.log" })).ToBeVisibleAsync();
        await visit.Screenshot("portal-files");
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Released." });
        await page.ReloadAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "It is solved, close it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("This request is closed")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await visit.Reaches("/portal/sign-in");
        await visit.Open("/portal");
        await visit.Reaches("/portal/sign-in?returnUrl=*");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_customer_without_script_is_asked_again_by_the_browser_for_what_a_form_requires(bool onAPhone)
    {
        await using var app = await Open();
        var choices = new[] { new { name = "Production" }, new { name = "Staging" } };
        await app.Ada.Posts("ticket-fields", new { key = "environment", name = "Environment", kind = "choice", asked = "opening", seenBy = "customers", editedBy = "customers", help = "Where does it happen?", choices });
        await app.Ada.Posts("ticket-fields", new { key = "seats", name = "Seats", kind = "number", asked = "opening", seenBy = "customers", editedBy = "customers", required = false });
        await using var visit = await browser.Visit(app.Url, new(Phone: onAPhone, Dark: !onAPhone, Script: false));
        var page = visit.Page;
        await Enter(app, visit);
        await visit.Open("/portal/new");
        await page.GetByLabel("Subject").FillAsync("Payouts stuck");
        await page.GetByLabel("Description").FillAsync("Since noon.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        (await page.Locator("select:invalid").CountAsync()).ShouldBe(1);
        await page.GetByLabel("Environment").SelectOptionAsync("Staging");
        await page.GetByLabel("Seats").FillAsync("12");
        await visit.Screenshot("portal-fields");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await visit.Reaches("/portal/requests/T-1");
        await Assertions.Expect(page.GetByText("Staging")).ToBeVisibleAsync();
        await visit.Screenshot("portal-fields-said");
        var ticket = await app.Ada.Gets("tickets/T-1");
        (ticket.GetProperty("missing").GetArrayLength(), ticket.GetProperty("fields").GetRawText()).ShouldBe((0, """{"environment":"Staging","seats":12}"""));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_page_of_the_portal_is_accessible_in_a_brands_colour(bool onAPhoneAtNight)
    {
        await using var app = await Open();
        await app.Ada.Patches("brands/default", new { name = "Harbour Pay", accent = "#F2C230" });
        for (var i = 1; i <= 22; i++) await app.Ada.Posts("tickets", new { subject = $"Payouts to account {i} are stuck", body = "They **wait** since noon.\n\n- one\n- two", requester = new { email = Kim } });
        await app.Ada.Posts("tickets/T-22/replies", new { body = "Which account is it?", then = "waiting-on-customer" });
        await app.Ada.Posts("tickets/T-21/replies", new { body = "We look into it." });
        await app.Ada.Puts("tickets/T-21/resolution", new { code = "fixed", note = "Released." });
        await using var visit = await browser.Visit(app.Url, new(Phone: onAPhoneAtNight, Dark: onAPhoneAtNight));
        foreach (var path in new[] { "/portal/sign-in", "/portal/ask", "/portal/link/spent" }) await Look(visit, path);
        await Enter(app, visit);
        foreach (var path in new[] { "/portal", "/portal?show=all&q=nothing", "/portal/requests/T-22", "/portal/requests/T-21", "/portal/new" }) await Look(visit, path);
        visit.Expect("404");
        await Look(visit, "/portal/requests/T-999");
    }

    private static FilePayload File(string name, string text) => new() { Name = name, MimeType = "application/octet-stream", Buffer = System.Text.Encoding.UTF8.GetBytes(text) };

    private static async Task Look(Visit visit, string path)
    {
        await visit.Open(path);
        await Assertions.Expect(visit.Page.Locator("h1, h2").First).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("portal" + Sign().Replace(path["/portal".Length..], "-"));
    }

    private static async Task Enter(RunningApp app, Visit visit)
    {
        await visit.Open("/portal");
        await visit.Page.GetByLabel("E-mail address").FillAsync(Kim);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Send me a link" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByText("Look into your mail")).ToBeVisibleAsync();
        var mail = (await app.Look(db => db.Set<Delivery>().Where(d => d.SubjectKind == "contact").ToListAsync())).Single();
        await visit.Open(Link().Match(mail.Payload).Value);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Open" }).ClickAsync();
        await visit.Reaches("/portal");
    }

    private static async Task<RunningApp> Open()
    {
        var app = await RunningApp.On(Engine.Sqlite);
        await app.Ada.Id;
        await app.Send(new ChangeSetting("kernel.outgoing-mail",
            JsonSerializer.SerializeToElement(new { host = "localhost", port = Ports.Free(), security = "none", fromAddress = "support@example.test" })));
        await app.Send(new AddContact("Kim Ito", [Kim]));
        return app;
    }

    [GeneratedRegex("/portal/link/[A-Za-z0-9_-]+")]
    private static partial Regex Link();

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex Sign();
}
