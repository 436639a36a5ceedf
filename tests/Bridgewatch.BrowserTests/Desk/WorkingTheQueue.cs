using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>A ticket worked from the queue to its resolution, and seen by two people at once.</summary>
public class WorkingTheQueue(TestBrowser browser)
{
    [Fact]
    public async Task A_ticket_is_answered_and_resolved_by_keys_alone()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var (page, keys) = (ada.Page, ada.Page.Keyboard);
        await ada.OpenLive("/queue?view=all");
        await Workplace.Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(5);
        await keys.PressAsync("j");
        var number = await page.Locator("tr[data-current]").GetAttributeAsync("data-row");
        await keys.PressAsync("Enter");
        await ada.Reaches($"/tickets/{number}");
        await Workplace.Expect(page.Locator("#compose-text")).ToBeVisibleAsync();
        await keys.PressAsync("r");
        await Workplace.Expect(page.Locator("#compose-text")).ToBeFocusedAsync();
        await keys.TypeAsync("The terminals capture again. Please try one.");
        await keys.PressAsync("Control+Enter");
        await Workplace.Expect(page.Locator(".msg.out").Last).ToContainTextAsync("Please try one.");
        await Workplace.Expect(page.Locator("#compose-text")).ToHaveValueAsync("");
        await keys.PressAsync("Escape");
        await keys.PressAsync("e");
        await Workplace.Expect(page.GetByRole(AriaRole.Dialog).Locator("select").First).ToBeFocusedAsync();
        await keys.TypeAsync("Fix");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("The certificate was renewed.");
        await keys.PressAsync("Control+Enter");
        await Workplace.Expect(page.Locator(".tabs .stm").First).ToHaveTextAsync("Resolved");
        (await place.App.Ada.Gets($"tickets/{number}")).GetProperty("status").GetString().ShouldBe("resolved");
    }

    [Fact]
    public async Task What_another_person_does_is_announced_and_touches_no_typed_text()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        var bo = place.App.Person("Bo", "support-lead");
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        await using var other = await place.SignIn(bo, "Bo");
        await ada.OpenLive("/tickets/T-2");
        await other.OpenLive("/tickets/T-2");
        await ada.Page.Locator("#compose-text").FillAsync("Half a sentence");
        await other.Page.Locator("#compose-text").FillAsync("Bo was quicker.");
        await other.Page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(other.Page.Locator(".msg.out")).ToContainTextAsync("Bo was quicker.");
        await Workplace.Expect(ada.Page.Locator(".newer .fresh button")).ToContainTextAsync("1 new reply");
        await Workplace.Expect(ada.Page.Locator(".msg.out")).ToHaveCountAsync(0);
        await Workplace.Expect(ada.Page.Locator("#compose-text")).ToHaveValueAsync("Half a sentence");
        await ada.Page.Locator(".newer .fresh button").ClickAsync();
        await Workplace.Expect(ada.Page.Locator(".msg.out")).ToContainTextAsync("Bo was quicker.");
        await Workplace.Expect(ada.Page.Locator("#compose-text")).ToHaveValueAsync("Half a sentence");
    }

    [Fact]
    public async Task A_new_ticket_does_not_move_the_queue_until_it_is_asked_for()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        await ada.OpenLive("/queue?view=all");
        await Workplace.Expect(ada.Page.Locator("tr[data-row]")).ToHaveCountAsync(5);
        await place.App.Ada.Posts("tickets", new { subject = "Everything is down", body = "All of it.", type = "fault", severity = "outage", affected = 100 });
        await Workplace.Expect(ada.Page.Locator(".bar .fresh button")).ToContainTextAsync("1 new ticket");
        await Workplace.Expect(ada.Page.Locator("tr[data-row]")).ToHaveCountAsync(5);
        await ada.Page.Keyboard.PressAsync(".");
        await Workplace.Expect(ada.Page.Locator("tr[data-row]")).ToHaveCountAsync(6);
    }

    [Fact]
    public async Task Assigning_from_the_queue_takes_the_current_row()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        await ada.OpenLive("/queue?view=all");
        await Workplace.Expect(ada.Page.Locator("tr[data-current]")).ToHaveCountAsync(1);
        var number = await ada.Page.Locator("tr[data-current]").GetAttributeAsync("data-row");
        await ada.Page.Keyboard.PressAsync("a");
        await Workplace.Expect(ada.Page.Locator($"tr[data-row='{number}'] .av")).ToHaveAttributeAsync("aria-label", "Ada");
        (await place.App.Ada.Gets($"tickets/{number}")).GetProperty("assignee").GetProperty("name").GetString().ShouldBe("Ada");
    }

    [Fact]
    public async Task A_note_never_looks_like_a_reply()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/tickets/T-1");
        var (note, reply) = (page.Locator(".msg.int .box").First, page.Locator(".msg.out .box").First);
        await Workplace.Expect(note).ToContainTextAsync("never sent to the customer");
        (await Style(note, "borderTopStyle")).ShouldBe("dashed");
        (await Style(reply, "borderTopStyle")).ShouldBe("solid");
        (await Style(note, "backgroundColor")).ShouldNotBe(await Style(reply, "backgroundColor"));
        await page.Keyboard.PressAsync("n");
        await Workplace.Expect(page.Locator(".comp.is-note")).ToBeVisibleAsync();
        await Workplace.Expect(page.Locator(".comp [data-send]")).ToContainTextAsync("Add note");
        await page.Keyboard.TypeAsync("Only for us.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.Locator(".msg.int").Last).ToContainTextAsync("Only for us.");
    }

    [Fact]
    public async Task What_is_refused_is_said_beside_it_and_the_text_stays()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/tickets/T-3");
        await page.Keyboard.PressAsync("e");
        await page.GetByRole(AriaRole.Dialog).Locator("[data-send]").ClickAsync();
        await Workplace.Expect(page.GetByRole(AriaRole.Dialog).Locator(".err")).ToHaveTextAsync(["Choose how it ended.", "Say what solved it."]);
        await page.Keyboard.PressAsync("Escape");
        // What is typed while the dialog still stands belongs to the dialog.
        await Workplace.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.Locator("#compose-text").FillAsync("Too late");
        await place.App.Ada.Puts("tickets/T-3/closure", new { reason = "spam" });
        await page.Locator("#compose-text").PressAsync("Control+Enter");
        await Workplace.Expect(page.Locator(".comp [role=alert]")).ToContainTextAsync("closed");
        await Workplace.Expect(page.Locator("#compose-text")).ToHaveValueAsync("Too late");
    }

    private static Task<string> Style(ILocator element, string name) =>
        element.EvaluateAsync<string>($"e => getComputedStyle(e).{name}");
}
