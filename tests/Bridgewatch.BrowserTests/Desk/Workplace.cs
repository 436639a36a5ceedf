using Bridgewatch.Access.Http;
using Bridgewatch.Tests.Harness;
using Microsoft.Playwright;
using NodaTime;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>The application with people at their browsers and tickets of a believable morning.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private readonly TestBrowser _browser;

    private Workplace(RunningApp app, TestBrowser browser) => (App, _browser) = (app, browser);

    public RunningApp App { get; }

    /// <param name="ago">How far in the past the application starts.</param>
    public static async Task<Workplace> Open(TestBrowser browser, Duration? ago = null) => new(await RealTime.Open(ago ?? Duration.FromHours(5)), browser);

    /// <summary>A browser in which somebody is signed in.</summary>
    public async Task<Visit> SignIn(TestPerson person, string name, Viewing? viewing = null)
    {
        _ = await person.Id;
        using var form = new FormBrowser(new(App.Url));
        using var answer = await form.SignIn($"{name.ToLowerInvariant().Replace(' ', '.')}@example.test");
        var session = form.Cookies.GetCookies(new(App.Url))[Sessions.CookieName("session", tls: false)].ShouldNotBeNull();
        var visit = await _browser.Visit(App.Url, viewing);
        await visit.Context.AddCookiesAsync([new() { Name = session.Name, Value = session.Value, Url = App.Url }]);
        return visit;
    }

    /// <summary>Opens tickets over the last five hours and ends at the present.</summary>
    public async Task Fill()
    {
        (string Subject, string Body, string From, string Name, string Severity, int? Affected, bool? Workaround)[] mails =
        [
            ("SEPA payouts stuck in “submitted”", "Since about 09:20 our SEPA payouts to carriers stay in “submitted”: 214 payouts, roughly €386,000. Every row shows PAY-4102.", "heike@brandtner.example", "Heike Sommerfeld", "outage", 90, false),
            ("Card captures declined in three stores", "Three stores cannot capture, the terminal says PAY-5031.", "omar@lakeshore.example", "Omar Haddad", "outage", 40, false),
            ("Customs declarations rejected for lithium", "CUS-1409 for every lithium shipment since yesterday.", "aya@aoyama.example", "青山 彩", "degraded", 12, false),
            ("Label PDF blank for A6 thermal printers", "LBL-2207 in the log, the PDF has one empty page.", "jan@hansewerk.example", "Jan Petersen", "minor", 6, true),
            ("Invoice totals differ by one cent in CSV", "BIL-6002, only in the export.", "eva@moeller.example", "Eva Möller", "cosmetic", 1, true),
        ];
        foreach (var (subject, body, from, name, severity, affected, workaround) in mails)
        {
            await App.Ada.Posts("tickets", new { subject, body, type = "fault", requester = new { email = from, name }, severity, affected, workaround, labels = new[] { "eu" } });
            App.MoveClock(Duration.FromMinutes(55));
        }
        await App.Ada.Puts("tickets/T-4/assignment", new { person = (await App.Ada.Id).ToString() });
        await App.Ada.Posts("tickets/T-4/replies", new { body = "Which printer driver do you use?", then = "waiting-on-customer" });
        await App.Ada.Posts("tickets/T-1/replies", new { body = "We see the same on our side. All 214 payouts are held, none is lost." });
        await App.Ada.Posts("tickets/T-1/notes", new { body = "Batch `20261124-03`: end-to-end ids are cut at **34 characters**. @ada please confirm before we roll back." });
        App.MoveClock(Duration.FromMinutes(20));
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();

    public static ILocatorAssertions Expect(ILocator locator) => Assertions.Expect(locator);
}
