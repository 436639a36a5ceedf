using Bridgewatch.Tests.Harness;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>A lead makes an SLA policy, changes it, and finds it on the ticket that it fits.</summary>
public class MakingPromisesOnThePage(TestBrowser browser)
{
    [Theory, OppositeViewings]
    public async Task A_policy_is_made_changed_and_kept_on_the_ticket_that_it_fits(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        await place.App.Ada.Posts("calendars", new { name = "Always", zone = "UTC", hours = new[] { "mon", "tue", "wed", "thu", "fri", "sat", "sun" }.ToDictionary(d => d, _ => new[] { "00:00-24:00" }) });
        await using var visit = await place.SignIn(place.App.Ada, "Ada", viewing);
        var page = visit.Page;
        await visit.OpenLive("/settings/sla");
        await Workplace.Expect(page.GetByText("Nothing is promised yet")).ToBeVisibleAsync();
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Everybody");
        await page.GetByLabel("First response of P3").FillAsync("soon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a policy" }).ClickAsync();
        await Workplace.Expect(page.GetByText("Give a span of time such as 30m, 8h or 3d.")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        foreach (var priority in new[] { "P1", "P2", "P3", "P4" })
            foreach (var target in new[] { "First response", "Next response" }) await page.GetByLabel($"{target} of {priority}").FillAsync("4h");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add a policy" }).ClickAsync();
        await Workplace.Expect(page.GetByText("Everybody is in force.")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("sla-policies");

        await page.GetByRole(AriaRole.Button, new() { Name = "Change Everybody" }).ClickAsync();
        await page.GetByLabel("Resolution of P3").FillAsync("3d");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save", Exact = true }).ClickAsync();
        await Workplace.Expect(page.GetByText("Everybody is changed.")).ToBeVisibleAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "Change Everybody" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Archive", Exact = true }).ClickAsync();
        await page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Archive", Exact = true }).ClickAsync();
        await Workplace.Expect(page.GetByText("Nothing is promised yet")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_ticket_shows_its_promises_and_what_needs_no_reply_is_said_off()
    {
        await using var place = await Workplace.Open(browser);
        await place.App.Ada.Posts("calendars", new { name = "Always", zone = "UTC", hours = new { mon = new[] { "00:00-24:00" } } });
        var targets = new { firstResponse = "4h", nextResponse = "4h" };
        await place.App.Ada.Posts("sla-policies", new { name = "Everybody", calendar = "always", targets = new { P1 = targets, P2 = targets, P3 = targets, P4 = targets } });
        await place.App.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", requester = new { email = "kim@acme.example" } });
        await place.App.Ada.Posts("tickets/T-1/replies", new { body = "Done." });
        await place.App.Ada.Posts("tickets/T-1/messages", new { channel = "phone", direction = "inbound", body = "Thank you!", at = place.App.Now });
        await Eventually.Holds(async () => (await place.App.Ada.Gets("tickets/T-1/clocks")).ToString().Contains("\"running\"", StringComparison.Ordinal), "an answer is owed");
        await using var visit = await place.SignIn(place.App.Ada, "Ada", new());
        await visit.OpenLive("/tickets/T-1");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "No reply needed" }).ClickAsync();
        await Workplace.Expect(visit.Page.GetByText("Nothing waits for an answer any more.")).ToBeVisibleAsync();
        await Workplace.Expect(visit.Page.GetByText("says that no reply is needed").First).ToBeVisibleAsync();
        await Workplace.Expect(visit.Page.GetByRole(AriaRole.Button, new() { Name = "No reply needed" })).ToHaveCountAsync(0);
        await visit.ShouldBeAccessible();
    }
}
