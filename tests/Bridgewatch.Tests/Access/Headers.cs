using Bridgewatch.Tests.Harness;
using Bridgewatch.Ui;

namespace Bridgewatch.Tests.Access;

public class Headers
{
    [Fact]
    public async Task Each_kind_of_answer_has_its_policy_and_only_one()
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        await app.Ada.Gets("me");
        using var browser = app.Browser();
        Policy(await browser.Open("/sign-in")).ShouldBe(ContentPolicy.PublicWithScript);
        Policy(await browser.Open("/reset")).ShouldBe(ContentPolicy.Public);
        Policy(await browser.Open("/api/v1/me")).ShouldBe("default-src 'none'; frame-ancestors 'none'");
        await browser.SignIn("ada@example.test");
        Policy(await browser.Open("/account")).ShouldBe(ContentPolicy.Workspace);
        using var page = await browser.Open("/account");
        page.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        page.Headers.GetValues("Referrer-Policy").ShouldBe(["same-origin"]);
        page.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
        page.Headers.Contains("X-Frame-Options").ShouldBeFalse();
    }

    [Fact]
    public async Task Behind_tls_cookies_are_bound_to_the_host_and_browsers_remember_tls()
    {
        await using var app = await RunningApp.On(Engine.Sqlite, settings: new Dictionary<string, string?>
        {
            ["BRIDGEWATCH:PUBLICURL"] = "https://support.example.test",
            ["BRIDGEWATCH:TRUSTEDPROXIES"] = "127.0.0.1,::1",
        });
        var invited = await app.Admin.Posts("people", new { email = "kim@example.test" });
        invited.GetProperty("invitation").GetProperty("url").GetString()!.ShouldStartWith("https://support.example.test/invitation/");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "support.example.test");
        using var answer = await app.Http.SendAsync(request);
        answer.Headers.GetValues("Strict-Transport-Security").ShouldBe(["max-age=31536000"]);
        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        cookies.ShouldNotBeEmpty();
        cookies.ShouldAllBe(c => c.StartsWith("__Host-", StringComparison.Ordinal) && c.Contains("; secure") && c.Contains("path=/"));
    }

    [Fact]
    public async Task A_page_that_is_missing_says_so_and_the_api_answers_as_a_program_expects()
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        await app.Ada.Gets("me");
        using var browser = app.Browser();
        await browser.SignIn("ada@example.test");
        using var page = await browser.Open("/nowhere");
        ((int)page.StatusCode).ShouldBe(404);
        (await page.Content.ReadAsStringAsync()).ShouldContain("<html");
        using var api = await app.Http.GetAsync("/api/v1/nowhere");
        ((int)api.StatusCode).ShouldBe(404);
        api.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Styles_and_scripts_arrive_whole()
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        foreach (var file in new[] { "/_content/Bridgewatch.Ui/tokens.css", "/_framework/blazor.web.js", "/_content/Bridgewatch.Ui/query.js" })
            (await app.Http.GetByteArrayAsync(file)).Length.ShouldBeGreaterThan(1000, file);
    }

    private static string Policy(HttpResponseMessage answer) => answer.Headers.GetValues("Content-Security-Policy").Single();
}
