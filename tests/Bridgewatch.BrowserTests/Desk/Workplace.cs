using System.Security.Claims;
using Bridgewatch.Access.Http;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Tests.Harness;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.BrowserTests.Desk;

/// <summary>The application with people at their browsers and tickets of a believable morning.</summary>
internal sealed class Workplace : IAsyncDisposable
{
    private readonly TestBrowser _browser;

    private Workplace(RunningApp app, TestBrowser browser) => (App, _browser) = (app, browser);

    public RunningApp App { get; }

    /// <summary>The clock stands at the real time: browsers reckon ages by their own.</summary>
    /// <param name="ago">How far in the past the application starts.</param>
    public static async Task<Workplace> Open(TestBrowser browser, Duration? ago = null)
    {
#pragma warning disable RS0030 // A browser's clock cannot be exchanged, so the application's is set by the same one.
        var start = Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow()) - (ago ?? Duration.FromHours(5));
#pragma warning restore RS0030
        return new(await RunningApp.On(Engine.Sqlite, InstantPattern.ExtendedIso.Format(start)), browser);
    }

    /// <summary>A browser in which somebody is signed in.</summary>
    public async Task<Visit> SignIn(TestPerson person, string name, Viewing? viewing = null)
    {
        _ = await person.Id;
        var answer = await App.Send(new SignInWithPassword($"{name.ToLowerInvariant().Replace(' ', '.')}@example.test", RunningApp.Password));
        var identity = new ClaimsIdentity([new Claim("person", answer.Person!.Value.ToString()), new Claim("stamp", answer.Stamp!)], Sessions.Scheme);
        var cookies = App.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(Sessions.Scheme);
        var now = App.Now.ToDateTimeOffset();
        var ticket = new AuthenticationTicket(new(identity), new() { IssuedUtc = now, ExpiresUtc = now.AddDays(1) }, Sessions.Scheme);
        var visit = await _browser.Visit(App.Url, viewing);
        await visit.Context.AddCookiesAsync([new() { Name = Sessions.CookieName("session", tls: false), Value = cookies.TicketDataFormat.Protect(ticket), Url = App.Url }]);
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
