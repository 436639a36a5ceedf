using System.Text.RegularExpressions;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using NodaTime;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>A decision by the link in a mail, in a browser without script and without a session; and the page of rules.</summary>
public partial class AnsweringMail(TestBrowser browser)
{
    private const string Diagnosed = "desk.diagnosed-before-closing";

    [Theory, EveryViewing]
    public async Task Somebody_without_a_session_and_without_script_decides_by_a_mailed_link(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        _ = await place.App.Person("Bea Second", "support-lead").Id;
        await place.App.Ada.Puts("tickets/T-2/priority", new { priority = "P1", reason = "Three stores cannot sell." });
        await place.App.Ada.Puts("tickets/T-2/priority", new { priority = "P3", reason = "They take cash, and the terminals are back in two of three stores." });
        var mail = await Mailed(place.App);
        await using var visit = await browser.Visit(place.App.Url, viewing with { Script = false });
        var page = visit.Page;
        await visit.Open(Reject().Match(mail.Text).Value.Replace("reject", "approve", StringComparison.Ordinal));
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Lower T-2 from P1 to P3" })).ToBeVisibleAsync();
        await visit.Screenshot("mailed-answer");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Say why.")).ToBeVisibleAsync();
        await page.GetByLabel("Reason").FillAsync("Two of three is not all.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Reject" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Rejected" })).ToBeVisibleAsync();
        await visit.Screenshot("mailed-answer-done");
        await page.GotoAsync(place.App.Url.TrimEnd('/') + Reject().Match(mail.Text).Value);
        await Assertions.Expect(page.GetByText("This is rejected already.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_page_of_a_mailed_link_is_accessible_open_answered_and_spent()
    {
        await using var place = await Workplace.Open(browser);
        await place.Fill();
        _ = await place.App.Person("Bea Second", "support-lead").Id;
        await place.App.Ada.Puts("tickets/T-2/priority", new { priority = "P1", reason = "Three stores cannot sell." });
        await place.App.Ada.Puts("tickets/T-2/priority", new { priority = "P3", reason = "They take cash." });
        var link = Reject().Match((await Mailed(place.App)).Text).Value;
        await using var visit = await browser.Visit(place.App.Url);
        await visit.Open(link);
        await visit.ShouldBeAccessible();
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Agree" }).ClickAsync();
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Approved" })).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Open(link);
        await Assertions.Expect(visit.Page.GetByText("This is approved already.")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("mailed-answer-spent");
    }

    [Theory, EveryViewing]
    public async Task A_lead_sees_what_a_rule_would_have_stopped_and_chooses_how_strictly_it_bites(Viewing viewing)
    {
        await using var place = await Workplace.Open(browser, Duration.FromDays(16));
        await place.App.Ada.Posts("tickets", new { subject = "Card captures declined in three stores", body = "PAY-5031", type = "fault", requester = new { email = "omar@lakeshore.example" } });
        await place.App.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Released." });
        place.App.MoveClock(Duration.FromDays(16));
        await Eventually.Holds(async () => (await place.App.Ada.Gets("tickets/T-1")).GetProperty("status").GetString() == "closed", "it closes by itself");
        await using var visit = await place.SignIn(place.App.Ada, "Ada", viewing);
        var page = visit.Page;
        await visit.OpenLive("/settings/rules");
        var card = page.Locator(".card", new() { HasText = "Faults are diagnosed" });
        await Assertions.Expect(card.GetByRole(AriaRole.Link, new() { Name = "1" }).First).ToBeVisibleAsync();
        await card.GetByText("Warn: whoever closes it says why").ClickAsync();
        await Assertions.Expect(card.GetByText("Ada,")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("rules");
        await visit.OpenLive($"/settings/rules/{Diagnosed}");
        await Assertions.Expect(page.GetByText("Closed, would have been stopped")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("from observe to warn")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("rule");
    }

    [Fact]
    public async Task Closing_by_hand_what_a_rule_warns_of_asks_for_a_reason_in_the_dialog()
    {
        await using var place = await Workplace.Open(browser, Duration.FromDays(16));
        await place.App.Ada.Posts("tickets", new { subject = "Card captures declined in three stores", body = "PAY-5031", type = "fault", requester = new { email = "omar@lakeshore.example" } });
        await place.App.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Released." });
        await place.App.Ada.Puts($"rules/{Diagnosed}/mode", new { mode = "enforce" });
        place.App.MoveClock(Duration.FromDays(16));
        await Eventually.Holds(() => place.App.Look(db => db.Set<Bridgewatch.Kernel.Rules.RuleStop>().AnyAsync()), "its time has come, and it is held");
        await place.App.Ada.Puts($"rules/{Diagnosed}/mode", new { mode = "warn" });
        await using var visit = await place.SignIn(place.App.Ada, "Ada");
        var page = visit.Page;
        await visit.OpenLive("/tickets/T-1");
        await page.GetByRole(AriaRole.Button, new() { Name = "More" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Menuitem, new() { Name = "Close" }).ClickAsync();
        var dialog = page.Locator("dialog[open]");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).Last.ClickAsync();
        await Assertions.Expect(dialog.GetByText("Component and cause are not confirmed.")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("close-asks-why");
        await dialog.GetByLabel("Reason for closing it as it is").FillAsync("The terminals were exchanged; nobody can look any more.");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Close", Exact = true }).Last.ClickAsync();
        await Assertions.Expect(dialog).ToHaveCountAsync(0);
        (await place.App.Ada.Gets("tickets/T-1")).GetProperty("status").GetString().ShouldBe("closed");
    }

    private static async Task<Mail> Mailed(RunningApp app)
    {
        Mail? found = null;
        await Eventually.Holds(async () =>
        {
            var promised = await app.Look(db => db.Set<Delivery>().AsNoTracking().Where(d => d.Key.StartsWith("approval-asked")).ToListAsync());
            found = promised.Select(d => KernelJson.Read<Mail>(d.Payload)).SingleOrDefault(m => m.To == "bea.second@example.test");
            return found is not null;
        }, "the approval is mailed");
        return found!;
    }

    [GeneratedRegex(@"/answer/[A-Za-z0-9_-]+\?do=reject")]
    private static partial Regex Reject();
}
