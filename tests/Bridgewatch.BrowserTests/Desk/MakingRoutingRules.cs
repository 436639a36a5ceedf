using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>A lead makes a rule, sees what it would have done, switches it on, and finds it explained on the ticket that it touched.</summary>
public class MakingRoutingRules(TestBrowser browser)
{
    [Theory, OppositeViewings]
    public async Task A_rule_is_made_tried_switched_on_and_explained_on_the_ticket(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await place.App.Admin.Posts("queues", new { name = "Payments", slug = "payments" });
        await place.App.Ada.Posts("tickets", new { subject = "PAY-4102 again", body = "x", requester = new { email = "kim@acme.example" } });
        await using var visit = await place.SignIn(place.App.Ada, "Ada", viewing);
        var page = visit.Page;
        await visit.OpenLive("/settings/routing");
        await Workplace.Expect(page.GetByText("No rules yet")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await page.GetByRole(AriaRole.Button, new() { Name = "New rule" }).ClickAsync();
        var dialog = page.Locator("dialog[open]");
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("Payment codes");
        var when = dialog.GetByRole(AriaRole.Combobox, new() { Name = "When" });
        await when.FillAsync("cdoe:PAY-*");
        await dialog.GetByLabel("Queue").SelectOptionAsync("payments");
        await dialog.GetByLabel("Runbook").FillAsync("https://wiki.example/pay");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Try on 90 days" }).ClickAsync();
        await Workplace.Expect(dialog.GetByText("There is no field cdoe. Did you mean code?")).ToBeVisibleAsync();
        await when.FillAsync("code:PAY-*");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Try on 90 days" }).ClickAsync();
        await Workplace.Expect(dialog.GetByText("It would have sent elsewhere")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("routing-rule");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Workplace.Expect(dialog).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Switch on Payment codes" }).ClickAsync();
        await Workplace.Expect(dialog.GetByText("It would have applied to")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Switch on", Exact = true }).ClickAsync();
        await Workplace.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Switch off Payment codes" })).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("routing");

        var number = (await place.App.Ada.Posts("tickets", new { subject = "PAY-4102 once more", body = "x", requester = new { email = "kim@acme.example" } })).GetProperty("number").GetString();
        await visit.OpenLive($"/tickets/{number}");
        if (viewing.Phone) return;
        await Workplace.Expect(page.GetByText("because code PAY-4102 fits PAY-*")).ToBeVisibleAsync();
        await Workplace.Expect(page.GetByRole(AriaRole.Link, new() { Name = "https://wiki.example/pay" })).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("routing-ticket");
        await page.Keyboard.PressAsync("Shift+W");
        await Workplace.Expect(page.GetByText("Ada said that this was the wrong place,")).ToBeVisibleAsync();
        (await place.App.Ada.Gets($"tickets/{number}/routing")).GetProperty("wrongBy").GetString().ShouldBe("Ada");
    }
}
