using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Kernel;

public class TheApiDescription
{
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact, Trait(Approved.Trait, "file")]
    public async Task The_openapi_document_is_the_committed_one()
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        var document = JsonNode.Parse(await app.Http.GetStringAsync("/openapi/v1.json"))!.AsObject();
        document["openapi"]!.GetValue<string>().ShouldStartWith("3.1");
        // Where this very program listens.
        document.Remove("servers");
        await Approved.ShouldBe(document.ToJsonString(Pretty) + "\n", "docs", "openapi.json");
    }

    [Fact]
    public async Task The_reference_is_a_page_of_ours_with_a_policy_of_its_own()
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        using var page = await app.Http.GetAsync("/docs/api");
        page.EnsureSuccessStatusCode();
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = policy.Split("'nonce-")[1].Split('\'')[0];
        var html = await page.Content.ReadAsStringAsync();
        html.ShouldContain($"nonce=\"{nonce}\"");
        html.ShouldNotContain("https://", customMessage: "nothing of it comes from elsewhere");
        using var again = await app.Http.GetAsync("/docs/api");
        again.Headers.GetValues("Content-Security-Policy").Single().ShouldNotContain(nonce);
        using var script = await app.Http.GetAsync("/docs/api/scalar.js");
        script.EnsureSuccessStatusCode();
    }
}
