using System.Globalization;
using Microsoft.Playwright;

namespace Bridgewatch.Bench;

/// <summary>What each further page that somebody leaves open costs the server: the queue with fifty rows, live.</summary>
internal static class OpenPages
{
    private const int Pages = 40;

    public static async Task Measure(Place place, BuiltProgram program, Report report)
    {
        var data = place.Folder("pages");
        await program.Fill(4_000, data);
        await using var server = program.Serve(data, null, OpeningTickets.Url());
        await server.Answers("/healthz/live");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium-headless-shell", ChromiumSandbox = !Environment.IsPrivilegedProcess });
        await using var context = await browser.NewContextAsync(new() { BaseURL = server.Url });
        await SignIn(context);
        // What every page shares is compiled and cached by the first ten.
        for (var i = 0; i < 10; i++) await Open(context);
        var (heap, resident, rows) = (await LiveHeap.Megabytes(server), server.MegabytesResident(), 0);
        for (var i = 0; i < Pages; i++) rows = await Open(context);
        var residentEach = (server.MegabytesResident() - resident) / Pages;
        var heapEach = (await LiveHeap.Megabytes(server) - heap) / Pages;
        report.Say("page", string.Create(CultureInfo.InvariantCulture,
            $"{Pages} further pages `/queue?view=all` with {rows} rows, live in Chromium: {heapEach:N2} MB of live heap each, floor 1 MB, goal 0.5 MB; {residentEach:N2} MB of resident memory, goal 1.2 MB ({heap:N0} and {resident:N0} MB before them; load average {Report.Load()})."));
    }

    private static async Task SignIn(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.GetByLabel("Email address").FillAsync(BuiltProgram.Email);
        await page.GetByLabel("Password", new() { Exact = true }).FillAsync(BuiltProgram.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        await page.CloseAsync();
    }

    /// <summary>Leaves a page open, and returns how many rows it shows.</summary>
    private static async Task<int> Open(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync("/queue?view=all");
        await page.Locator("html[data-live]").WaitForAsync();
        return await page.Locator("tr[data-row]").CountAsync();
    }
}
