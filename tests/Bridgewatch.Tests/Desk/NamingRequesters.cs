using Bridgewatch.Desk.Text;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;

namespace Bridgewatch.Tests.Desk;

/// <summary>A ticket that nobody asked for gets somebody who asks.</summary>
public class NamingRequesters
{
    [Theory, BothEngines]
    public async Task Whoever_asks_later_is_answered_and_their_organization_counts(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Posts("organizations", new { name = "Acme", tier = "platinum", revenue = new { amount = 2_000_000, currency = "EUR", asOf = "2026-01-01" }, domains = new[] { "acme.example" } });
        await app.Ada.Posts("tickets", new { subject = "Disk full", body = "db-3", type = "alert", severity = "outage" });
        var before = (await app.Ada.Gets("tickets/T-1")).GetProperty("impact").GetProperty("score").GetInt32();

        (await app.Ada.IsRefused(422, HttpMethod.Put, "tickets/T-1/requester", new { email = "kim" })).GetProperty("errors").TryGetProperty("email", out _).ShouldBeTrue();
        await app.Person("Aud", "auditor").IsRefused(403, HttpMethod.Put, "tickets/T-1/requester", new { email = "kim@acme.example" });
        await app.Ada.IsRefused(404, HttpMethod.Put, "tickets/T-9/requester", new { email = "kim@acme.example" });
        await app.Ada.Puts("tickets/T-1/requester", new { email = "kim@acme.example", name = "Kim" });
        await app.Ada.Puts("tickets/T-1/requester", new { email = "KIM@acme.example" });

        var ticket = await app.Ada.Gets("tickets/T-1");
        (ticket.GetProperty("requester").GetProperty("email").GetString(), ticket.GetProperty("organization").GetProperty("name").GetString()).ShouldBe(("kim@acme.example", "Acme"));
        ticket.GetProperty("impact").GetProperty("score").GetInt32().ShouldBeGreaterThan(before);
        (await app.JournalTypes()).Count(t => t == "desk.ticket.requester-named.v1").ShouldBe(1);
        (await app.Ada.IsRefused(409, HttpMethod.Put, "tickets/T-1/requester", new { email = "lee@acme.example" })).GetProperty("type").GetString()
            .ShouldBe("urn:bridgewatch:problem:has-requester");
        (await app.Verifies()).Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("**bold** _it_ `code` [a](http://x) ![i](x) <b>b</b> # h | t ~~s~~ &amp; @ada")]
    [InlineData("ERR_SSL_HANDSHAKE in __init__ of snake_case_name")]
    [InlineData("\\*already\\*")]
    public void Words_of_a_machine_read_as_they_were_written(string text)
    {
        var html = SafeHtml.From(Verbatim.InMarkdown(text));
        System.Net.WebUtility.HtmlDecode(html.Replace("<p>", "", StringComparison.Ordinal).Replace("</p>", "", StringComparison.Ordinal).Trim()).ShouldBe(text);
    }

    [Fact]
    public void Codes_are_still_found_in_words_of_a_machine() =>
        ErrorCodes.In(Verbatim.InMarkdown("ERR_SSL_HANDSHAKE and PAY-4102")).ShouldBe(["ERR_SSL_HANDSHAKE", "PAY-4102"], ignoreOrder: true);
}
