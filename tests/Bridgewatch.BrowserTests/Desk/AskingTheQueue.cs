using Bridgewatch.Tests.Harness;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>The query language at the queue, by keys alone.</summary>
public class AskingTheQueue(TestBrowser browser)
{
    [Theory, EveryViewing]
    public async Task A_query_is_completed_asked_mended_and_narrowed_by_keys(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada", viewing);
        var (page, keys) = (ada.Page, ada.Page.Keyboard);
        await ada.OpenLive("/queue?view=all");
        await Workplace.Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(5);
        await keys.PressAsync("/");
        var box = page.GetByRole(AriaRole.Combobox, new() { Name = "Query" });
        await Workplace.Expect(box).ToBeFocusedAsync();
        await keys.TypeAsync("stat");
        await Workplace.Expect(page.Locator(".proposals [role=option]")).ToHaveTextAsync([new System.Text.RegularExpressions.Regex("^status: ")]);
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await Workplace.Expect(box).ToHaveValueAsync("status:");
        await keys.TypeAsync("wai");
        await Workplace.Expect(page.Locator(".proposals [role=option]")).ToHaveCountAsync(2);
        new FileInfo(await ada.Screenshot("desk-query-proposals")).Length.ShouldBeGreaterThan(1000);
        await keys.PressAsync("ArrowDown");
        await keys.PressAsync("Enter");
        await Workplace.Expect(box).ToHaveValueAsync("status:waiting-on-customer ");
        await keys.PressAsync("Enter");
        await ada.Reaches("/queue?view=all&q=status%3Awaiting-on-customer");
        await Workplace.Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(1);

        await box.FillAsync("prioritty:P1 is:open");
        await keys.PressAsync("Enter");
        await Workplace.Expect(page.Locator(".query [role=alert] mark")).ToHaveTextAsync("prioritty");
        await Workplace.Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(0);
        await ada.ShouldBeAccessible();
        new FileInfo(await ada.Screenshot("desk-query-wrong")).Length.ShouldBeGreaterThan(1000);
        await page.GetByRole(AriaRole.Button, new() { Name = "Did you mean priority?" }).ClickAsync();
        await ada.Reaches("/queue?view=all&q=priority%3AP1%20is%3Aopen");
        await Workplace.Expect(page.Locator(".query [role=alert]")).ToHaveTextAsync("");
        await Workplace.Expect(box).ToHaveValueAsync("priority:P1 is:open");
    }

    [Fact]
    public async Task A_heading_sorts_the_queue_then_turns_it_round_then_gives_the_usual_order_back()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada", new Viewing());
        var page = ada.Page;
        await ada.OpenLive("/queue?view=all");
        var heading = page.GetByRole(AriaRole.Columnheader, new() { Name = "Subject" });
        var subjects = page.Locator("tr[data-row] .subj");
        foreach (var (address, state, first) in new[] { ("/queue?view=all&sort=subject", "ascending", "Card captures"), ("/queue?view=all&sort=-subject", "descending", "SEPA payouts"), ("/queue?view=all", null, "SEPA payouts") })
        {
            await heading.GetByRole(AriaRole.Button).ClickAsync();
            await ada.Reaches(address);
            await Workplace.Expect(subjects.First).ToContainTextAsync(first);
            if (state is null) await Workplace.Expect(heading).Not.ToHaveAttributeAsync("aria-sort", new System.Text.RegularExpressions.Regex(".*"));
            else await Workplace.Expect(heading).ToHaveAttributeAsync("aria-sort", state);
        }
        await page.GetByRole(AriaRole.Columnheader, new() { Name = "Status" }).GetByRole(AriaRole.Button).ClickAsync();
        await ada.Reaches("/queue?view=all&sort=status");
        new FileInfo(await ada.Screenshot("desk-queue-sorted")).Length.ShouldBeGreaterThan(1000);
    }

    [Theory, EveryViewing]
    public async Task A_query_is_saved_and_many_tickets_are_changed_and_put_back_by_keys(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        await using var ada = await place.SignIn(place.App.Ada, "Ada", viewing);
        var (page, keys) = (ada.Page, ada.Page.Keyboard);
        await ada.OpenLive("/queue?view=all&q=label%3Aeu");
        await Workplace.Expect(page.Locator("tr[data-row]")).ToHaveCountAsync(5);
        await page.GetByRole(AriaRole.Button, new() { Name = "Save view" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Name").FillAsync("Europe");
        new FileInfo(await ada.Screenshot("desk-view-dialog")).Length.ShouldBeGreaterThan(1000);
        var query = page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Combobox, new() { Name = "Query" });
        await query.FocusAsync();
        await keys.PressAsync("End");
        await keys.TypeAsync(" tier:");
        var tiers = page.Locator(".query-field .proposals [role=option]");
        await Workplace.Expect(tiers).ToHaveTextAsync(["L1", "L2", "L3"]);
        await keys.PressAsync("ArrowDown");
        await Workplace.Expect(tiers.First).ToHaveAttributeAsync("aria-selected", "true");
        await keys.PressAsync("Enter");
        await Workplace.Expect(query).ToHaveValueAsync("is:unsolved label:eu tier:L1 ");
        await keys.PressAsync("Control+Enter");
        await Workplace.Expect(page.Locator("h1")).ToHaveTextAsync("Europe");
        await Workplace.Expect(page.GetByLabel("Query")).ToHaveValueAsync("is:unsolved label:eu tier:L1");

        await page.Locator("h1").FocusAsync();
        await keys.PressAsync("x");
        await keys.PressAsync("j");
        await keys.PressAsync("j");
        await keys.PressAsync("Shift+X");
        await Workplace.Expect(page.Locator(".picked")).ToContainTextAsync("3");
        await ada.ShouldBeAccessible();
        new FileInfo(await ada.Screenshot("desk-picked")).Length.ShouldBeGreaterThan(1000);
        await page.Locator(".picked").GetByRole(AriaRole.Button, new() { Name = "Label" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("Add labels").FillAsync("vip");
        await keys.PressAsync("Control+Enter");
        var done = page.Locator(".toast", new() { HasText = "3 tickets are done" });
        await Workplace.Expect(done).ToBeVisibleAsync();
        await Eventually.Passes(async () => (await place.App.Ada.Gets("tickets?q=label:vip")).GetProperty("items").GetArrayLength().ShouldBe(3), "all three have the label");
        await done.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await Eventually.Passes(async () => (await place.App.Ada.Gets("tickets?q=label:vip")).GetProperty("items").GetArrayLength().ShouldBe(0), "none has it any more");
    }
}
