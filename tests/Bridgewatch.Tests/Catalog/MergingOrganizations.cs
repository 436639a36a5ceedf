using System.Net;
using System.Text.Json;
using Bridgewatch.Access.Roles;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Desk;
using Bridgewatch.Tests.Desk.Portal;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Catalog;

/// <summary>One customer that was known as two.</summary>
public class MergingOrganizations
{
    [Theory, BothEngines(LongOnPostgres = true)]
    public async Task All_tickets_of_both_count_for_the_one_that_stays_and_everybody_sees_what_they_should(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        var (acme, beta) = (await app.HasOrganization("Acme", "acme.example"), await app.HasOrganization("Beta", "beta.example"));
        await app.Ada.Patches($"organizations/{acme}", new { tier = "platinum", region = "EU" });
        await app.Knows("Kim", "kim@acme.example", new SpeaksFor(acme, "Lead", RequestSight.All));
        await app.Knows("Mia", "mia@beta.example", new SpeaksFor(beta, null, RequestSight.All));
        var nia = await app.Knows("Nia", "nia@acme.example", new(acme, null, RequestSight.All), new(beta, "Adviser", RequestSight.Own));
        string[] askers = ["kim@acme.example", "lee@acme.example", "mia@beta.example", "own@beta.example"];
        foreach (var from in askers) await app.Ada.Posts("tickets", new { subject = from, body = from, requester = new { email = from } });
        await app.Ada.Puts("tickets/T-2/resolution", new { code = "fixed", note = "Done." });
        var (abe, ben) = (app.Person("Abe"), app.Person("Ben"));
        await app.Grant(abe, BuiltInRoles.SupportLead, GrantScope.Organization, acme.Value);
        await app.Grant(ben, BuiltInRoles.SupportLead, GrantScope.Organization, beta.Value);
        using var kim = await app.Customer("kim@acme.example");
        using var mia = await app.Customer("mia@beta.example");
        using var lee = await app.Customer("lee@acme.example");
        using var both = await app.Customer("nia@acme.example");
        await Sees(kim, "T-1", "T-2");
        await Sees(mia, "T-3", "T-4");
        await Sees(lee, "T-2");
        await Sees(both, "T-1", "T-2");
        (await Listed(abe)).ShouldBe(["T-1", "T-2"], ignoreOrder: true);
        (await Listed(ben)).ShouldBe(["T-3", "T-4"], ignoreOrder: true);
        var impact = await Impact(app);

        var preview = await app.Ada.Gets($"organizations/{acme}/merge?into={beta}");
        (Count("contacts"), Count("inBoth"), Count("narrowed"), Count("followAll")).ShouldBe((3, 1, 1, 2));
        preview.GetProperty("differing").EnumerateArray().Select(d => d.GetString()).ShouldBe(["tier", "region"]);
        preview.GetProperty("grants").EnumerateArray().Select(g => g.GetProperty("name").GetString()).ShouldBe(["Abe"]);
        preview.GetProperty("against").ValueKind.ShouldBe(JsonValueKind.Null);
        await abe.IsRefused(404, HttpMethod.Put, $"organizations/{acme}/merge", new { into = beta });
        await app.Ada.Puts($"organizations/{acme}/merge", new { into = beta });

        await Eventually.Passes(async () => (await Listed(ben)).ShouldBe(["T-1", "T-2", "T-3", "T-4"], ignoreOrder: true), "tickets follow");
        // What was granted for the one is not granted for the other.
        (await Listed(abe)).ShouldBeEmpty();
        await abe.IsRefused(404, HttpMethod.Get, "tickets/T-1");
        await abe.IsRefused(404, HttpMethod.Get, $"organizations/{acme}");
        await Sees(kim, "T-1", "T-2", "T-3", "T-4");
        await Sees(mia, "T-1", "T-2", "T-3", "T-4");
        await Sees(lee, "T-2");
        await Sees(both);
        (await Impact(app)).ShouldBeLessThan(impact);
        var stays = await app.Ada.Gets($"organizations/{acme}");
        (stays.GetProperty("id").GetString(), stays.GetProperty("merged")[0].GetProperty("id").GetString(), stays.GetProperty("tier").GetString()).ShouldBe((beta.ToString(), acme.ToString(), "standard"));
        stays.GetProperty("domains").EnumerateArray().Select(d => d.GetString()).ShouldBe(["acme.example", "beta.example"]);
        (await app.Ada.Gets($"contacts/{nia}")).GetProperty("organizations").EnumerateArray().Single().GetProperty("sees").GetString().ShouldBe("own");
        (await app.Ada.Gets("organizations?archived=true")).GetProperty("items").GetArrayLength().ShouldBe(0);
        (await app.Ada.Gets("tickets?q=organization:Acme")).GetProperty("items").GetArrayLength().ShouldBe(4, "those of both");
        (await app.Ada.Gets($"tickets?organization={acme}")).GetProperty("items").GetArrayLength().ShouldBe(4);
        await app.Ada.Posts("tickets", new { subject = "Later", body = "b", requester = new { email = "new@acme.example" } });
        (await app.Ada.Gets("tickets/T-5")).GetProperty("organization").GetProperty("id").GetString().ShouldBe(beta.ToString());
        (await app.Ada.IsRefused(409, HttpMethod.Patch, $"organizations/{acme}", new { note = "n" })).GetProperty("type").GetString()!.ShouldContain("merged");
        (await app.TicketsAreTheirFolds()).ShouldBe(5);
        var types = await app.JournalTypes();
        foreach (var type in new[] { "catalog.organization.merged.v1", "catalog.organization.took-in.v1", "catalog.contact.moved.v1", "desk.ticket.organization-changed.v1" }) types.ShouldContain(type);

        // Whoever was merged before goes along, in one step.
        var gamma = await app.HasOrganization("Gamma");
        await app.Ada.Puts($"organizations/{beta}/merge", new { into = gamma });
        (await app.Ada.Gets($"organizations/{acme}")).GetProperty("id").GetString().ShouldBe(gamma.ToString());
        await Eventually.Passes(async () => (await app.Ada.Gets($"tickets?organization={gamma}")).GetProperty("items").GetArrayLength().ShouldBe(5), "tickets follow again");

        int Count(string what) => preview.GetProperty(what).GetInt32();
    }

    [Theory, BothEngines]
    public async Task What_stands_below_rises_without_a_circle_and_what_both_use_is_said_once(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (top, middle, low) = (await app.HasOrganization("Top"), await app.HasOrganization("Middle"), await app.HasOrganization("Low"));
        await app.Ada.Patches($"organizations/{middle}", new { parent = top });
        await app.Ada.Patches($"organizations/{low}", new { parent = middle });
        await app.Admin.Posts("services", new { name = "Payments" });
        await app.Admin.Posts("services", new { name = "Cards" });
        foreach (var (organization, service, from, until) in new[] { (top, "payments", "2026-01-01", "2026-06-30"), (low, "payments", "2026-05-01", null), (top, "cards", "2026-01-01", (string?)null) })
            await app.Ada.Posts("subscriptions", new { organization, service, from, until });
        (await app.Ada.IsRefused(422, HttpMethod.Put, $"organizations/{top}/merge", new { into = top })).ToString().ShouldContain("another organization");

        await app.Ada.Puts($"organizations/{top}/merge", new { into = low });
        (await app.Ada.Gets($"organizations/{low}")).GetProperty("parent").ValueKind.ShouldBe(JsonValueKind.Null);
        (await app.Ada.Gets($"organizations/{middle}")).GetProperty("parent").GetString().ShouldBe(low.ToString());
        var uses = (await app.Ada.Gets($"subscriptions?organization={low}")).GetProperty("items").EnumerateArray().ToList();
        uses.Select(u => (u.GetProperty("service").GetString(), u.GetProperty("from").GetString(), u.GetProperty("until").GetString()))
            .ShouldBe([("payments", "2026-01-01", null), ("cards", "2026-01-01", null)], ignoreOrder: true);
        var gone = await app.HasOrganization("Gone");
        await app.Ada.Deletes($"organizations/{gone}");
        (await app.Ada.IsRefused(409, HttpMethod.Put, $"organizations/{middle}/merge", new { into = gone })).GetProperty("type").GetString()!.ShouldContain("into-archived");
    }

    [Theory, BothEngines]
    public async Task More_tickets_than_move_at_once_all_follow_and_nothing_else_of_them_changes(Engine engine)
    {
        const int Many = 60;
        await using var app = await RunningApp.On(engine);
        var (acme, beta) = (await app.HasOrganization("Acme", "acme.example"), await app.HasOrganization("Beta"));
        for (var i = 0; i < Many; i++) await app.Ada.Posts("tickets", new { subject = $"No {i}", body = "b", requester = new { email = "kim@acme.example" } });
        var updated = (await app.Ada.Gets("tickets/T-7")).GetProperty("updatedAt").GetString();
        await app.Ada.Puts($"organizations/{acme}/merge", new { into = beta });
        await Eventually.Passes(async () => (await app.Ada.Gets($"tickets?organization={beta}&count=true")).GetProperty("count").GetProperty("value").GetInt32().ShouldBe(Many), "in two turns");
        (await app.Ada.Gets("tickets/T-7")).GetProperty("updatedAt").GetString().ShouldBe(updated);
        (await app.TicketsAreTheirFolds()).ShouldBe(Many);
    }

    [Theory, BothEngines]
    public async Task A_merge_of_contacts_is_taken_back_exactly_also_after_their_organization_was_merged(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (acme, beta) = (await app.HasOrganization("Acme"), await app.HasOrganization("Beta"));
        var wide = await app.Knows("Kim", "kim@acme.example", new SpeaksFor(acme, "Lead", RequestSight.All));
        var narrow = await app.Knows("Kim Ito", "kim@home.example", new SpeaksFor(acme));
        await app.Ada.Puts($"contacts/{narrow}/merge", new { into = wide });
        await app.Ada.Puts($"organizations/{acme}/merge", new { into = beta });
        (await Belongs(app, wide)).ShouldBe([("Beta", "Lead", "own")]);
        await app.Ada.Deletes($"contacts/{narrow}/merge");
        (await Belongs(app, wide)).ShouldBe([("Beta", "Lead", "all")]);
        (await Belongs(app, narrow)).ShouldBe([("Beta", null, "own")]);
    }

    [Theory, BothEngines]
    public async Task A_split_tells_before_what_moves_and_takes_earlier_tickets_only_when_asked_to(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        var acme = await app.HasOrganization("Acme", "acme.example", "spin.example");
        await app.Ada.Patches($"organizations/{acme}", new { tier = "gold", region = "EU" });
        var kim = await app.Knows("Kim", "kim@spin.example", new SpeaksFor(acme, "Lead", RequestSight.All));
        var lee = await app.Knows("Lee", "lee@acme.example", new SpeaksFor(acme, null, RequestSight.All));
        foreach (var from in new[] { "kim@spin.example", "lee@acme.example" }) await app.Ada.Posts("tickets", new { subject = from, body = from, requester = new { email = from } });
        var wanted = new { name = "Spin", contacts = new[] { kim }, domains = new[] { "spin.example" }, dryRun = true };
        var plan = await app.Ada.Posts($"organizations/{acme}/split", wanted);
        plan.GetProperty("contacts").EnumerateArray().Select(c => c.GetProperty("name").GetString()).ShouldBe(["Kim"]);
        (plan.GetProperty("stays").GetProperty("contacts").GetInt32(), plan.GetProperty("stays").GetProperty("domains")[0].GetString()).ShouldBe((1, "acme.example"));
        (await app.Ada.Gets("organizations")).GetProperty("items").GetArrayLength().ShouldBe(1, "nothing was written");

        var done = await app.Ada.Posts($"organizations/{acme}/split", new { wanted.name, wanted.contacts, wanted.domains });
        var spin = done.GetProperty("into").GetString()!;
        var made = await app.Ada.Gets($"organizations/{spin}");
        (made.GetProperty("tier").GetString(), made.GetProperty("region").GetString(), made.GetProperty("domains")[0].GetString()).ShouldBe(("gold", "EU", "spin.example"));
        using var atSpin = await app.Customer("kim@spin.example");
        using var atAcme = await app.Customer("lee@acme.example");
        await Sees(atSpin, "T-1");
        await Sees(atAcme, "T-1", "T-2");
        await app.Ada.Posts("tickets", new { subject = "Later", body = "b", requester = new { email = "kim@spin.example" } });
        await Sees(atSpin, "T-1", "T-3");
        await Sees(atAcme, "T-1", "T-2");

        // Lee follows to the same one, and takes along what was asked before.
        await app.Ada.Posts($"organizations/{acme}/split", new { into = spin, contacts = new[] { lee }, alsoEarlier = true });
        await Eventually.Passes(async () => (await app.Ada.Gets("tickets/T-2")).GetProperty("organization").GetProperty("id").GetString().ShouldBe(spin), "goes along");
        await Sees(atSpin, "T-1", "T-2", "T-3");
        await Sees(atAcme, "T-2", "T-3");
        (await app.TicketsAreTheirFolds()).ShouldBe(3);

        (await app.Ada.IsRefused(422, HttpMethod.Post, $"organizations/{acme}/split", new { into = spin, contacts = new[] { lee } })).ToString().ShouldContain("belong to the organization");
        (await app.Ada.IsRefused(422, HttpMethod.Post, $"organizations/{acme}/split", new { into = spin })).ToString().ShouldContain("Choose contacts");
        (await app.Ada.IsRefused(422, HttpMethod.Post, $"organizations/{acme}/split", new { domains = new[] { "acme.example" } })).ToString().ShouldContain("name for a new organization");
        var types = await app.JournalTypes();
        foreach (var type in new[] { "split", "split-off" }) types.ShouldContain($"catalog.organization.{type}.v1");
    }

    private static async Task<IReadOnlyList<string?>> Listed(TestPerson person) =>
        [.. (await person.Gets("tickets?sort=created")).GetProperty("items").EnumerateArray().Select(t => t.GetProperty("number").GetString())];

    private static async Task<IReadOnlyList<(string?, string?, string?)>> Belongs(RunningApp app, ContactId contact) =>
        [.. (await app.Ada.Gets($"contacts/{contact}")).GetProperty("organizations").EnumerateArray()
            .Select(o => (o.GetProperty("name").GetString(), o.GetProperty("role").GetString(), o.GetProperty("sees").GetString()))];

    private static async Task<int> Impact(RunningApp app) => (await app.Ada.Gets("tickets/T-1")).GetProperty("impact").GetProperty("score").GetInt32();

    private static async Task Sees(FormBrowser browser, params string[] expected)
    {
        var page = await browser.Read("/portal?show=all");
        foreach (var number in new[] { "T-1", "T-2", "T-3", "T-4" })
        {
            page.Contains($"/portal/requests/{number}\"", StringComparison.Ordinal).ShouldBe(expected.Contains(number), number);
            using var answer = await browser.Open($"/portal/requests/{number}");
            answer.StatusCode.ShouldBe(expected.Contains(number) ? HttpStatusCode.OK : HttpStatusCode.NotFound, number);
        }
    }
}
