using Bridgewatch.Access.People;
using Microsoft.Playwright;
using NodaTime;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>Where somebody was, what they wrote and in which zone they live: a page keeps it, whatever happens around it.</summary>
public class KeepingThePlace(TestBrowser browser)
{
    [Fact]
    public async Task Times_are_in_the_zone_of_the_person_and_not_of_the_machine()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        var me = await place.App.Ada.Gets("me");
        await place.App.As(new(Bridgewatch.Kernel.ActorKind.Person, (await place.App.Ada.Id).Value), new ChangePerson(
            await place.App.Ada.Id, "Ada", me.GetProperty("handle").GetString()!, null, "Pacific/Auckland", "en", new(true, true, true)));
        await using var ada = await place.SignIn(place.App.Ada, "Ada", new Viewing(TimeZone: "America/New_York"));
        await ada.OpenLive("/tickets/T-1");
        var opened = (await place.App.Ada.Gets("tickets/T-1")).GetProperty("openedAt").GetDateTimeOffset();
        var local = Instant.FromDateTimeOffset(opened).InZone(DateTimeZoneProviders.Tzdb["Pacific/Auckland"]);
        var time = ada.Page.Locator(".ev time").First;
        await Workplace.Expect(time).ToContainTextAsync(local.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture));
        await Workplace.Expect(time).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex(@"\(Pacific/Auckland\)$"));
        await ada.OpenLive("/queue?view=all");
        await Workplace.Expect(ada.Page.Locator(".hints time")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^\d\d:\d\d (NZDT|NZST|GMT\+1[23])$"));
    }

    [Fact]
    public async Task Taking_a_colleagues_ticket_can_be_undone_and_the_row_keeps_the_focus()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        var bo = place.App.Person("Bo", "support-lead");
        await place.App.Ada.Puts("tickets/T-2/assignment", new { person = (await bo.Id).ToString() });
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/queue?view=all");
        await page.Locator("tr[data-row='T-2']").FocusAsync();
        await page.Keyboard.PressAsync("a");
        await Workplace.Expect(page.Locator(".toast")).ToContainTextAsync("T-2 is yours; Bo had it");
        await Workplace.Expect(page.Locator("tr[data-row='T-2'] .av")).ToHaveAttributeAsync("aria-label", "Ada");
        await Workplace.Expect(page.Locator("tr[data-row='T-2']")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("z");
        await Workplace.Expect(page.Locator("tr[data-row='T-2'] .av")).ToHaveAttributeAsync("aria-label", "Bo");
        await Workplace.Expect(page.Locator("tr[data-row='T-2']")).ToBeFocusedAsync();
        (await place.App.Ada.Gets("tickets/T-2")).GetProperty("assignee").GetProperty("name").GetString().ShouldBe("Bo");
    }

    [Fact]
    public async Task Back_leads_to_the_view_and_the_row_that_one_came_from()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/queue?view=all&label=eu");
        await Workplace.Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(5);
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("j");
        var number = await page.Locator("tr[data-current]").GetAttributeAsync("data-row");
        await page.Keyboard.PressAsync("Enter");
        await ada.Reaches($"/tickets/{number}");
        await Workplace.Expect(page.Locator("#compose-text")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("u");
        await ada.Reaches("/queue?view=all&label=eu");
        await Workplace.Expect(page.Locator("tr[data-current]")).ToHaveAttributeAsync("data-row", number!);
    }

    [Fact]
    public async Task Without_a_connection_keys_and_links_stay_on_the_page_and_say_so()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/queue?view=all");
        await Workplace.Expect(page.Locator("tr[data-current]")).ToHaveCountAsync(1);
        // As Blazor says it when the connection goes.
        await page.EvaluateAsync("document.getElementById('components-reconnect-modal').dispatchEvent(new CustomEvent('components-reconnect-state-changed', { detail: { state: 'show' } }))");
        await Workplace.Expect(page.Locator(".bar-lost")).ToContainTextAsync("your text is kept here");
        await page.Keyboard.PressAsync("r");
        await page.Locator("tr[data-row] a").First.ClickAsync();
        await Workplace.Expect(page.Locator(".bar-lost.again")).ToBeVisibleAsync();
        page.Url.ShouldEndWith("/queue?view=all");
        await page.EvaluateAsync("document.getElementById('components-reconnect-modal').dispatchEvent(new CustomEvent('components-reconnect-state-changed', { detail: { state: 'hide' } }))");
        await page.Locator("tr[data-row] a").First.ClickAsync();
        await ada.Reaches("/tickets/T-*");
    }

    [Fact]
    public async Task Escape_leaves_the_text_for_the_conversation_and_a_new_load_returns_to_the_note()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/tickets/T-2");
        await page.Keyboard.PressAsync("n");
        await Workplace.Expect(page.Locator(".comp.is-note #compose-text")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Half a note");
        await page.Keyboard.PressAsync("Escape");
        await Workplace.Expect(page.Locator(".thread")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("n");
        await Workplace.Expect(page.Locator("#compose-text")).ToBeFocusedAsync();
        // As Blazor says it when the server was started anew.
        await page.EvaluateAsync("document.documentElement.dataset.old = ''; document.getElementById('components-reconnect-modal').dispatchEvent(new CustomEvent('components-reconnect-state-changed', { detail: { state: 'rejected' } }))");
        await Workplace.Expect(page.Locator("html:not([data-old])[data-live]")).ToBeAttachedAsync();
        await Workplace.Expect(page.Locator(".comp.is-note #compose-text")).ToBeFocusedAsync();
        await Workplace.Expect(page.Locator("#compose-text")).ToHaveValueAsync("Half a note");
    }

    [Fact]
    public async Task Two_people_on_one_ticket_see_each_other_and_who_writes()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        var bo = place.App.Person("Bo", "support-lead");
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        await ada.OpenLive("/tickets/T-2");
        await Workplace.Expect(ada.Page.Locator(".bar .here")).ToHaveCountAsync(0);
        await using (var other = await place.SignIn(bo, "Bo"))
        {
            await other.OpenLive("/tickets/T-2");
            await Workplace.Expect(ada.Page.Locator(".bar .here")).ToContainTextAsync("Bo is here too");
            await Workplace.Expect(other.Page.Locator(".bar .here")).ToContainTextAsync("Ada is here too");
            await other.Page.Keyboard.PressAsync("n");
            await Workplace.Expect(other.Page.Locator("#compose-text")).ToBeFocusedAsync();
            await other.Page.Keyboard.TypeAsync("Wait");
            await Workplace.Expect(ada.Page.Locator(".ev[role=status]")).ToContainTextAsync("Bo is writing an internal note");
            await Workplace.Expect(other.Page.Locator(".ev[role=status]")).ToHaveCountAsync(0);
        }
        await Workplace.Expect(ada.Page.Locator(".bar .here")).ToHaveCountAsync(0);
        await Workplace.Expect(ada.Page.Locator(".ev[role=status]")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_at_sign_in_a_note_offers_colleagues_and_the_chosen_one_is_told()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        _ = await place.App.Person("Bo Lindqvist", "support-lead").Id;
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/tickets/T-2");
        await page.Keyboard.PressAsync("n");
        await Workplace.Expect(page.Locator("#compose-text")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Please look, @lind");
        await Workplace.Expect(page.Locator("#mentions [role=option]")).ToHaveCountAsync(1);
        await Workplace.Expect(page.Locator("#mentions [role=option]")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^Bo Lindqvist @"));
        await page.Keyboard.PressAsync("Enter");
        await Workplace.Expect(page.Locator("#mentions")).ToBeHiddenAsync();
        await Workplace.Expect(page.Locator("#compose-text")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex(@"^Please look, @bo\S* $"));
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.Locator(".msg.int .mention").Last).ToContainTextAsync("@bo");
        // In a reply nobody is offered: the customer would read the handle.
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("r");
        await Workplace.Expect(page.Locator("#compose-text:not([data-mentions])")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task A_new_page_begins_at_its_heading_unless_somebody_writes_in_it_already()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/queue?view=all");
        await page.Keyboard.PressAsync("Enter");
        await Workplace.Expect(page.Locator("#compose-text")).ToBeVisibleAsync();
        await Workplace.Expect(page.Locator("h1")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("r");
        await Workplace.Expect(page.Locator("#compose-text")).ToBeFocusedAsync();
        // As it comes when the server is slow.
        await page.EvaluateAsync("() => window.bridgewatch.arrive()");
        await Workplace.Expect(page.Locator("#compose-text")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Who_may_see_no_tickets_begins_where_they_have_something_to_do()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        var root = place.App.Person("Root", "administrator");
        await using var visit = await place.SignIn(root, "Root");
        await visit.Open("/");
        await visit.Live();
        visit.Page.Url.ShouldNotEndWith("/");
        await Workplace.Expect(visit.Page.GetByText("You may not see tickets")).ToHaveCountAsync(0);
        await Workplace.Expect(visit.Page.Locator(".nav a[aria-current]").First).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_was_said_of_the_effect_can_be_unsaid_and_the_history_tells_from_what_to_what()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await place.App.Ada.Patches("tickets/T-3", new { severity = "outage" });
        await ada.OpenLive("/tickets/T-3");
        await page.Locator("[data-action-name='Effect on the customer']").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Severity").SelectOptionAsync("");
        await page.GetByRole(AriaRole.Dialog).Locator("[data-send]").ClickAsync();
        await Workplace.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        var ticket = await place.App.Ada.Gets("tickets/T-3");
        ticket.GetProperty("severity").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        ticket.GetProperty("affected").GetInt32().ShouldBe(12);
        await page.GetByRole(AriaRole.Link, new() { Name = "History" }).First.ClickAsync();
        // Each day has a list of its own, and the ticket may have come in yesterday.
        await Workplace.Expect(page.Locator(".tl").Filter(new() { HasText = "Severity: Outage → Not said, by Ada" })).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task A_reply_says_that_its_mail_has_not_gone_and_why()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/tickets/T-2");
        await page.Locator("#compose-text").FillAsync("We look into it.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.Locator(".msg.out header")).ToContainTextAsync("by e-mail");
        await Workplace.Expect(page.Locator(".msg.out header .chip").Last).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^(On its way|Not sent yet)$"));
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("n");
        await page.Locator(".comp.is-note #compose-text").FillAsync("Nobody is mailed.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.Locator(".msg.int").Last).ToContainTextAsync("Nobody is mailed.");
        await Workplace.Expect(page.Locator(".msg.int").Last.Locator("header .chip")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_queue_is_narrowed_by_what_a_ticket_has_and_the_palette_finds_words_inside_subjects_and_people()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/queue?view=all");
        await Workplace.Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(5);
        await page.Keyboard.PressAsync("Shift+F");
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Error code").FillAsync("pay-5031");
        await page.Keyboard.PressAsync("Control+Enter");
        await ada.Reaches("/queue?view=all&q=code%3Apay-5031");
        await Workplace.Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(1);
        await Workplace.Expect(page.Locator("tr[data-row='T-2']")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("#stores captures");
        await Workplace.Expect(page.Locator("#palette [role=option]").First).ToContainTextAsync("T-2 Card captures declined in three stores");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("@ada");
        await Workplace.Expect(page.Locator("#palette [role=option]").First).ToContainTextAsync("Ada");
        await page.Keyboard.PressAsync("Enter");
        await ada.Reaches("/queue?view=all&q=assignee%3Aada");
        await Workplace.Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(1);
        await Workplace.Expect(page.GetByLabel("Query")).ToHaveValueAsync("assignee:ada");
    }
}
