using Bridgewatch.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests;

/// <summary>The browser itself, on pages of a few lines: what it must notice, and how it can look.</summary>
public class TheBrowserWorks(TestBrowser browser)
{
    [Theory, EveryViewing]
    public async Task A_sound_page_is_live_accessible_and_gives_a_picture(Viewing viewing)
    {
        await using var site = await Site.Start();
        await using var visit = await browser.Visit(site.Url, viewing);
        await visit.OpenLive("/");
        await visit.ShouldBeAccessible();
        new FileInfo(await visit.Screenshot("sound-page")).Length.ShouldBeGreaterThan(1000);
        (await visit.Page.EvaluateAsync<int>("innerWidth")).ShouldBe(viewing.Phone ? 390 : 1440);
        (await visit.Page.EvaluateAsync<bool>("matchMedia('(prefers-color-scheme: dark)').matches")).ShouldBe(viewing.Dark);
    }

    [Theory]
    [InlineData("/inline-script", "content security policy")]
    [InlineData("/throws", "thrown on purpose")]
    [InlineData("/missing", "404")]
    public async Task What_goes_wrong_in_a_page_fails_the_test(string path, string complaint)
    {
        await using var site = await Site.Start();
        var visit = await browser.Visit(site.Url);
        await visit.OpenLive(path);
        await Eventually.Holds(() => visit.Complaints.Count > 0, "the complaint arrives");
        (await Assert.ThrowsAsync<ShouldAssertException>(async () => await visit.DisposeAsync())).Message.ShouldContain(complaint);
    }

    [Fact]
    public async Task An_inaccessible_page_is_noticed()
    {
        await using var site = await Site.Start();
        await using var visit = await browser.Visit(site.Url);
        await visit.OpenLive("/pale");
        (await Assert.ThrowsAsync<ShouldAssertException>(visit.ShouldBeAccessible)).Message.ShouldContain("color-contrast");
    }

    [Fact]
    public async Task Without_script_a_page_stays_as_it_was_sent()
    {
        await using var site = await Site.Start();
        await using var visit = await browser.Visit(site.Url, new(Script: false));
        (await visit.Open("/")).Status.ShouldBe(StatusCodes.Status200OK);
        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading)).ToHaveTextAsync("Sound");
        (await visit.Page.Locator("html[data-live]").CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Reduced_motion_and_time_zone_reach_the_page()
    {
        await using var site = await Site.Start();
        await using var visit = await browser.Visit(site.Url, new(ReducedMotion: true, TimeZone: "Asia/Kathmandu"));
        await visit.Open("/");
        (await visit.Page.EvaluateAsync<bool>("matchMedia('(prefers-reduced-motion: reduce)').matches")).ShouldBeTrue();
        (await visit.Page.EvaluateAsync<int>("new Date(2026, 0, 1).getTimezoneOffset()")).ShouldBe(-(5 * 60 + 45));
    }

    /// <summary>A site of five pages under a strict content security policy.</summary>
    private sealed class Site(WebApplication app) : IAsyncDisposable
    {
        public string Url => app.Urls.First();

        public static async Task<Site> Start()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            app.Use(async (context, next) =>
            {
                context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src 'self' data:; style-src 'self'";
                await next();
            });
            app.MapGet("/", () => Page("<h1>Sound</h1>"));
            app.MapGet("/inline-script", () => Page("<h1>Inline</h1><script>document.title = 'changed'</script>"));
            app.MapGet("/throws", () => Page("<h1>Throws</h1><script src='/throw.js'></script>"));
            app.MapGet("/missing", () => Page("<h1>Missing</h1><script src='/nowhere.js'></script>"));
            app.MapGet("/pale", () => Page("<h1>Pale</h1><link rel='stylesheet' href='/pale.css'>"));
            app.MapGet("/live.js", () => Results.Text("document.documentElement.setAttribute('data-live', '')", "text/javascript"));
            app.MapGet("/throw.js", () => Results.Text("throw new Error('thrown on purpose')", "text/javascript"));
            app.MapGet("/pale.css", () => Results.Text("h1 { color: #eee; background: #fff }", "text/css"));
            await app.StartAsync();
            return new(app);
        }

        public async ValueTask DisposeAsync() => await app.DisposeAsync();

        private static IResult Page(string body) => Results.Text($"""
            <!doctype html><html lang="en"><head><title>Test page</title><meta name="viewport" content="width=device-width">
            <link rel="icon" href="data:,"><script defer src="/live.js"></script></head><body><main>{body}</main></body></html>
            """, "text/html");
    }
}
