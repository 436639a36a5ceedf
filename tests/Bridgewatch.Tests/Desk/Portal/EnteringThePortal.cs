using System.Net;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Desk.Portal;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Tests.Desk.Forms;
using Bridgewatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Tests.Desk.Portal;

/// <summary>Customers come in by a link in their mail, and by nothing else.</summary>
public class EnteringThePortal
{
    [Theory, BothEngines]
    public async Task A_mailed_link_is_looked_at_often_and_opens_the_portal_once(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        await app.Knows("Kim Ito", "kim@acme.example");
        using var browser = app.Browser();
        (await browser.Open("/portal")).Headers.Location!.ToString().ShouldBe("/portal/sign-in?returnUrl=%2Fportal");
        await browser.Submit("/portal/sign-in?returnUrl=%2Fportal%2Fnew", ("Form.Address", "Kim@ACME.example"));
        var link = await app.LinkTo("kim@acme.example");
        using var scanner = app.Browser();
        for (var i = 0; i < 3; i++) (await scanner.Read(link)).ShouldContain("Open your requests");
        (await scanner.Post(link, ("_handler", "portal-link"))).StatusCode.ShouldBe(HttpStatusCode.BadRequest, "a foreign page cannot use it");
        (await browser.Submit(link)).Headers.Location!.ToString().ShouldEndWith("/portal/new");
        (await browser.Read("/portal")).ShouldContain("Signed in as Kim Ito");
        (await scanner.Read(link)).ShouldContain("works no longer");
        (await scanner.Open("/portal")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await Should.ThrowAsync<Refusal>(() => app.As(Caller.Anonymous, new UsePortalLink(link[(link.LastIndexOf('/') + 1)..])));

        (await browser.Post("/portal/sign-out")).StatusCode.ShouldBe(HttpStatusCode.BadRequest, "nor sign anybody out");
        (await browser.Read("/portal")).ShouldContain("Kim Ito");
        (await browser.Post("/portal/sign-out", PortalVisitors.HiddenIn(await browser.Read("/portal")))).Headers.Location!.ToString().ShouldEndWith("/portal/sign-in");
        (await browser.Open("/portal")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await app.AllJournalTypes()).Where(t => t.StartsWith("desk.portal.", StringComparison.Ordinal))
            .ShouldBe(["desk.portal.link-asked-for.v1", "desk.portal.entered.v1", "desk.portal.left.v1"]);
    }

    [Theory, BothEngines]
    public async Task Asking_for_a_link_tells_nobody_who_is_known_and_fills_nobodys_letter_box(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        await app.Knows("Kim Ito", "kim@acme.example");
        using var browser = app.Browser();
        var known = await (await browser.Submit("/portal/sign-in", ("Form.Address", "kim@acme.example"))).Content.ReadAsStringAsync();
        var unknown = await (await browser.Submit("/portal/sign-in", ("Form.Address", "nobody@acme.example"))).Content.ReadAsStringAsync();
        known.ShouldContain("Look into your mail");
        PortalVisitors.Plain(known).ShouldBe(PortalVisitors.Plain(unknown));
        (await app.MailsTo("nobody@acme.example")).ShouldBeEmpty();
        for (var i = 0; i < 6; i++) await app.As(Caller.Anonymous, new AskForPortalLink("kim@acme.example", Bridgewatch.Catalog.Brands.Brand.Default));
        (await app.MailsTo("kim@acme.example")).Count.ShouldBe(AskForPortalLinkHandler.MostAnHour);
        app.MoveClock(PortalLink.Life);
        (await browser.Read(await app.LinkTo("kim@acme.example"))).ShouldContain("works no longer");
        for (var i = 0; i < 31; i++) await browser.Post("/portal/sign-in", ("Form.Address", "x@y.example"));
        (await browser.Post("/portal/sign-in", ("Form.Address", "x@y.example"))).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Theory, BothEngines]
    public async Task A_session_ends_with_its_time_and_with_the_contact(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        var kim = await app.Knows("Kim Ito", "kim@acme.example");
        await app.Knows("Lee Long", "lee@acme.example");
        using (var browser = await app.Customer("kim@acme.example"))
        {
            await app.Send(new ArchiveContact(kim));
            (await browser.Open("/portal")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            await Eventually.Holds(async () => await app.Look(db => Task.FromResult(!db.Set<PortalSession>().Any())), "the session is gone");
            await app.Send(new ChangeContact(kim, Archived: false));
            (await browser.Open("/portal")).StatusCode.ShouldBe(HttpStatusCode.Redirect, "and does not come back with them");
        }
        using (var browser = await app.Customer("lee@acme.example"))
        {
            app.MoveClock(PortalSession.Life);
            (await browser.Open("/portal")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        }
        using (var browser = await app.Customer("lee@acme.example"))
        {
            await app.As(Caller.Anonymous, new LeaveRequest("lee@acme.example", "Lee Long", "Left before", "Canary", Bridgewatch.Catalog.Brands.Brand.Default));
            await app.Send(new ErasePerson("lee@acme.example"));
            (await browser.Open("/portal")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
            (await app.Look(db => Task.FromResult(db.Set<LeftRequest>().Any() || db.Set<PortalSession>().Any(s => s.Contact != kim)))).ShouldBeFalse();
        }
    }

    [Theory, BothEngines]
    public async Task Sessions_and_links_end_with_an_address_that_is_taken_away_and_with_none_that_is_added(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        var (kim, lee) = (await app.Knows("Kim Ito", "kim@acme.example"), await app.Knows("Lee Long", "lee@acme.example"));
        using var browser = await app.Customer("kim@acme.example");
        using var other = await app.Customer("lee@acme.example");
        foreach (var address in new[] { "kim@acme.example", "lee@acme.example" }) await app.As(Caller.Anonymous, new AskForPortalLink(address, Bridgewatch.Catalog.Brands.Brand.Default));
        var (link, others) = (await app.LinkTo("kim@acme.example"), await app.LinkTo("lee@acme.example"));
        foreach (string[] addresses in new string[][] { ["lee@acme.example", "lee@home.example"], ["lee@home.example", "lee@acme.example"] }) await app.Ada.Patches($"contacts/{lee}", new { addresses });
        await app.Ada.Patches($"contacts/{kim}", new { addresses = new[] { "kim@home.example" } });
        await Eventually.Holds(async () => (await browser.Open("/portal")).StatusCode == HttpStatusCode.Redirect, "signed out");
        (await browser.Read(link)).ShouldContain("works no longer");
        // What Lee got was read before what Kim lost.
        (await other.Read("/portal")).ShouldContain("Signed in as Lee Long");
        (await other.Read(others)).ShouldContain("Open your requests");
        using var again = await app.Customer("kim@home.example");
        (await again.Read("/portal")).ShouldContain("Signed in as Kim Ito");
    }

    [Theory, BothEngines]
    public async Task A_request_without_signing_in_waits_until_its_sender_shows_that_the_address_is_theirs(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        var acme = (await app.Ada.Posts("organizations", new { name = "Acme", domains = new[] { "acme.example" } })).GetProperty("id").GetString();
        using var browser = app.Browser();
        (string, string)[] fields =
            [("Form.Address", "kim@acme.example"), ("Form.Name", "Kim Ito"), ("Form.Subject", "Payouts stuck"), ("Form.Body", "Since noon."), ("Form.Website", "")];
        (await (await browser.Submit("/portal/ask", fields)).Content.ReadAsStringAsync()).ShouldContain("quicker than people write");
        (await (await browser.Submit("/portal/ask", [.. fields[..^1], ("Form.Website", "https://spam.example")])).Content.ReadAsStringAsync()).ShouldContain("Look into your mail");
        (await app.MailsTo("kim@acme.example")).ShouldBeEmpty("a program was told what everybody is told");

        var sent = await Slowly(app, browser, fields);
        sent.ShouldContain("Look into your mail");
        (await app.Ada.Gets("tickets")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await app.Ada.Gets("contacts")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await app.MailsTo("kim@acme.example")).ShouldHaveSingleItem().ShouldContain("Payouts stuck");
        var link = await app.LinkTo("kim@acme.example");
        (await browser.Open("/portal")).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await browser.Read(link)).ShouldContain("Payouts stuck");
        var request = (await browser.Submit(link)).Headers.Location!.ToString();
        (await browser.Read(new Uri(request).AbsolutePath)).ShouldContain("Since noon.");
        var ticket = (await app.Ada.Gets("tickets?q=")).GetProperty("items")[0];
        ticket.GetProperty("organization").GetProperty("id").GetString().ShouldBe(acme);
        (await browser.Read(link)).ShouldContain("works no longer");
        (await app.Look(db => Task.FromResult(db.Set<LeftRequest>().Any()))).ShouldBeFalse();
    }

    [Theory, BothEngines]
    public async Task What_a_stranger_says_in_fields_is_read_when_their_request_becomes_a_ticket(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        var forAll = new { seenBy = "customers", editedBy = "customers" };
        await MakingFields.Makes(app, "environment", "choice", asked: "opening", choices: new[] { new { name = "Production" }, new { name = "Staging" } }, more: forAll);
        await MakingFields.Makes(app, "seats", "number", asked: "opening", more: forAll);
        await MakingFields.Makes(app, "inner", "text", asked: "opening");
        using var browser = app.Browser();
        var form = await browser.Read("/portal/ask");
        form.ShouldContain("Environment");
        form.ShouldNotContain("Inner");
        (string, string)[] words = [("Form.Address", "kim@acme.example"), ("Form.Name", "Kim Ito"), ("Form.Subject", "Payouts stuck"), ("Form.Body", "Since noon."), ("Form.Website", "")];
        var tooMuch = await Slowly(app, browser, [.. words, ("field.environment", "staging"), ("field.seats", new string('9', LeftRequest.LongestBody))]);
        tooMuch.ShouldContain("too much to say in fields");
        tooMuch.ShouldContain("Since noon.", customMessage: "what was typed is still there");
        (await app.MailsTo("kim@acme.example")).ShouldBeEmpty();

        (await Slowly(app, browser, [.. words, ("field.environment", "staging"), ("field.seats", "about twelve"), ("field.inner", "not for me"), ("field.none", "x")])).ShouldContain("Look into your mail");
        (await app.Look(db => Task.FromResult(db.Set<LeftRequest>().Single()))).Answers.Keys.ShouldBe(["environment", "seats"], ignoreOrder: true);
        await browser.Submit(await app.LinkTo("kim@acme.example"));
        (await app.Ada.Gets("tickets/T-1")).GetProperty("fields").GetRawText().ShouldBe("""{"environment":"Staging"}""");
        (await app.Ada.Gets("tickets/T-1/messages")).ToString().ShouldContain("about twelve", customMessage: "what no field can hold is not lost");
    }

    /// <summary>Opens the form, takes the time that people take, and sends it.</summary>
    private static async Task<string> Slowly(RunningApp app, FormBrowser browser, (string, string)[] fields)
    {
        var stamps = app.Services.GetRequiredService<FormStamps>();
        var stamp = stamps.New();
        app.MoveClock(FormStamps.Shortest);
        stamps.IsTimely(stamp).ShouldBeTrue();
        using var page = await browser.Open("/portal/ask");
        var form = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var hidden = PortalVisitors.HiddenIn(form).Where(f => f.Name != "Form.Stamp");
        using var answer = await browser.Post("/portal/ask", [.. hidden, ("Form.Stamp", stamp), .. fields]);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
