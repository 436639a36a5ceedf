using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>Replies by hand: taken back, not said twice, copied, and to whom they go.</summary>
public class SendingOnThePage(TestBrowser browser)
{
    [Fact]
    public async Task A_reply_is_taken_back_and_its_text_stands_in_the_box_again()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/tickets/T-2");
        await page.Locator("#compose-text").FillAsync("To the wrong customer");
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.Locator(".msg.out")).ToContainTextAsync("To the wrong customer");
        await Workplace.Expect(page.Locator("#compose-text")).ToHaveValueAsync("");
        var sent = page.Locator(".toast", new() { HasText = "Your reply on T-2 is on its way" });
        await ada.Screenshot("reply-on-its-way");
        await sent.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Workplace.Expect(page.Locator(".toast", new() { HasText = "It did not go out" })).ToBeVisibleAsync();
        await Workplace.Expect(page.Locator("#compose-text")).ToHaveValueAsync("To the wrong customer");
        await Workplace.Expect(page.Locator(".msg.out")).ToContainTextAsync("Ada took this reply back before it went out");
        await ada.ShouldBeAccessible();
        await ada.Screenshot("reply-taken-back");
        (await place.App.Ada.Gets("tickets/T-2")).GetProperty("status").GetString().ShouldBe("open");
    }

    [Fact]
    public async Task A_reply_taken_back_from_another_ticket_becomes_a_draft_of_its_own_ticket()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/tickets/T-2");
        await page.Locator("#compose-text").FillAsync("To the wrong customer");
        await page.Keyboard.PressAsync("Control+Enter");
        var sent = page.Locator(".toast", new() { HasText = "Your reply on T-2 is on its way" });
        await Workplace.Expect(sent).ToBeVisibleAsync();
        await page.EvaluateAsync("Blazor.navigateTo('/tickets/T-3')");
        await Workplace.Expect(page.Locator(".conv")).ToContainTextAsync("CUS-1409");
        await sent.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Workplace.Expect(page.Locator(".toast", new() { HasText = "It did not go out" })).ToBeVisibleAsync();
        await Workplace.Expect(page.Locator("#compose-text")).ToHaveValueAsync("");
        await ada.OpenLive("/tickets/T-2");
        await Workplace.Expect(page.Locator("#compose-text")).ToHaveValueAsync("To the wrong customer");
        await Workplace.Expect(page.Locator(".msg.out")).ToContainTextAsync("Ada took this reply back before it went out");
    }

    [Fact]
    public async Task What_a_colleague_answered_meanwhile_is_read_before_the_own_answer_goes()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/tickets/T-2");
        await page.Locator("#compose-text").FillAsync("We look into it");
        await place.App.Person("Bo", "support-lead").Posts("tickets/T-2/replies", new { body = "It is fixed since noon." });
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.Locator(".errs")).ToContainTextAsync("Bo wrote on T-2 meanwhile");
        await Workplace.Expect(page.Locator(".msg.out")).ToContainTextAsync("It is fixed since noon.");
        await Workplace.Expect(page.Locator("#compose-text")).ToHaveValueAsync("We look into it");
        await ada.ShouldBeAccessible();
        await ada.Screenshot("reply-meanwhile");
        await page.Locator("#compose-text").FillAsync("It stays fixed");
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.Locator(".msg.out")).ToHaveCountAsync(2);
        await Workplace.Expect(page.Locator(".errs")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Copies_and_requester_are_changed_beside_the_conversation()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/tickets/T-2");
        await page.Locator("[data-action-name='Copies of replies']").ClickAsync();
        await page.GetByLabel("Addresses").FillAsync("lee@copied.example\nnot an address");
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("not an address is not an address.");
        await page.GetByLabel("Addresses").FillAsync("lee@copied.example");
        await ada.ShouldBeAccessible();
        await ada.Screenshot("copies-dialog");
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.Locator(".facts")).ToContainTextAsync("lee@copied.example");
        await page.Locator("[data-action-name='Change requester']").First.ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Textbox).First.FillAsync("lee@copied.example");
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.GetByRole(AriaRole.Dialog)).ToContainTextAsync("would read what was said on it");
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Checkbox).CheckAsync();
        await ada.ShouldBeAccessible();
        await ada.Screenshot("requester-dialog");
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Workplace.Expect(page.Locator(".facts")).ToContainTextAsync("Nobody");
        (await place.App.Ada.Gets("tickets/T-2")).GetProperty("requester").GetProperty("email").GetString().ShouldBe("lee@copied.example");
    }
}
