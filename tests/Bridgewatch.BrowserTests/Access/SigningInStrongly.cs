using Bridgewatch.Tests.Harness;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Text;
using OtpNet;

namespace Bridgewatch.BrowserTests.Access;

/// <summary>Authenticator, recovery codes, passkeys and sessions, as a person meets them.</summary>
public class SigningInStrongly(TestBrowser browser)
{
    [Fact]
    public async Task An_authenticator_is_set_up_and_its_code_asked_for_at_the_next_sign_in()
    {
        await using var app = await Open();
        await using var visit = await SignedIn(app);
        var page = visit.Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "Set up an authenticator" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.GetByAltText("QR code")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        var key = Base32Encoding.ToBytes((await dialog.Locator("[data-key]").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal));
        await dialog.GetByLabel("Code from the app").FillAsync(Code(key, app.Now));
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Confirm" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.List, new() { Name = "Recovery codes" }).GetByRole(AriaRole.Listitem)).ToHaveCountAsync(10);
        await visit.ShouldBeAccessible();
        await visit.Screenshot("account-authenticator");

        app.MoveClock(Duration.FromMinutes(1));
        await visit.Context.ClearCookiesAsync();
        await GivePassword(visit);
        await page.GetByLabel("Code").FillAsync("000000");
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(page.GetByText("The code does not fit")).ToBeVisibleAsync();
        await visit.ShouldBeAccessible();
        await visit.Screenshot("sign-in-code");
        await page.GetByLabel("Code").FillAsync(Code(key, app.Now));
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await visit.Reaches("/account");
        await visit.Live();
    }

    [Fact]
    public async Task A_passkey_is_added_and_lets_in_by_itself_until_it_is_removed()
    {
        await using var app = await Open();
        await using var visit = await SignedIn(app);
        var page = visit.Page;
        await visit.AddPasskeys();
        await page.GetByRole(AriaRole.Link, new() { Name = "Add a passkey" }).ClickAsync();
        await visit.Reaches("/account/passkeys/new");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Work laptop");
        await visit.ShouldBeAccessible();
        await visit.Screenshot("passkey-new");
        await page.GetByRole(AriaRole.Button, new() { Name = "Add this device" }).ClickAsync();
        await visit.Reaches("/account");
        await visit.Live();
        await Assertions.Expect(page.GetByText("Work laptop")).ToBeVisibleAsync();

        await visit.Context.ClearCookiesAsync();
        // The browser offers the key where the address is typed; this device says yes by itself.
        await visit.Open("/sign-in?returnUrl=%2Faccount");
        await visit.Reaches("/account");
        await visit.Live();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove Work laptop" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Remove" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Remove Work laptop" })).ToHaveCountAsync(0);

        await visit.Context.ClearCookiesAsync();
        await visit.Open("/sign-in?returnUrl=%2Faccount");
        await Assertions.Expect(page.GetByText("This passkey does not fit")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Another_browser_is_signed_out_from_the_account_and_its_open_page_knows_at_once()
    {
        await using var app = await Open();
        await using var here = await SignedIn(app);
        await using var there = await SignedIn(app);
        await there.OpenLive("/account");
        await here.OpenLive("/account");
        await here.Screenshot("account-sessions");
        await here.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out Chrome on Linux" }).ClickAsync();
        await Assertions.Expect(there.Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await Assertions.Expect(here.Page.GetByText("this browser ·")).ToBeVisibleAsync();
    }

    private static string Code(byte[] key, Instant now) => new Totp(key).ComputeTotp(now.ToDateTimeUtc());

    /// <summary>The clock stands at the real time: browsers forget cookies by their own.</summary>
    private static Task<RunningApp> Open()
    {
#pragma warning disable RS0030 // A browser's clock cannot be exchanged, so the application's is set by the same one.
        return RunningApp.On(Engine.Sqlite, InstantPattern.ExtendedIso.Format(Instant.FromDateTimeOffset(TimeProvider.System.GetUtcNow())));
#pragma warning restore RS0030
    }

    private async Task<Visit> SignedIn(RunningApp app)
    {
        await app.Admin.Gets("me");
        var visit = await browser.Visit(app.Url);
        await GivePassword(visit);
        await visit.Live();
        return visit;
    }

    private static async Task GivePassword(Visit visit)
    {
        await visit.Open("/sign-in?returnUrl=%2Faccount");
        await visit.Page.GetByLabel("Email address").FillAsync("admin@example.test");
        await visit.Page.GetByLabel("Password").FillAsync(RunningApp.Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }
}
