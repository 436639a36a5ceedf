using Bridgewatch.BrowserTests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(TestBrowser))]

namespace Bridgewatch.BrowserTests;

/// <summary>The one Chromium of the test program; each test visits with a context of its own, as a new person would. It is the build without a
/// window, which draws the same pages with half the processor time.</summary>
public sealed class TestBrowser : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium-headless-shell";
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        File.Exists(Chromium).ShouldBeTrue("Chromium is not installed: run tests/peers.sh as root.");
        // The limit is for broken pages, not for slow machines.
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Playwright.CreateAsync();
        // Chromium refuses to run as root with its sandbox; the pages it sees here are our own.
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, ChromiumSandbox = !Environment.IsPrivilegedProcess });
    }

    /// <summary>Opens a browser on the application, and a page in it.</summary>
    /// <param name="url">The application's address; by <c>localhost</c>, not by number, where passkeys are used.</param>
    public async Task<Visit> Visit(string url, Viewing? viewing = null)
    {
        var look = viewing ?? new Viewing();
        var context = await _browser.ShouldNotBeNull().NewContextAsync(new()
        {
            BaseURL = url,
            ViewportSize = look.Phone ? new() { Width = 390, Height = 844 } : new() { Width = 1440, Height = 900 },
            IsMobile = look.Phone,
            HasTouch = look.Phone,
            ColorScheme = look.Dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = look.ReducedMotion ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
            JavaScriptEnabled = look.Script,
            Locale = "en-GB",
            TimezoneId = look.TimeZone,
        });
        return await BrowserTests.Visit.Begin(context, look);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }
}
