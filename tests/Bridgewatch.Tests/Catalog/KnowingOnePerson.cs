using System.Net;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Tests.Desk.Portal;
using Bridgewatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Catalog;

/// <summary>One person who was known as two contacts.</summary>
public class KnowingOnePerson
{
    [Theory, BothEngines]
    public async Task Two_contacts_become_one_who_reads_both_requests_and_stand_alone_again_when_it_is_taken_back(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        var acme = await app.HasOrganization("Acme", "acme.example");
        foreach (var (from, subject) in new[] { ("kim@acme.example", "From work"), ("kim@home.example", "From home"), ("lee@acme.example", "Somebody else's") })
            await app.Ada.Posts("tickets", new { subject, body = subject, requester = new { email = from, name = from } });
        var (work, home) = (await Of(app, "kim@acme.example"), await Of(app, "kim@home.example"));
        using var atHome = await app.Customer("kim@home.example");
        await Sees(atHome, "T-2");

        var preview = await app.Ada.Gets($"contacts/{home}/merge?into={work}");
        preview.GetProperty("addresses").EnumerateArray().Select(a => a.GetString()).ShouldBe(["kim@acme.example", "kim@home.example"]);
        preview.GetProperty("against").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        await app.Ada.Puts($"contacts/{home}/merge", new { into = work });
        // The old id answers with the person.
        var person = await app.Ada.Gets($"contacts/{home}");
        (person.GetProperty("id").GetString(), person.GetProperty("merged")[0].GetProperty("id").GetString()).ShouldBe((work, home));
        person.GetProperty("addresses").GetArrayLength().ShouldBe(2);
        (await app.Ada.Gets("contacts")).GetProperty("items").EnumerateArray().Select(c => c.GetProperty("id").GetString()).ShouldNotContain(home);
        (await app.Ada.Gets("contacts?archived=true")).GetProperty("items").GetArrayLength().ShouldBe(0);

        await Eventually.Holds(async () => (await atHome.Open("/portal")).StatusCode == HttpStatusCode.OK, "their session goes on as the person");
        await Sees(atHome, "T-1", "T-2");
        (await atHome.Read("/portal?show=all")).ShouldNotContain("asked by");
        using (var atWork = await app.Customer("kim@acme.example")) await Sees(atWork, "T-1", "T-2");
        (await app.Ada.Gets("tickets/T-2")).GetProperty("requester").GetProperty("id").GetString().ShouldBe(work);
        (await app.Ada.Gets($"tickets?requester={work}")).GetProperty("items").GetArrayLength().ShouldBe(2);
        (await app.Ada.Gets("tickets?q=requester:kim@home.example")).GetProperty("items").GetArrayLength().ShouldBe(2);
        await app.Ada.Posts("tickets/T-2/replies", new { body = "To the person." });
        (await app.MailsTo("kim@acme.example")).ShouldContain(m => m.Contains("To the person.", StringComparison.Ordinal));
        await app.Ada.Posts("tickets", new { subject = "Again from home", body = "b", requester = new { email = "kim@home.example" } });
        (await app.Ada.Gets("tickets/T-4")).GetProperty("requester").GetProperty("id").GetString().ShouldBe(work);

        (await app.Ada.IsRefused(409, HttpMethod.Patch, $"contacts/{home}", new { name = "Other" })).GetProperty("type").GetString()!.ShouldContain("merged");
        (await app.Ada.IsRefused(409, HttpMethod.Put, $"contacts/{work}/merge", new { into = await Of(app, "lee@acme.example") })).GetProperty("type").GetString()!.ShouldContain("took-in-others");
        var gone = await app.Knows("Gone", "gone@acme.example");
        await app.Ada.Deletes($"contacts/{gone}");
        (await app.Ada.IsRefused(409, HttpMethod.Put, $"contacts/{await Of(app, "lee@acme.example")}/merge", new { into = gone })).GetProperty("type").GetString()!.ShouldContain("into-archived");
        await app.Ada.Deletes($"contacts/{home}/merge");
        (await app.Ada.Gets($"contacts/{home}")).GetProperty("addresses").EnumerateArray().Select(a => a.GetString()).ShouldBe(["kim@home.example"]);
        (await app.Ada.Gets($"contacts/{work}")).GetProperty("addresses").EnumerateArray().Select(a => a.GetString()).ShouldBe(["kim@acme.example"]);
        await Eventually.Holds(async () => (await atHome.Open("/portal")).StatusCode == HttpStatusCode.Redirect, "signed out");
        using (var again = await app.Customer("kim@home.example")) await Sees(again, "T-2");
        var types = await app.JournalTypes();
        foreach (var type in new[] { "merged", "took-in", "merge-undone", "gave-back" }) types.ShouldContain($"catalog.contact.{type}.v1");
        acme.ShouldNotBe(default);
    }

    [Theory, BothEngines]
    public async Task A_merge_shows_nobody_more_and_what_was_narrowed_is_given_back(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        var (acme, far) = (await app.HasOrganization("Acme", "acme.example"), await app.HasOrganization("Far", "far.example"));
        foreach (var from in new[] { "lee@acme.example", "mia@far.example" })
            await app.Ada.Posts("tickets", new { subject = from, body = from, requester = new { email = from } });
        var narrow = await app.Knows("Kim", "kim@acme.example", new SpeaksFor(acme));
        var wide = await app.Knows("Kim Ito", "kim@far.example", new(acme, "Lead", RequestSight.All), new(far, "Adviser", RequestSight.All));
        using var kim = await app.Customer("kim@far.example");
        await Sees(kim, "T-1", "T-2");

        var after = (await app.Ada.Gets($"contacts/{narrow}/merge?into={wide}")).GetProperty("organizations").EnumerateArray().ToList();
        after.Select(o => (o.GetProperty("name").GetString(), o.GetProperty("sees").GetString(), o.GetProperty("narrowed").GetBoolean())).ShouldBe([("Acme", "own", true), ("Far", "all", false)], ignoreOrder: true);
        await app.Ada.Puts($"contacts/{narrow}/merge", new { into = wide });
        await Sees(kim, "T-2");
        await app.Ada.Deletes($"contacts/{narrow}/merge");
        using (var again = await Again(app, "kim@far.example")) await Sees(again, "T-1", "T-2");

        // The other way round: what the person follows comes along, and where they followed less they follow less.
        await app.Ada.Puts($"contacts/{wide}/merge", new { into = narrow });
        using (var again = await Again(app, "kim@acme.example")) await Sees(again, "T-2");
        app.MoveClock(Contact.MergeCanBeUndone + Duration.FromHours(1));
        (await app.Ada.IsRefused(409, HttpMethod.Delete, $"contacts/{wide}/merge")).GetProperty("type").GetString()!.ShouldContain("merged-long-ago");
    }

    [Theory, BothEngines]
    public async Task An_erasure_and_an_export_cover_all_that_the_person_was_known_as(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        await app.Ada.Posts("tickets", new { subject = "First canary", body = "First canary", requester = new { email = "kim@acme.example", name = "Kim Ito" } });
        await app.Ada.Posts("tickets", new { subject = "Second canary", body = "Second canary", requester = new { email = "kim@home.example", name = "Kimberly Ito" } });
        var (work, home) = (await Of(app, "kim@acme.example"), await Of(app, "kim@home.example"));
        await app.Ada.Puts($"contacts/{home}/merge", new { into = work });
        app.MoveClock(Duration.FromHours(1));
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = new(ActorKind.Operator, Operator: "test");
        var certificate = await scope.ServiceProvider.GetRequiredService<Erasures>().Erase("kim@home.example", CancellationToken.None);
        certificate.Certificate.Stores["catalog.contacts"].ShouldBe(2);
        var left = await app.Look(db => Task.FromResult(db.Set<Contact>().Select(c => c.Name).ToList()));
        left.ShouldAllBe(n => n == "");
        foreach (var number in new[] { "T-1", "T-2" })
            (await app.Ada.Gets($"tickets/{number}/messages")).ToString().ShouldNotContain("canary");
    }

    /// <summary>A moment later, with a new link: what ends the sessions before leaves this one.</summary>
    private static Task<FormBrowser> Again(RunningApp app, string address)
    {
        app.MoveClock(Duration.FromSeconds(1));
        return app.Customer(address);
    }

    private static async Task<string> Of(RunningApp app, string address) =>
        (await app.Ada.Gets($"contacts?q={address}")).GetProperty("items")[0].GetProperty("id").GetString()!;

    private static async Task Sees(FormBrowser browser, params string[] expected)
    {
        var page = await browser.Read("/portal?show=all");
        foreach (var number in new[] { "T-1", "T-2", "T-3" })
        {
            page.Contains($"/portal/requests/{number}\"", StringComparison.Ordinal).ShouldBe(expected.Contains(number), number);
            using var answer = await browser.Open($"/portal/requests/{number}");
            answer.StatusCode.ShouldBe(expected.Contains(number) ? HttpStatusCode.OK : HttpStatusCode.NotFound, number);
        }
    }
}
