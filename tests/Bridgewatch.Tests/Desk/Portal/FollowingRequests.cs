using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Desk.Portal;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Catalog;
using Bridgewatch.Tests.Harness;
using NodaTime;

namespace Bridgewatch.Tests.Desk.Portal;

/// <summary>What a customer does in the portal, and what they never see there.</summary>
public partial class FollowingRequests
{
    [Theory, BothEngines]
    public async Task A_customer_opens_a_request_is_answered_answers_back_closes_it_and_opens_it_again(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        var acme = await app.HasOrganization("Acme", "acme.example");
        await app.Ada.Posts("services", new { name = "Payments" });
        await app.Ada.Posts("services", new { name = "Unknown to them" });
        await app.Ada.Posts("subscriptions", new { organization = acme, service = "payments", from = "2026-01-01" });
        await app.Knows("Kim Ito", "kim@acme.example");
        using var kim = await app.Customer("kim@acme.example");
        var form = await kim.Read("/portal/new");
        form.ShouldContain("Payments");
        form.ShouldNotContain("Unknown to them");
        (await (await kim.Submit("/portal/new", ("Form.Subject", ""), ("Form.Body", ""))).Content.ReadAsStringAsync()).ShouldContain("Describe what it is about.");

        // Sent twice, it is one request.
        (string, string)[] fields = [("Form.Subject", "Payouts stuck"), ("Form.Body", "PAY-4102 <script>alert(1)</script>"), ("Form.Service", "payments"), ("Form.Key", Guid.CreateVersion7().ToString())];
        var hidden = Inputs(form).Where(f => f.Item1 != "Form.Key").ToArray();
        var first = await kim.Post("/portal/new", [.. hidden, .. fields]);
        var again = await kim.Post("/portal/new", [.. hidden, .. fields]);
        first.Headers.Location!.ToString().ShouldEndWith("/portal/requests/T-1");
        again.Headers.Location.ShouldBe(first.Headers.Location);
        var ticket = await app.Ada.Gets("tickets/T-1");
        (ticket.GetProperty("component").GetString(), ticket.GetProperty("errorCodes")[0].GetString()).ShouldBe(("payments", "PAY-4102"));
        ticket.GetProperty("organization").GetProperty("id").GetString().ShouldBe(acme.ToString());
        var page = await kim.Read("/portal/requests/T-1");
        page.ShouldContain("Received");
        page.ShouldNotContain("<script");

        await app.Ada.Posts("tickets/T-1/notes", new { body = "Internal canary" });
        await app.Ada.Posts("tickets/T-1/replies", new { body = "Which **account**?", then = "waiting-on-customer" });
        page = await kim.Read("/portal/requests/T-1");
        page.ShouldContain("<strong>account</strong>");
        page.ShouldContain("Waiting for you");
        page.ShouldNotContain("canary");
        (await kim.Submit("/portal/requests/T-1", ("Form.Body", "The first one."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await app.Ada.Gets("tickets/T-1")).GetProperty("status").GetString().ShouldBe("open");
        (await app.Ada.Gets("tickets/T-1/messages")).GetProperty("items").EnumerateArray().Select(m => m.GetProperty("channel").GetString())
            .ShouldBe(["portal", "api", "email", "portal"]);

        // What is not solved cannot be closed by them.
        (await (await kim.Submit("/portal/requests/T-1", ("Form.Body", ""), ("Form.Deed", "close"))).Content.ReadAsStringAsync()).ShouldContain("cannot go from open to closed");
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Released." });
        (await kim.Submit("/portal/requests/T-1", ("Form.Body", ""), ("Form.Deed", "reopen"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await app.Ada.Gets("tickets/T-1")).GetProperty("status").GetString().ShouldBe("open");
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Released again." });
        (await kim.Submit("/portal/requests/T-1", ("Form.Body", "Still one left."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await app.Ada.Gets("tickets/T-1")).GetProperty("status").GetString().ShouldBe("open");
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "All released." });
        (await kim.Submit("/portal/requests/T-1", ("Form.Body", ""), ("Form.Deed", "close"))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        (await app.Ada.Gets("tickets/T-1")).GetProperty("status").GetString().ShouldBe("closed");
        (await kim.Read("/portal/requests/T-1")).ShouldContain("This request is closed");
        var next = new Uri((await kim.Submit("/portal/new?follows=T-1", ("Form.Subject", "Stuck again"), ("Form.Body", "As before."))).Headers.Location!.ToString()).Segments[^1];
        (await app.Ada.Gets($"tickets/{next}")).GetProperty("follows").GetString().ShouldBe("T-1");

        (await kim.Read("/portal")).ShouldNotContain("Payouts stuck");
        (await kim.Read("/portal?show=all")).ShouldContain("Payouts stuck");
        (await kim.Read("/portal?show=all&q=PAYOUTS")).ShouldContain("T-1");
        (await kim.Read($"/portal?show=all&q={next.ToLowerInvariant()}")).ShouldContain("Stuck again");
        (await kim.Read("/portal?show=all&q=elsewhere")).ShouldContain("Nothing found");
    }

    [Theory, BothEngines]
    public async Task A_customer_sees_their_own_requests_and_those_of_an_organization_only_when_somebody_said_so(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        var (acme, far) = (await app.HasOrganization("Acme", "acme.example"), await app.HasOrganization("Far", "far.example"));
        foreach (var (from, subject) in new[] { ("kim@acme.example", "Asked by Kim"), ("lee@acme.example", "Asked by Lee"), ("mia@far.example", "Asked by Mia") })
            await app.Ada.Posts("tickets", new { subject, body = subject, requester = new { email = from, name = from[..3] } });
        await app.Ada.Posts("tickets", new { subject = "Monitor's", body = "CPU" });
        using var kim = await app.Customer("kim@acme.example");
        await Sees(kim, ["T-1"]);
        var contact = (await app.Ada.Gets("contacts?q=kim")).GetProperty("items")[0];
        contact.GetProperty("organizations")[0].GetProperty("sees").GetString().ShouldBe("own", "a domain proves where they work, not what they may read");
        var path = $"contacts/{contact.GetProperty("id").GetString()}";
        await app.Ada.Patches(path, new { organizations = new[] { new { organization = acme, sees = "all" } } });
        await Sees(kim, ["T-1", "T-2"]);
        (await kim.Read("/portal")).ShouldContain("asked by lee");
        (await kim.Submit("/portal/requests/T-2", ("Form.Body", "Me too."))).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        await app.Ada.Patches(path, new { organizations = new[] { new { organization = acme } } });
        await Sees(kim, ["T-1", "T-2"]);
        await app.Ada.Patches(path, new { organizations = new[] { new { organization = acme, sees = "own" } } });
        await Sees(kim, ["T-1"]);
        await app.Ada.Patches(path, new { organizations = new[] { new { organization = far, sees = "all" } } });
        await Sees(kim, ["T-1", "T-3"]);
        (await app.JournalTypes()).Count(t => t == "catalog.contact.sight-changed.v1").ShouldBe(3);
    }

    [Theory, BothEngines]
    public async Task Whoever_follows_an_organization_reads_nothing_that_was_merged_from_another_one(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        var (acme, far) = (await app.HasOrganization("Acme", "acme.example"), await app.HasOrganization("Far", "far.example"));
        var kimKnown = await app.Knows("Kim", "kim@both.example", new SpeaksFor(acme));
        await app.Knows("Mia", "mia@acme.example", new SpeaksFor(acme, null, RequestSight.All));
        await app.Ada.Posts("tickets", new { subject = "At Acme", body = "Asked for Acme", requester = new { email = "kim@both.example" } });
        await app.Ada.Patches($"contacts/{kimKnown}", new { organizations = new[] { new { organization = far } } });
        await app.Ada.Posts("tickets", new { subject = "At Far", body = "Canary of Far", requester = new { email = "kim@both.example" } });
        var file = (await app.Ada.Brings("T-2", "far.txt", "Canary"u8.ToArray())).GetProperty("id").GetString()!;
        await app.Ada.Posts("tickets/T-2/replies", new { body = "See the file.", attachments = new[] { file } });
        await app.Ada.Puts("tickets/T-2/merge", new { into = "T-1" });
        using var kim = await app.Customer("kim@both.example");
        (await kim.Read("/portal/requests/T-1")).ShouldContain("Canary of Far");
        using var mia = await app.Customer("mia@acme.example");
        var page = await mia.Read("/portal/requests/T-1");
        page.ShouldContain("Asked for Acme");
        page.ShouldNotContain("Canary of Far");
        page.ShouldNotContain("See the file");
        (await mia.Open($"/portal/requests/T-1/files/{file}")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await kim.Open($"/portal/requests/T-1/files/{file}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, BothEngines]
    public async Task An_address_with_a_character_that_no_text_has_is_no_page(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        await app.Knows("Kim", "kim@acme.example");
        using var kim = await app.Customer("kim@acme.example");
        foreach (var path in new[] { "/portal/sign-in?brand=%00", "/portal?q=a%00b" })
            (await kim.Open(path)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
    }

    [Theory, BothEngines(LongOnPostgres = true)]
    public async Task What_is_somebody_elses_is_by_every_door_as_if_it_were_not_there(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        await app.HasOrganization("Acme", "acme.example");
        await app.HasOrganization("Far", "far.example");
        await app.Ada.Posts("tickets", new { subject = "Own", body = "Own", requester = new { email = "kim@acme.example", name = "Kim" } });
        await app.Ada.Posts("tickets", new { subject = "Foreign canary", body = "Foreign", requester = new { email = "mia@far.example", name = "Mia" } });
        await app.Ada.Posts("tickets/T-2/notes", new { body = "Note canary" });
        using var kim = await app.Customer("kim@acme.example");
        var (there, absent) = (await kim.Open("/portal/requests/T-2"), await kim.Open("/portal/requests/T-999"));
        (there.StatusCode, absent.StatusCode).ShouldBe((HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        var said = await there.Content.ReadAsStringAsync();
        said.ShouldContain("There is no such request");
        PortalVisitors.Plain(said).ShouldBe(PortalVisitors.Plain(await absent.Content.ReadAsStringAsync()));
        (await kim.Read("/portal?show=all&q=canary")).ShouldContain("Nothing found");
        (await kim.Read("/portal?show=all&q=T-2")).ShouldContain("Nothing found");
        // The own form's fields, posted to the other's address.
        var fields = Inputs(await kim.Read("/portal/requests/T-1"));
        foreach (var deed in new[] { "", "close", "reopen" })
            (await kim.Post("/portal/requests/T-2", [.. fields, ("Form.Body", "Mine"), ("Form.Deed", deed)])).StatusCode.ShouldNotBe(HttpStatusCode.Redirect);
        (await (await kim.Submit("/portal/new?follows=T-2", ("Form.Subject", "s"), ("Form.Body", "b"))).Content.ReadAsStringAsync()).ShouldContain("There is no request");
        // A customer's session is none of ours.
        foreach (var path in new[] { "/api/v1/tickets/T-1", "/api/v1/tickets/T-2/messages", "/api/v1/journal", "/api/v1/me" })
            (await kim.Open(path)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, path);
        foreach (var path in new[] { "/tickets/T-1", "/queue", "/settings" }) (await kim.Open(path)).StatusCode.ShouldBe(HttpStatusCode.Redirect, path);

        // Nor do commands and questions behind the pages know more than the pages.
        var session = await app.Look(db => Task.FromResult(db.Set<PortalSession>().Single()));
        var caller = new Caller(ActorKind.Contact, session.Contact.Value, Session: session.Id);
        Func<Task>[] deeds =
        [
            () => app.As(caller, new WriteAsCustomer(new(2), "x")), () => app.As(caller, new CloseAsCustomer(new(2))),
            () => app.As(caller, new ReopenAsCustomer(new(2))), () => app.As(caller, new WriteAsCustomer(new(999), "x")),
        ];
        foreach (var deed in deeds)
            (await Should.ThrowAsync<NotVisible>(deed)).Message.ShouldBe("There is no ticket that you can see.");
        await Should.ThrowAsync<Forbidden>(() => app.As(caller, new ReplyToTicket(new(1), "As one of ours", null)));
        var ada = new Caller(ActorKind.Person, (await app.Ada.Id).Value);
        await Should.ThrowAsync<Forbidden>(() => app.As(ada, new WriteAsCustomer(new(1), "As a customer")));
        (await app.Ask((ConversationQueries q, CancellationToken ct) => q.Messages(new(1), ct), caller)).ShouldAllBe(m => m.Kind != MessageKind.Note);
        (await app.Ada.Gets("tickets/T-2/messages")).GetProperty("items").GetArrayLength().ShouldBe(2);

        // Nor does the time tell. Medians of turns taken alternately, so that what else the machine does hits both.
        var (foreign, missing) = (new List<double>(), new List<double>());
        for (var i = 0; i < 15; i++)
        {
            foreign.Add(await Time(kim, "/portal/requests/T-2"));
            missing.Add(await Time(kim, "/portal/requests/T-999"));
        }
        (foreign.Order().ElementAt(7) / missing.Order().ElementAt(7)).ShouldBeInRange(0.3, 3);
    }

    [Fact]
    public async Task A_page_is_small_wears_the_brands_colour_by_its_hash_and_runs_no_script()
    {
        await using var app = await PortalVisitors.Open(Engine.Sqlite);
        await app.Ada.Posts("brands", new { name = "Harbour", accent = "#7A2E8E" });
        await app.Knows("Kim Ito", "kim@acme.example");
        for (var i = 0; i < 25; i++)
            await app.Ada.Posts("tickets", new { subject = $"Payouts are stuck since noon for account {i}", body = "b", requester = new { email = "kim@acme.example" } });
        using var answer = await app.Http.GetAsync("/portal/sign-in?brand=harbour", TestContext.Current.CancellationToken);
        var gate = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        gate.ShouldContain("Harbour");
        var style = Regex.Match(gate, "<style>(.*?)</style>").Groups[1].Value;
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain(Bridgewatch.Ui.AccentStyle.Hash(style));
        policy.ShouldNotContain("script-src");
        using var kim = await app.Customer("kim@acme.example");
        foreach (var path in new[] { "/portal", "/portal/requests/T-1", "/portal/new" })
        {
            var page = await kim.Read(path);
            page.ShouldNotContain("<script");
            var sheets = Regex.Matches(page, "<link rel=\"stylesheet\" href=\"([^\"]+)\"").Select(m => m.Groups[1].Value).ToList();
            var styles = 0;
            foreach (var sheet in sheets) styles += Compressed(await app.Http.GetByteArrayAsync("/" + sheet, TestContext.Current.CancellationToken));
            sheets.Count.ShouldBeGreaterThan(3);
            (System.Text.Encoding.UTF8.GetByteCount(page) + styles).ShouldBeLessThan(40_000, $"{path}: {page.Length} and {styles} of styles");
        }
        var next = WebUtility.HtmlDecode(Regex.Match(await kim.Read("/portal"), "href=\"(/portal\\?[^\"]*cursor=[^\"]*)\"").Groups[1].Value);
        Regex.Count(await kim.Read(next), "<li><a href=\"/portal/requests/").ShouldBe(25 - PortalQueries.PageSize);
    }

    [Theory, BothEngines]
    public async Task What_is_promised_is_told_where_its_policy_says_so(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        string[] day = ["00:00-24:00"];
        await app.Ada.Posts("calendars", new { name = "Always", zone = "Europe/London", hours = new { mon = day, tue = day, wed = day, thu = day, fri = day, sat = day, sun = day } });
        var targets = new { firstResponse = "1h", nextResponse = "1h", resolution = "8h" };
        var policy = (await app.Ada.Posts("sla-policies", new { name = "All", calendar = "always", targets = new { P1 = targets, P2 = targets, P3 = targets, P4 = targets }, when = "" })).GetProperty("id").GetString();
        await app.Knows("Kim Ito", "kim@acme.example");
        using var kim = await app.Customer("kim@acme.example");
        await kim.Submit("/portal/new", ("Form.Subject", "Payouts stuck"), ("Form.Body", "Since noon."));
        await Eventually.Holds(async () => (await app.Ada.Gets("tickets/T-1/clocks")).GetProperty("items").GetArrayLength() == 3, "it is promised");
        (await kim.Read("/portal/requests/T-1")).ShouldNotContain("First answer");

        await app.Ada.Patches($"sla-policies/{policy}", new { shownToCustomers = true });
        await Eventually.Passes(async () => (await kim.Read("/portal/requests/T-1")).ShouldContain("First answer by <time"), "the policy is asked again");
        (await kim.Read("/portal/requests/T-1")).ShouldContain("Solution by");
        app.MoveClock(Duration.FromHours(2));
        await Eventually.Passes(async () => (await kim.Read("/portal/requests/T-1")).ShouldContain("First answer was due"), "it is late");
        await app.Ada.Posts("tickets/T-1/replies", new { body = "Which account?", then = "waiting-on-customer" });
        await Eventually.Passes(async () => (await kim.Read("/portal/requests/T-1")).ShouldContain("First answer late,"), "it was answered late");
        (await kim.Read("/portal/requests/T-1")).ShouldContain("Solution: its time stands still for now");
        await kim.Submit("/portal/requests/T-1", ("Form.Body", "The first."));
        await Eventually.Passes(async () => (await kim.Read("/portal/requests/T-1")).ShouldContain("Next answer by"), "the next answer is owed");
        await app.Ada.Posts("tickets/T-1/replies", new { body = "Done." });
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Paid." });
        await Eventually.Passes(async () => (await kim.Read("/portal/requests/T-1")).ShouldContain("Solution in time,"), "it was solved in time");
    }

    /// <summary>As the server sends styles, which do not change.</summary>
    private static int Compressed(byte[] content)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(content);
        return (int)target.Length;
    }

    private static async Task Sees(FormBrowser browser, string[] expected)
    {
        var page = await browser.Read("/portal?show=all");
        Regex.Matches(page, "/portal/requests/(T-[0-9]+)").Select(m => m.Groups[1].Value).Order().ShouldBe(expected);
        foreach (var number in new[] { "T-1", "T-2", "T-3", "T-4" })
        {
            using var answer = await browser.Open($"/portal/requests/{number}");
            answer.StatusCode.ShouldBe(expected.Contains(number) ? HttpStatusCode.OK : HttpStatusCode.NotFound, number);
        }
    }

    private static async Task<double> Time(FormBrowser browser, string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await browser.Open(path);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>The hidden fields of the page's last form.</summary>
    private static (string, string)[] Inputs(string page) =>
        [.. Hidden().Matches(page[page.LastIndexOf("<form", StringComparison.Ordinal)..]).Select(m => (m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value)))];

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" ?/?>""")]
    private static partial Regex Hidden();
}
