using System.Text.RegularExpressions;
using Bridgewatch.Tests.Harness;
using Microsoft.Playwright;

namespace Bridgewatch.BrowserTests;

/// <summary>Walks through the product with a company's data in it, along the links of its own pages.</summary>
public partial class TheWholeDemonstration(TestBrowser browser)
{
    private const string Email = "ops@northlane.example";
    private const int FewestRoutes = 25;

    [Long]
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_route_with_data_is_accessible_and_keeps_the_content_security_policy(bool onAPhoneAtNight)
    {
        await using var database = await TestDatabase.Create(Engine.Sqlite);
        string[] at = ["--data", database.Data];
        var password = new Dictionary<string, string?> { ["BRIDGEWATCH_ADMIN_PASSWORD"] = RunningApp.Password };
        foreach (var verb in (string[][])[["setup", "--email", Email, "--name", "Olga Ops", "--company", "Northlane"], ["demo", "--tickets", "400"]])
        {
            var done = await ServerProcess.Cli([.. verb, .. at], password);
            done.Exit.ShouldBe(0, done.Errors);
        }
        await using var server = await ServerProcess.Start(database.Store);
        await using var visit = await browser.Visit(server.Url, new(Phone: onAPhoneAtNight, Dark: onAPhoneAtNight));
        await SignIn(visit);

        var waiting = new Queue<string>(["/queue?view=all", "/settings/people", "/practices", "/account"]);
        var seen = new HashSet<string>();
        while (waiting.TryDequeue(out var path))
        {
            if (!seen.Add(RouteOf(path))) continue;
            var answer = await visit.Open(path);
            answer.Ok.ShouldBeTrue(path);
            // Pages about passwords are plain forms and have no circuit.
            if (await visit.Page.Locator("nav[aria-label=Main]").CountAsync() > 0) await visit.Live();
            await visit.ShouldBeAccessible();
            await visit.Screenshot("demo" + Sign().Replace(RouteOf(path), "-"));
            foreach (var link in await visit.Page.Locator("a[href^='/']:not([download])").EvaluateAllAsync<string[]>("links => links.map(l => l.getAttribute('href'))"))
                if (!IsNoPage(link)) waiting.Enqueue(link);
        }
        seen.Count.ShouldBeGreaterThan(FewestRoutes, string.Join('\n', seen));
    }

    private static async Task SignIn(Visit visit)
    {
        await visit.Open("/sign-in");
        await visit.Page.GetByLabel("Email address").FillAsync(Email);
        await visit.Page.GetByLabel("Password", new() { Exact = true }).FillAsync(RunningApp.Password);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await Assertions.Expect(visit.Page).Not.ToHaveURLAsync(new Regex("sign-in"));
    }

    /// <summary>The page without what only says which of its kind: an id, a number, the rest of a component's path, a page of a list.</summary>
    private static string RouteOf(string path)
    {
        var (bare, query) = path.Split('?') is [var b, var q] ? (b, q) : (path, "");
        var route = Component().Replace(Id().Replace(bare, "/one"), "$1/one");
        return query.StartsWith("part=", StringComparison.Ordinal) ? $"{route}/{query[5..]}" : route;
    }

    private static bool IsNoPage(string link) =>
        link == "/" // the queue by another name
        || link.StartsWith("/openapi", StringComparison.Ordinal) || link.StartsWith("/docs", StringComparison.Ordinal) || link.StartsWith("/api", StringComparison.Ordinal)
        || link.StartsWith("/sign-", StringComparison.Ordinal) || link.Contains('#', StringComparison.Ordinal);

    [GeneratedRegex(@"/(T-\d+|[0-9a-f]{8}-[0-9a-f-]{27}|\d+(\.\d+)?)(?=/|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Id();

    [GeneratedRegex("^(/settings/components)/.+")]
    private static partial Regex Component();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.IgnoreCase)]
    private static partial Regex Sign();
}
