using System.Globalization;
using System.Net;
using System.Text;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Ui;
using CsCheck;

namespace Bridgewatch.Tests.Catalog;

/// <summary>Names under which customers know us, and how they look.</summary>
public class SpeakingUnderBrands
{
    private const string Drawing = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M0 0h10v10z" fill="#2266aa"/></svg>""";

    [Theory, BothEngines]
    public async Task A_brand_has_a_colour_a_sender_and_a_logo_that_does_nothing_but_show(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var findings = await app.Ada.IsRefused(422, HttpMethod.Post, "brands", new { name = "Harbour", accent = "blue", sender = "nobody" });
        findings.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order().ShouldBe(["accent", "sender"]);
        await app.Ada.Posts("brands", new { name = "Harbour", accent = "#7A2E8E", sender = "Help@Harbour.example" });
        var made = await app.Ada.Gets("brands/harbour");
        (made.GetProperty("accent").GetString(), made.GetProperty("sender").GetString()).ShouldBe(("#7a2e8e", "Help@harbour.example"));

        using var given = await Put(app, Drawing);
        given.StatusCode.ShouldBe(HttpStatusCode.OK);
        var logo = (await app.Ada.Gets("brands/harbour")).GetProperty("logo").GetString()!;
        using var shown = await app.Http.GetAsync(logo, TestContext.Current.CancellationToken);
        (await shown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe(Drawing);
        shown.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        shown.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("sandbox");
        shown.Headers.CacheControl!.Public.ShouldBeTrue();

        foreach (var harmful in Harmful)
        {
            using var refused = await Put(app, harmful);
            refused.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, harmful.Length > 200 ? $"{harmful.Length} letters" : harmful);
        }
        await app.Ada.Patches("brands/harbour", new { accent = (string?)null });
        await app.Ada.Deletes("brands/harbour/logo");
        (await app.Ada.Gets("brands/harbour")).GetProperty("logo").GetString().ShouldBeNull();
        using var gone = await app.Http.GetAsync(logo, TestContext.Current.CancellationToken);
        gone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await app.JournalTypes()).Where(t => t.StartsWith("catalog.brand.", StringComparison.Ordinal)).ShouldBe(
        [
            "catalog.brand.added.v1", "catalog.brand.accent-changed.v1", "catalog.brand.sender-changed.v1", "catalog.brand.logo-changed.v1",
            "catalog.brand.accent-changed.v1", "catalog.brand.logo-changed.v1",
        ]);
    }

    [Fact]
    public void Any_colour_becomes_one_that_can_be_read_on_light_and_on_dark() =>
        Gen.Int[0, 0xFFFFFF].Sample(rgb =>
        {
            var accent = "#" + rgb.ToString("x6", CultureInfo.InvariantCulture);
            var (light, dark) = (AccentStyle.OnLight(accent), AccentStyle.OnDark(accent));
            return AccentStyle.Contrast(light, "#EEF1F3") >= AccentStyle.Enough && AccentStyle.Contrast(light, "#FFFFFF") >= AccentStyle.Enough
                && AccentStyle.Contrast(dark, "#1F262C") >= AccentStyle.Enough && AccentStyle.Contrast(dark, "#0B0E11") >= AccentStyle.Enough;
        });

    private static IEnumerable<string> Harmful =>
    [
        "", "GIF89a", "<html/>",
        """<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>""",
        """<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>""",
        """<svg xmlns="http://www.w3.org/2000/svg"><use href="https://elsewhere.example/x.svg#y"/></svg>""",
        """<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>""",
        """<svg xmlns="http://www.w3.org/2000/svg"><rect fill="url(https://elsewhere.example)"/></svg>""",
        """<svg xmlns="http://www.w3.org/2000/svg"><style>@import 'x'</style></svg>""",
        """<!DOCTYPE svg [<!ENTITY a "aaaa">]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>""",
        $"""<svg xmlns="http://www.w3.org/2000/svg"><desc>{new string('a', 100_000)}</desc></svg>""",
    ];

    private static async Task<HttpResponseMessage> Put(RunningApp app, string content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/brands/harbour/logo") { Content = new StringContent(content, Encoding.UTF8, "image/svg+xml") };
        request.Headers.Authorization = new("Bearer", await app.Ada.Token);
        return await app.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
