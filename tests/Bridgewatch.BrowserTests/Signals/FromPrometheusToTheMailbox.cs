using System.Text.Json;
using Bridgewatch.BrowserTests.Desk;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests.Signals;

/// <summary>The main job from end to end, with a real Prometheus and Alertmanager before it, and a real Postfix and Dovecot behind it.</summary>
public class FromPrometheusToTheMailbox(TestBrowser browser)
{
    private const string Requester = "bob@example.test";

    [Fact]
    public async Task An_alert_becomes_a_ticket_that_is_answered_by_mail_ended_resolved_and_verified()
    {
        await using var place = await Workplace.Open(browser);
        var app = place.App;
        await using var mail = await MailPeers.Start("bob", "support");
        await SendsBy(app, mail);
        var integration = await app.Admin.Posts("integrations", new { source = "alertmanager", name = "Production" });
        await using var monitoring = await MonitoringPeers.Start(
            integration.GetProperty("url").GetString()!, integration.GetProperty("secret").GetString()!);
        await using var ada = await place.SignIn(app.Ada, "Ada");
        var page = ada.Page;
        await ada.OpenLive("/queue?view=all");

        monitoring.SetMetric(91);
        await Workplace.Expect(page.Locator(".bar .fresh button")).ToContainTextAsync("1 new ticket", new() { Timeout = 30_000 });
        await page.Keyboard.PressAsync(".");
        await Workplace.Expect(page.Locator("tr[data-row][data-current] .subj")).ToHaveTextAsync("91 in a");
        await page.Keyboard.PressAsync("Enter");
        await ada.Reaches("/tickets/T-1");
        await Workplace.Expect(page.Locator(".thread")).ToContainTextAsync("HighTemp");
        await Workplace.Expect(page.Locator("#facts")).ToContainTextAsync("1 of 1 firing");

        await page.GetByRole(AriaRole.Button, new() { Name = "Add requester" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByLabel("E-mail address").FillAsync(Requester);
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Add requester" }).ClickAsync();
        await Workplace.Expect(page.Locator("#facts")).ToContainTextAsync(Requester);
        // A dialog that closes gives the focus back.
        await Workplace.Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("r");
        await Workplace.Expect(page.Locator("#compose-text")).ToBeFocusedAsync();
        await page.Locator("#compose-text").FillAsync("We see the **heat** in room a and are cooling it.");
        await page.Locator("#compose-text").PressAsync("Control+Enter");
        await Workplace.Expect(page.Locator(".msg.out").Last).ToContainTextAsync("are cooling it.");
        app.MoveClock(NodaTime.Duration.FromSeconds(20)); // so long it could be taken back
        var arrived = await mail.WaitForMail(Requester, m => m.Subject == "[T-1] 91 in a");
        arrived.TextBody.ShouldNotBeNull().ShouldContain("are cooling it.");
        arrived.HtmlBody.ShouldNotBeNull().ShouldContain("<strong>heat</strong>");

        monitoring.SetMetric(20);
        await Eventually.Holds(async () => (await Bodies(app)).Any(body => body.Contains("Nothing of this group fires any more.", StringComparison.Ordinal)),
            "the end is noted on the ticket");
        (await app.Ada.Gets("tickets/T-1")).GetProperty("status").GetString().ShouldNotBe("resolved", "somebody has answered");

        await ada.OpenLive("/tickets/T-1");
        await Workplace.Expect(page.Locator(".thread")).ToContainTextAsync("Nothing of this group fires any more.");
        await Workplace.Expect(page.Locator("#facts")).ToContainTextAsync("0 of 1 firing");
        await page.Keyboard.PressAsync("e");
        await Workplace.Expect(page.GetByRole(AriaRole.Dialog).Locator("select").First).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Fix");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("The fan was replaced.");
        await page.Keyboard.PressAsync("Control+Enter");
        await Workplace.Expect(page.Locator(".tabs .stm").First).ToHaveTextAsync("Resolved");
        await mail.WaitForMail(Requester, m => m.TextBody?.Contains("The fan was replaced.", StringComparison.Ordinal) == true);

        (await app.Ada.Gets("tickets")).GetProperty("items").GetArrayLength().ShouldBe(1);
        var alert = (await app.Admin.Gets($"integrations/{integration.GetProperty("id").GetString()}/alerts")).GetProperty("items")[0];
        (alert.GetProperty("status").GetString(), alert.GetProperty("ticket").GetString()).ShouldBe(("resolved", "T-1"));
        var verified = await Verb.Run("verify", "--data", app.Store.Data);
        verified.Exit.ShouldBe(0, verified.Output + verified.Errors);
        JsonDocument.Parse(verified.Output).RootElement.GetProperty("findings").GetArrayLength().ShouldBe(0);
    }

    private static async Task SendsBy(RunningApp app, MailPeers mail) => await app.Send(new ChangeSetting("kernel.outgoing-mail", JsonSerializer.SerializeToElement(
        new OutgoingMail("127.0.0.1", mail.Smtp, MailSecurity.None, FromAddress: "support@example.test", FromName: "Support"), KernelJson.Options)));

    private static async Task<List<string>> Bodies(RunningApp app) =>
        [.. (await app.Ada.Gets("tickets/T-1/messages")).GetProperty("items").EnumerateArray().Select(m => m.GetProperty("body").GetString()!)];
}
