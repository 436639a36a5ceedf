using System.Text;
using Bridgewatch.BrowserTests.Desk;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Catalog;

/// <summary>A lead builds a calendar, tries it, and changes it from a day on.</summary>
public class KeepingCalendarsOnThePage(TestBrowser browser)
{
    [Theory, OppositeViewings]
    public async Task A_calendar_is_built_tried_and_changed_from_a_day_on(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        await using var lead = await place.SignIn(place.App.Ada, "Ada", viewing);
        var page = lead.Page;
        await lead.OpenLive("/settings/calendars");
        await lead.ShouldBeAccessible();
        await lead.Screenshot("calendars-empty");
        await page.GetByRole(AriaRole.Link, new() { Name = "New calendar" }).First.ClickAsync();
        await lead.Reaches("/settings/calendars/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Office Berlin");
        await page.GetByLabel("Time zone").SelectOptionAsync("Europe/Berlin");
        await page.GetByLabel("Friday").FillAsync("09:00-12:00, 11:00-17:00");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Workplace.Expect(page.GetByText("09:00-12:00 and 11:00-17:00 overlap.")).ToBeVisibleAsync();
        await Workplace.Expect(page.GetByText("Saving tells what.")).ToBeVisibleAsync();
        await lead.ShouldBeAccessible();
        await page.GetByLabel("Friday").FillAsync("09:00-12:00, 13:00-17:00");
        await page.GetByLabel("Saturday").FillAsync("22:00-06:00");

        await page.GetByLabel("From", new() { Exact = true }).FillAsync("2027-03-19T11:00");
        await page.GetByLabel("Business time").FillAsync("1h");
        await page.GetByLabel("Business time").BlurAsync();
        await Workplace.Expect(page.GetByText("Due Friday 19 March 2027, 12:00")).ToBeVisibleAsync();
        await page.GetByLabel("Business time").FillAsync("soon");
        await page.GetByLabel("Business time").BlurAsync();
        await Workplace.Expect(page.GetByText("Write 90m, 8h, 3d or PT1H30M.")).ToBeVisibleAsync();
        await page.GetByLabel("Business time").FillAsync("8h");
        await page.GetByLabel("Business time").BlurAsync();

        await page.GetByLabel("Public holidays of").SelectOptionAsync("DE-BE");
        await page.GetByRole(AriaRole.Button, new() { NameRegex = new("^Add \\d+ to \\d+$") }).ClickAsync();
        await Workplace.Expect(page.GetByText("days were added. Nothing is kept")).ToBeVisibleAsync();
        await page.WaitForFunctionAsync("document.querySelector('input[type=file]')?._blazorInputFileNextFileId !== undefined");
        await page.GetByLabel("From an iCalendar file").SetInputFilesAsync(new FilePayload { Name = "days.ics", MimeType = "text/calendar", Buffer = Encoding.UTF8.GetBytes("none") });
        await Workplace.Expect(page.GetByText("This cannot be read as iCalendar")).ToBeVisibleAsync();
        await lead.ShouldBeAccessible();
        await lead.Screenshot("calendar-new");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await lead.Reaches("/settings/calendars");
        await page.GetByRole(AriaRole.Link, new() { Name = "Office Berlin" }).ClickAsync();
        await Workplace.Expect(page.GetByText("From the beginning")).ToBeVisibleAsync();

        await page.GetByLabel("Monday").FillAsync("");
        await page.GetByLabel("Hours and holidays hold from").FillAsync("2099-01-01");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await lead.Reaches("/settings/calendars");
        await page.GetByRole(AriaRole.Link, new() { Name = "Office Berlin" }).ClickAsync();
        await Workplace.Expect(page.GetByLabel("Monday")).ToHaveValueAsync("09:00-17:00");
        await page.GetByRole(AriaRole.Link, new() { Name = "From 1 January 2099" }).ClickAsync();
        await Workplace.Expect(page.GetByLabel("Monday")).ToHaveValueAsync("");
        await lead.ShouldBeAccessible();
        await lead.Screenshot("calendar");
    }
}
