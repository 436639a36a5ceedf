using Bridgewatch.Tests.Harness;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>A lead makes a macro; whoever writes finds it by a key, sees what it says, and sends it.</summary>
public class WritingWithMacrosOnThePage(TestBrowser browser)
{
    [Theory, OppositeViewings]
    public async Task A_macro_is_made_changed_and_archived(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        await using var visit = await place.SignIn(place.App.Ada, "Ada", viewing);
        var page = visit.Page;
        await visit.OpenLive("/settings/macros");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Ask for logs");
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync("Hello {{ requester.nickname }}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add macro" }).ClickAsync();
        await Workplace.Expect(page.GetByText("There is no requester.nickname.")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await page.GetByLabel("Text", new() { Exact = true }).FillAsync("Hello {{ requester.first_name }}");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add macro" }).ClickAsync();
        await Workplace.Expect(page.GetByText("Added Ask for logs")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Change Ask for logs" }).ClickAsync();
        await Workplace.Expect(page.GetByLabel("Text", new() { Exact = true })).ToHaveValueAsync("Hello {{ requester.first_name }}");
        await visit.Screenshot("macros");
        await page.GetByRole(AriaRole.Button, new() { Name = "Archive", Exact = true }).ClickAsync();
        await page.Locator("dialog[open]").GetByRole(AriaRole.Button, new() { Name = "Archive", Exact = true }).ClickAsync();
        await Workplace.Expect(page.GetByText("No macros yet")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_macro_is_found_by_a_key_shows_what_it_says_and_is_sent_with_what_goes_with_it()
    {
        await using var place = await Workplace.Open(browser);
        var logs = (await place.App.Ada.Posts("macros", new { name = "Ask for logs", body = "Hello {{ requester.first_name }}, please send the log.", then = "waiting-on-engineering", addLabels = new[] { "logs" } })).GetProperty("id").GetString();
        await place.App.Ada.Posts("macros", new { name = "Apologise", body = "We are sorry." });
        await place.App.Ada.Posts("tickets", new { subject = "Sync stalls", body = "x", requester = new { email = "kim@acme.example", name = "Kim Roe" } });
        foreach (var like in new[] { "T-2", "T-3" })
        {
            await place.App.Ada.Posts("tickets", new { subject = "Sync stalls again", body = "x", requester = new { email = "lee@acme.example" } });
            await place.App.Ada.Posts($"tickets/{like}/replies", new { body = "Please send the log.", macro = logs });
        }
        await using var visit = await place.SignIn(place.App.Ada, "Ada", new());
        var page = visit.Page;
        await visit.OpenLive("/tickets/T-1");
        await page.Keyboard.PressAsync("m");
        var dialog = page.Locator("dialog[open]");
        await Workplace.Expect(dialog.GetByText("Used on tickets like this")).ToBeVisibleAsync();
        await Workplace.Expect(dialog.GetByText("on 2 of 2 in Support")).ToBeVisibleAsync();
        await visit.Screenshot("macro-suggested");
        await dialog.GetByRole(AriaRole.Textbox, new() { Name = "Macro" }).FillAsync("logs");
        await Workplace.Expect(dialog.GetByText("Hello Kim, please send the log.")).ToBeVisibleAsync();
        await Workplace.Expect(dialog.GetByText("With it: then With engineering, label logs")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Put into the box" }).ClickAsync();
        await Workplace.Expect(page.Locator("#compose-text")).ToHaveValueAsync("Hello Kim, please send the log.");
        await Workplace.Expect(page.Locator("#compose-text")).ToBeFocusedAsync();
        (await place.App.Ada.Gets("tickets/T-1/messages")).GetProperty("items").GetArrayLength().ShouldBe(1, "nothing goes before it is sent");
        await visit.ShouldBeAccessible();
        await page.Keyboard.PressAsync("Control+Enter");
        await Eventually.Passes(async () =>
        {
            var ticket = await place.App.Ada.Gets("tickets/T-1");
            (ticket.GetProperty("status").GetString(), ticket.GetProperty("labels")[0].GetString()).ShouldBe(("waiting-on-engineering", "logs"));
        }, "the reply is sent, with what goes with it");
        await Workplace.Expect(page.Locator("#compose").GetByText("Ask for logs")).ToHaveCountAsync(0);
    }
}
