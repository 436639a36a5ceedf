using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>Who gets which ticket, on the pages: the next one by a key, absences, the settings of a queue, escalation, technical debt.</summary>
public class GivingOutWork(TestBrowser browser)
{
    [Fact]
    public async Task A_key_gives_the_next_ticket_and_the_ticket_says_why_it_was_that_one()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/queue?queue=support");
        await Workplace.Expect(page.Locator("tr[data-row]").First).ToBeVisibleAsync();
        var first = await page.Locator("tr[data-row]").First.GetAttributeAsync("data-row");
        await page.Keyboard.PressAsync("Shift+N");
        await ada.Reaches($"/tickets/{first}");
        await Workplace.Expect(page.Locator("[role=status], .toast").Filter(new() { HasText = $"{first} is yours" }).First).ToBeVisibleAsync();
        await Workplace.Expect(page.Locator(".fact").Filter(new() { HasText = "asked for the next ticket" }).First).ToBeVisibleAsync();
        foreach (var ticket in (string[])["T-1", "T-2", "T-3", "T-4", "T-5"]) await place.App.Ada.Puts($"tickets/{ticket}/assignment", new { person = (await place.App.Ada.Id).ToString() });
        await ada.OpenLive("/queue?queue=support");
        await page.Keyboard.PressAsync("Shift+N");
        await Workplace.Expect(page.GetByText("Nothing waits in Support")).ToBeVisibleAsync();
    }

    [Theory, OppositeViewings]
    public async Task Absences_settings_of_a_queue_and_the_panel_look_right(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        var (app, bo) = (place.App, place.App.Person("Bo", "support-lead"));
        await app.Admin.Patches("teams/support", new { members = new[] { (await app.Ada.Id).ToString(), (await bo.Id).ToString() } });
        await app.Ada.Posts($"people/{await bo.Id}/absences", new { firstDay = Day(place, 0), lastDay = Day(place, 3), note = "Ask Ada." });
        await app.Ada.Puts($"people/{await app.Ada.Id}/skills", new { skills = new[] { "postgres", "sso" } });
        await app.Ada.Patches("queues/support/assignment", new { push = "least-loaded", capacity = 2, debtReserve = 20 });
        await Bridgewatch.Tests.Harness.Eventually.Holds(async () => (await app.Ada.Gets("tickets?q=assignee%3Ame")).GetProperty("items").GetArrayLength() == 3, "Ada has two to work on, and one that rests");
        await using var visit = await place.SignIn(app.Ada, "Ada", viewing);
        await visit.OpenLive("/account");
        await Workplace.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Away" })).ToBeVisibleAsync();
        await Look(visit, "account-away");
        await visit.OpenLive("/settings/queues/support");
        await Workplace.Expect(visit.Page.GetByText("away until").First).ToBeVisibleAsync();
        await Look(visit, "queue-assignment");
        var waits = await Number(app, "assignee:none");
        await visit.OpenLive($"/tickets/{waits}");
        if (viewing.Phone) await visit.Page.Locator(".glance button").ClickAsync();
        await visit.Page.GetByText("Why nobody").ClickAsync();
        await Workplace.Expect(visit.Page.GetByText("as many as one may have")).ToBeVisibleAsync();
        await Look(visit, "ticket-nobody");
        await visit.OpenLive("/queue?queue=support");
        await Workplace.Expect(visit.Page.GetByText("20 % reserved").First).ToBeVisibleAsync();
        await Look(visit, "queue-debt-share");
    }

    [Fact]
    public async Task Somebody_sets_themselves_away_and_who_gives_them_a_ticket_is_warned_and_may()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        var bo = place.App.Person("Bo", "support-lead");
        await using (var his = await place.SignIn(bo, "Bo"))
        {
            await his.OpenLive("/account");
            await his.Page.GetByLabel("Last day").FillAsync(Day(place, 3));
            await his.Page.GetByLabel("Note").FillAsync("Ask Ada.");
            await his.Page.GetByRole(AriaRole.Button, new() { Name = "Set away" }).ClickAsync();
            await Workplace.Expect(his.Page.GetByText("Away now")).ToBeVisibleAsync();
        }
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        await ada.OpenLive("/tickets/T-2");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "More" }).First.ClickAsync();
        await ada.Page.GetByRole(AriaRole.Menuitem, new() { Name = "Send" }).First.ClickAsync();
        var dialog = ada.Page.GetByRole(AriaRole.Dialog);
        await dialog.Locator("select").First.SelectOptionAsync(new SelectOptionValue { Value = (await bo.Id).ToString() });
        await Workplace.Expect(dialog.GetByText("Bo is away until")).ToBeVisibleAsync();
        await ada.Screenshot("assign-away");
        await dialog.Locator("[data-send]").ClickAsync();
        await Workplace.Expect(ada.Page.Locator(".fact").Filter(new() { HasText = "Bo is away until" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_ticket_is_escalated_from_the_palette_with_a_summary_that_must_be_written()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        await ada.OpenLive("/tickets/T-2");
        await ada.Page.Keyboard.PressAsync("Control+k");
        await ada.Page.Keyboard.TypeAsync("Escalate");
        await Workplace.Expect(ada.Page.GetByRole(AriaRole.Option, new() { Name = "Escalate T-2" })).ToBeVisibleAsync();
        await ada.Page.Keyboard.PressAsync("Enter");
        var dialog = ada.Page.GetByRole(AriaRole.Dialog).Filter(new() { HasText = "Summary" });
        await Workplace.Expect(dialog.Locator("textarea")).ToBeVisibleAsync();
        await dialog.Locator("[data-send]").ClickAsync();
        await Workplace.Expect(dialog.GetByText("Write what was found and tried")).ToBeVisibleAsync();
        await ada.ShouldBeAccessible();
        await dialog.Locator("textarea").FillAsync("The pool runs dry at ten. A restart helps for an hour.");
        await ada.Screenshot("escalate");
        await dialog.Locator("[data-send]").ClickAsync();
        await Workplace.Expect(ada.Page.GetByText("Summary for the next tier")).ToBeVisibleAsync();
        (await place.App.Ada.Gets("tickets/T-2")).GetProperty("tier").GetString().ShouldBe("L2");
    }

    private static async Task Look(Visit visit, string name)
    {
        await visit.ShouldBeAccessible();
        await visit.Screenshot(name);
    }

    private static async Task<string?> Number(Bridgewatch.Tests.Harness.RunningApp app, string query) =>
        (await app.Ada.Gets($"tickets?q={Uri.EscapeDataString(query)}")).GetProperty("items")[0].GetProperty("number").GetString();

    private static string Day(Workplace place, int ahead) => place.App.Now.InUtc().Date.PlusDays(ahead).ToString("uuuu-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
