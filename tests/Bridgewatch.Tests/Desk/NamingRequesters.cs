using Bridgewatch.Desk.Text;
using Bridgewatch.Tests.Desk.Portal;
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
        (await app.Verifies()).Findings.ShouldBeEmpty();
    }

    [Theory, BothEngines]
    public async Task A_colleague_takes_over_and_a_stranger_only_where_that_is_meant(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        var acme = await app.Send(new Bridgewatch.Catalog.Organizations.AddOrganization("Acme"));
        await app.Knows("Kim", "kim@acme.example", new Bridgewatch.Catalog.Contacts.SpeaksFor(acme.Id));
        await app.Knows("Lee", "lee@acme.example", new Bridgewatch.Catalog.Contacts.SpeaksFor(acme.Id));
        await app.Ada.Posts("tickets", new { subject = "Payouts stuck", body = "b", requester = new { email = "kim@acme.example" } });
        using var kim = await app.Customer("kim@acme.example");
        using var lee = await app.Customer("lee@acme.example");
        await app.Ada.Puts("tickets/T-1/copies", new { emails = new[] { "lee@acme.example" } });
        (await lee.Open("/portal/requests/T-1")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        await app.Ada.Puts("tickets/T-1/requester", new { email = "lee@acme.example" });
        (await lee.Open("/portal/requests/T-1")).StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        (await kim.Open("/portal/requests/T-1")).StatusCode.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await app.Ada.Gets("tickets/T-1")).GetProperty("copies").GetArrayLength().ShouldBe(0);

        (await app.Ada.IsRefused(409, HttpMethod.Put, "tickets/T-1/requester", new { email = "mia@else.example" })).GetProperty("type").GetString()
            .ShouldBe("urn:bridgewatch:problem:discloses");
        (await app.Ada.Gets("tickets/T-1")).GetProperty("requester").GetProperty("email").GetString().ShouldBe("lee@acme.example");
        await app.Ada.Puts("tickets/T-1/requester", new { email = "mia@else.example", discloses = true });
        var ticket = await app.Ada.Gets("tickets/T-1");
        (ticket.GetProperty("requester").GetProperty("email").GetString(), ticket.GetProperty("organization").ValueKind).ShouldBe(("mia@else.example", System.Text.Json.JsonValueKind.Null));
        (await app.JournalTypes()).Count(t => t == "desk.ticket.requester-changed.v1").ShouldBe(2);
        (await app.TicketsAreTheirFolds()).ShouldBe(1);
        await app.Ada.Puts("tickets/T-1/closure", new { reason = "spam" });
        await app.Ada.IsRefused(409, HttpMethod.Put, "tickets/T-1/requester", new { email = "kim@acme.example", discloses = true });
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
