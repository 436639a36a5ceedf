using Bridgewatch.BrowserTests.Desk;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Governance.Practices;
using Microsoft.Playwright;
using NodaTime;

namespace Bridgewatch.BrowserTests.Governance;

/// <summary>A practice's page: figure, history, decisions, and the sample.</summary>
public class PracticePages(TestBrowser browser)
{
    private const int Tickets = 112;

    [Theory, EveryViewing]
    public async Task A_target_is_changed_and_stands_on_the_page_with_its_reason(Viewing viewing)
    {
        await using var place = await Open();
        await using var visit = await SignIn(place, viewing);
        var page = visit.Page;
        await visit.OpenLive("/practices/1.3");
        await page.GetByRole(AriaRole.Button, new() { Name = "Change the target of: Scored on known facts" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Target in percent").FillAsync("40");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Change target" }).ClickAsync();
        await Workplace.Expect(dialog.GetByText("Say why the target changes.")).ToBeVisibleAsync();
        await dialog.GetByLabel("Reason").FillAsync("Monitors open more than they know.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Change target" }).ClickAsync();
        await Workplace.Expect(dialog.GetByText("Choose 75% to 99%. The product came with 85%.")).ToBeVisibleAsync();
        await dialog.GetByLabel("Target in percent").FillAsync("80");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Change target" }).ClickAsync();
        await Workplace.Expect(dialog).ToHaveCountAsync(0);
        await Workplace.Expect(page.Locator("#decisions")).ToContainTextAsync("from 85% to 80%");
        await Workplace.Expect(page.Locator("#decisions")).ToContainTextAsync("Monitors open more than they know.");
        await Workplace.Expect(page.Locator("#decisions")).ToContainTextAsync("Waits for another person");
        await Workplace.Expect(page.GetByText("The product came with 85%.").First).ToBeVisibleAsync();
        await Workplace.Expect(page.Locator("#history tr[data-row]")).ToHaveCountAsync(1);
        await visit.ShouldBeAccessible();
        new FileInfo(await visit.Screenshot("practice-decided")).Length.ShouldBeGreaterThan(1000);
    }

    [Theory, EveryViewing]
    public async Task A_practice_that_does_not_apply_says_why_and_until_when(Viewing viewing)
    {
        await using var place = await Open();
        await using var visit = await SignIn(place, viewing);
        var page = visit.Page;
        await visit.OpenLive("/practices/7.6");
        await page.GetByRole(AriaRole.Button, new() { Name = "Does not apply" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("Reason").FillAsync("We open no customer's environment.");
        await dialog.GetByLabel("Look again on").FillAsync(NodaTime.Text.LocalDatePattern.Iso.Format(place.App.Now.InUtc().Date.PlusDays(90)));
        await visit.Screenshot("practice-not-applicable-asked");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Propose" }).ClickAsync();
        await Workplace.Expect(page.GetByText("Not applicable, to be looked at again on")).ToBeVisibleAsync();
        await Workplace.Expect(page.Locator("#history tr[data-row]")).ToHaveCountAsync(1);
        await visit.ShouldBeAccessible();
        await visit.Screenshot("practice-not-applicable");
        await page.GetByRole(AriaRole.Button, new() { Name = "Let it apply again" }).ClickAsync();
        await dialog.GetByLabel("Reason").FillAsync("We open one now.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Let it apply again" }).ClickAsync();
        await Workplace.Expect(page.Locator("#decisions")).ToContainTextAsync("Applies again");
        await Workplace.Expect(page.Locator("#history tr[data-row]")).ToHaveCountAsync(2);
    }

    [Theory, EveryViewing]
    public async Task A_sample_is_drawn_and_its_address_draws_it_again(Viewing viewing)
    {
        await using var place = await Open();
        await using var visit = await SignIn(place, viewing);
        var page = visit.Page;
        await visit.OpenLive("/practices/1.3");
        await page.GetByRole(AriaRole.Link, new() { Name = "Draw a sample" }).ClickAsync();
        await visit.Reaches("/practices/1.3/sample");
        await visit.Live();
        await page.GetByLabel("Seed").FillAsync("autumn");
        await page.GetByLabel("How many").FillAsync("10");
        await page.GetByRole(AriaRole.Button, new() { Name = "Draw" }).ClickAsync();
        await Workplace.Expect(page.GetByText($"10 of {Tickets} records")).ToBeVisibleAsync();
        var rows = page.Locator("tr[data-row]");
        await Workplace.Expect(rows).ToHaveCountAsync(10);
        var first = await rows.First.InnerTextAsync();
        await visit.Live();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("practice-sample");
        await page.ReloadAsync();
        await Workplace.Expect(rows).ToHaveCountAsync(10);
        (await rows.First.InnerTextAsync()).ShouldBe(first);
    }

    private async Task<Workplace> Open()
    {
        var place = await Workplace.Open(browser, Duration.FromHours(30));
        for (var i = 0; i < Tickets; i++)
        {
            await place.App.Send(i % 4 == 0
                ? new OpenTicket($"How do we export settlements of week {i}?", "We look for it.", TicketType.Question)
                : new OpenTicket($"Payout {4_100 + i} stays in “submitted”", "It says PAY-4102.", TicketType.Fault, null, null, ["PAY-4102"], Severity.Degraded, false, 1 + (i % 40)));
        }
        place.App.MoveClock(Duration.FromHours(30));
        await place.App.Send(new JudgePractices());
        return place;
    }

    private static Task<Visit> SignIn(Workplace place, Viewing viewing) => place.SignIn(place.App.Person("Robin", "administrator", "support-lead"), "Robin", viewing);
}
