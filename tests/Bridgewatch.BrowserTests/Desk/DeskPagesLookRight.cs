using Bridgewatch.Tests.Harness;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>Each page of the desk with data: accessible in every viewing, and kept as a picture.</summary>
public class DeskPagesLookRight(TestBrowser browser)
{
    private static readonly (string Path, string Name)[] _pages =
    [
        ("/queue?view=all", "queue"), ("/tickets/T-1", "ticket"), ("/tickets/T-1?part=history", "ticket-history"), ("/tickets/T-1?part=time", "ticket-time"),
        ("/tickets/new", "new-ticket"), ("/notifications", "notifications"), ("/settings/desk", "desk-settings"), ("/settings/queues", "desk-queues"),
    ];

    [Long]
    [Theory, EveryViewing]
    public async Task Every_page_is_accessible_and_gives_a_picture(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada", viewing);
        foreach (var (path, name) in _pages)
        {
            await ada.OpenLive(path);
            await Workplace.Expect(ada.Page.Locator("h1").First).ToBeVisibleAsync();
            new FileInfo(await ada.Screenshot($"desk-{name}")).Length.ShouldBeGreaterThan(1000);
            await ada.ShouldBeAccessible();
        }
    }

    [Fact]
    public async Task A_ticket_opened_by_hand_says_what_it_became()
    {
        await using var place = await Workplace.Open(browser);
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/tickets/new");
        await page.Locator("[data-draft='new:subject']").FillAsync("Payouts stuck, PAY-4102");
        await page.Locator("[data-draft='new:body']").FillAsync("Since this morning.");
        await page.Locator("input[type=email]").FillAsync("kim@acme.example");
        await page.Locator("form [data-send]").ClickAsync();
        await Workplace.Expect(page.GetByText("It became T-1")).ToBeVisibleAsync();
        await Workplace.Expect(page.GetByText("PAY-4102", new() { Exact = true })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Weights_that_do_not_add_up_are_refused_where_they_stand()
    {
        await using var place = await Workplace.Open(browser);
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/settings/desk");
        await page.GetByLabel("Customers", new() { Exact = true }).FillAsync("31");
        await page.Keyboard.PressAsync("Tab");
        await Workplace.Expect(page.GetByText("Together 101; it must be 100.")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.GetByText("The six weights must add up to 100.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Active_minutes_become_effort_when_one_leaves_and_can_be_corrected()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/tickets/T-1");
        await Workplace.Expect(page.Locator("#compose-text")).ToBeVisibleAsync();
        await page.Locator(".thread").ClickAsync();
        await page.GotoAsync("/queue");
        await Eventually.Holds(async () => (await place.App.JournalTypes()).Contains("desk.ticket.visited.v1"), "the visit is kept");
        await ada.OpenLive("/tickets/T-1?part=time");
        await page.Locator("tr[data-row] input").FillAsync("25");
        await page.Locator("tr[data-row] button").ClickAsync();
        await Workplace.Expect(page.Locator(".tabs a[aria-current]")).ToContainTextAsync("25 min");
    }
}
