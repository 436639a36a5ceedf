using Bridgewatch.Tests.Harness;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>A lead makes fields; they are filled in where a ticket is opened, beside it and while it is resolved.</summary>
public class FillingForms(TestBrowser browser)
{
    [Theory, EveryViewing]
    public async Task Fields_are_made_filled_in_beside_the_ticket_and_while_it_is_resolved(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        var ada = place.App.Ada;
        await place.App.Admin.Posts("services", new { name = "Payments", slug = "payments" });
        await ada.Posts("ticket-fields", new { key = "device", name = "Device", kind = "cascading-choice", asked = "opening", choices = new object[] { new { name = "Terminal", choices = new[] { new { name = "Fixed" }, new { name = "Mobile" } } }, new { name = "Till" } } });
        await ada.Posts("ticket-fields", new { key = "owner", name = "Owner on our side", kind = "person", required = false });
        await ada.Posts("ticket-fields", new { key = "until", name = "Workaround until", kind = "date", required = false, types = new[] { "fault" } });
        await ada.Posts("ticket-fields", new { key = "told", name = "Customer was told", kind = "check-box" });
        await using var visit = await place.SignIn(ada, "Ada", viewing);
        var page = visit.Page;

        await visit.OpenLive("/settings/forms");
        await page.GetByRole(AriaRole.Button, new() { Name = "New field" }).ClickAsync();
        var dialog = page.Locator("dialog[open]");
        await dialog.GetByLabel("Name", new() { Exact = true }).FillAsync("Environment");
        await dialog.GetByLabel("Key", new() { Exact = true }).FillAsync("Environment");
        await dialog.GetByLabel("Kind", new() { Exact = true }).SelectOptionAsync("Choice");
        await dialog.GetByLabel("Choices").FillAsync("Production\nStaging\nOther");
        await dialog.GetByLabel("Asked for").SelectOptionAsync("Opening");
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Condition" }).FillAsync("priorty:P1");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Workplace.Expect(dialog.GetByText("Give a key of lower-case letters", new() { Exact = false })).ToBeVisibleAsync();
        await dialog.GetByLabel("Key", new() { Exact = true }).FillAsync("environment");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Workplace.Expect(dialog.GetByText("There is no field priorty. Did you mean priority?")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Combobox, new() { Name = "Condition" }).FillAsync("");
        await visit.ShouldBeAccessible();
        await visit.Screenshot("forms-field");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Workplace.Expect(dialog).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "Move Environment up" }).ClickAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("forms");

        await visit.OpenLive("/tickets/new");
        await Workplace.Expect(page.GetByLabel("Environment")).ToBeVisibleAsync();
        await visit.Screenshot("forms-new-ticket");
        await visit.ShouldBeAccessible();

        await visit.OpenLive("/tickets/T-1");
        if (!viewing.Phone)
        {
            await Workplace.Expect(page.GetByText("Missing: Device, Environment")).ToBeVisibleAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Change Device" }).ClickAsync();
            await page.GetByLabel("Device", new() { Exact = true }).SelectOptionAsync("Terminal/Mobile");
            await visit.Screenshot("forms-ticket-editing");
            await page.Locator("#fields").GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
            await Workplace.Expect(page.GetByText("Missing: Environment")).ToBeVisibleAsync();
            await visit.ShouldBeAccessible();
            await visit.Screenshot("forms-ticket");
        }
        await page.Keyboard.PressAsync("e");
        await dialog.GetByLabel("How it ended").SelectOptionAsync("Fixed");
        await dialog.GetByLabel("What solved it").FillAsync("Restarted the worker.");
        await dialog.GetByLabel("Cause").FillAsync("The worker stood still.");
        await dialog.GetByLabel("Customer was told").CheckAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("forms-resolve");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Resolve" }).ClickAsync();
        await Workplace.Expect(dialog).ToHaveCountAsync(0);
        await Eventually.Holds(async () => (await ada.Gets("tickets/T-1")).GetProperty("status").GetString() == "resolved", "what is missing keeps nobody from resolving");
        (await ada.Gets("tickets/T-1")).GetProperty("fields").GetProperty("told").GetBoolean().ShouldBeTrue();

        await visit.OpenLive("/my-work");
        if (!viewing.Phone) await Workplace.Expect(page.GetByText("Missing on your tickets")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("forms-my-work");
    }
}
