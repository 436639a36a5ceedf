using System.Text;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Kernel.Rules;
using Bridgewatch.Tests.Desk;
using Bridgewatch.Tests.Desk.Portal;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Kernel.Trust;

/// <summary>The canary again, in all that grew around tickets: search, drafts, files, lists taken out, webhooks, mailed answers, digests,
/// approvals, tasks, decisions about practices, rules, copies, merged contacts and the portal.</summary>
public class ForgettingEverywhere
{
    private const string Address = "kim.zyzzogeton@acme.example";
    private const string Name = "Kim Zyzzogeton";

    /// <summary>Of a name that no word has besides, the part that every spelling and the search index keep; and words that only they wrote.</summary>
    private static readonly string[] _canaries = ["yzzogeton", "YZZOGETON", "ombatxq8", "OMBATXQ8"];

    [Theory, BothEngines]
    public async Task No_byte_of_a_canary_is_left_in_anything_that_grew_around_tickets(Engine engine)
    {
        using var receiver = new HttpPeer { Answer = _ => (500, $"{Address} is unknown here") };
        await using var app = await PortalVisitors.Open(engine, new Dictionary<string, string?> { ["BRIDGEWATCH:OUTBOUND"] = "127.0.0.1" });
        for (var i = 0; i < 8; i++) await app.Person($"Colleague {i}", "product-manager").Id;
        await Populate(app, receiver);
        await app.IndexesAll();
        await app.Seals();
        var before = await Canary.Traces(app, _canaries);
        before.ShouldContain(f => f.StartsWith("search.db", StringComparison.Ordinal));
        before.ShouldContain(f => f.Length == 64, "a content");

        // What is on its way while the person is erased must not come back with their address as its error.
        receiver.Answer = _ => (204, "");
        app.MoveClock(Duration.FromMinutes(10));
        var stores = await Erased(app);
        foreach (var store in new[]
        {
            "catalog.contacts", "desk.conversations", "desk.attachments", "desk.drafts", "desk.forms", "desk.sla", "desk.views", "desk.portal", "governance.practices",
            "kernel.approvals", "kernel.deliveries", "kernel.idempotency", "kernel.tasks", "kernel.webhooks",
        }) stores[store].ShouldBeGreaterThan(0, store);

        (await Canary.Columns(app, _canaries)).ShouldBeEmpty();
        await Eventually.Passes(async () => (await Canary.Traces(app, _canaries)).ShouldBeEmpty(), "the content is removed, too");
        (await app.Look(async db => await db.Set<Delivery>().AnyAsync(d => d.Payload.Contains("yzzogeton")))).ShouldBeFalse();
        await app.Seals();
        (await app.Verifies()).Findings.ShouldBeEmpty();
        // The work stays: who was asked, what was decided, and that a webhook told of them.
        (await app.Ada.Gets("tasks?of=given")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await app.Ada.Gets("tickets/T-2")).GetProperty("subject").GetString().ShouldBe("Another one's");
        app.Complaints.Allow("500");
    }

    [Fact]
    public async Task What_a_table_without_rows_was_counted_with_is_forgotten_too()
    {
        await using var app = await PortalVisitors.Open(Engine.Postgres);
        await app.Ada.Posts("tickets", new { subject = "Ill", body = "b", requester = new { email = Address, name = Name } });
        string[] drafts = ["reply", "note"];
        foreach (var draft in drafts) await app.Ada.Puts($"tickets/T-1/drafts/{draft}", new { text = $"The {draft}: {_canaries[0]}" });
        (await Counted(app)).ShouldContain(_canaries[0]);
        foreach (var draft in drafts) await app.Ada.Puts($"tickets/T-1/drafts/{draft}", new { text = "" });
        (await Counted(app)).ShouldContain(_canaries[0], customMessage: "where there are no rows, none is counted");

        await Erased(app);
        (await Counted(app)).ShouldNotContain(_canaries[0]);
        await app.Ada.Puts("tickets/T-1/drafts/reply", new { text = "Written later." });
    }

    [Fact]
    public async Task A_transaction_in_another_database_of_the_cluster_keeps_no_old_rows()
    {
        await using var app = await PortalVisitors.Open(Engine.Postgres);
        await app.Ada.Posts("tickets", new { subject = "Ill", body = $"The {_canaries[0]}", requester = new { email = Address, name = Name } });
        await using var elsewhere = await TestDatabase.Create(Engine.Postgres);
        await using var connection = await elsewhere.Store.Opens();
        await using var begun = connection.CreateCommand();
        begun.CommandText = "BEGIN; SELECT pg_current_xact_id()";
        await begun.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var erased = Erased(app);
        await using var here = await app.Store.Opens();
        await using var waiting = here.CreateCommand();
        waiting.CommandText = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%pg_snapshot_xmin%'";
        await Eventually.Holds(async () => (long)(await waiting.ExecuteScalarAsync())! > 0, "it waits, since a rewritten table keeps what that transaction could see");
        erased.IsCompleted.ShouldBeFalse();
        begun.CommandText = "COMMIT";
        await begun.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await erased;
        (await Canary.Traces(app, _canaries)).ShouldBeEmpty();
    }

    /// <summary>What the planner keeps of the values in drafts.</summary>
    private static async Task<string> Counted(RunningApp app)
    {
        await using var connection = await app.Store.Opens();
        await using var command = connection.CreateCommand();
        command.CommandText = "ANALYZE draft; SELECT coalesce(string_agg(histogram_bounds::text, ' '), '') FROM pg_stats WHERE tablename = 'draft'";
        return (string)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>In this process, whose clock says when contents are old enough to be removed.</summary>
    private static async Task<IReadOnlyDictionary<string, int>> Erased(RunningApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Door>().Caller = new(ActorKind.Operator, Operator: "test");
        return (await scope.ServiceProvider.GetRequiredService<Erasures>().Erase(Address, TestContext.Current.CancellationToken)).Certificate.Stores;
    }

    private static async Task Populate(RunningApp app, HttpPeer receiver)
    {
        var (ada, bea) = (app.Ada, app.Person("Bea Second", "support-lead"));
        await bea.Puts($"people/{await bea.Id}", new { name = "Bea Second", handle = "bea", zone = "Europe/Berlin", locale = "en", notifications = new { onAssignment = true, onMention = true, onReply = true, digest = true } });

        // In the portal, with a file; and once more by another address, until it is known who they are.
        await app.Knows(Name, Address);
        await app.Admin.Posts("webhooks", new { name = $"Chat of {Name}", url = $"{receiver.Url}in?for={Uri.EscapeDataString(Address)}", events = new[] { "desk.*" } });
        await app.Admin.Posts("webhooks", new { name = "Chat", url = receiver.Url, events = new[] { "desk.*" }, query = $"requester:{Address}" });
        using var kim = await app.Customer(Address);
        await kim.Upload("/portal/new", [("wombatxq8.log", "wombatxq8 in the log"u8.ToArray())], ("Form.Subject", "The wombatxq8 is ill"), ("Form.Body", $"My wombatxq8 sleeps. {Name}"));
        var other = await app.Knows("K. Zyzzogeton", "zyzzogeton@home.example");
        var person = (await ada.Gets("contacts?q=kim")).GetProperty("items")[0].GetProperty("id").GetString();
        await ada.Puts($"contacts/{other}/merge", new { into = person });
        await ada.Posts("tickets", new { subject = "Another one's", body = "A text that stays.", requester = new { email = "lee@other.example", name = "Lee Other" } });
        await ada.Posts("tickets", new { subject = $"Said {Name}", body = "A monitor's." });
        await ada.Puts("tickets/T-2/copies", new { emails = new[] { Address } });
        using (var replied = await ada.Sends(HttpMethod.Post, "tickets/T-2/replies", new { body = "To Lee, and a copy." }, ("Idempotency-Key", "copied"))) replied.IsSuccessStatusCode.ShouldBeTrue();
        await ada.Posts("tickets/T-1/replies", new { body = "Your wombatxq8 wakes up.", undoable = true });

        // In fields: theirs, and of others that name them; and a field whose own words do.
        var place = await ada.Posts("ticket-fields", new { key = "place", name = $"Place of {Name}", kind = "choice", choices = new[] { new { name = "Zyzzogeton" }, new { name = "Home" } }, help = $"As {Address} says.", when = $"-requester:{Address}" });
        await ada.Posts("ticket-fields", new { key = "seat", name = "Seat", kind = "text" });
        foreach (var seat in (string[])["wombatxq8 row 7", "wombatxq8 row 8"]) await ada.Patches("tickets/T-1", new { fields = new { seat } });
        foreach (var seat in (string[])[$"beside {Name}", $"behind {Name}"]) await ada.Patches("tickets/T-2", new { fields = new { seat, place = "Home" } });
        await ada.Patches($"ticket-fields/{place.GetProperty("id").GetString()}", new { @default = "Zyzzogeton" });

        // Ours, about them.
        await ada.Puts("tickets/T-1/drafts/reply", new { text = "Dear wombatxq8" });
        await ada.Puts("tickets/T-2/drafts/note", new { text = $"As {Name} said" });
        var named = (await ada.Brings("T-2", $"{Name}.txt", Encoding.UTF8.GetBytes("A content that stays."))).GetProperty("id").GetString();
        await ada.Posts("tickets/T-2/notes", new { body = $"See {Name}.", attachments = new[] { named } });
        await ada.Posts("calendars", new { name = "Office", zone = "UTC", hours = new { mon = new[] { "09:00-17:00" } } });
        await ada.Posts("sla-policies", new { name = $"For {Name}", calendar = "office", when = $"requester:{Address}", targets = new { P1 = new { resolution = "8h" } } });
        await ada.Posts("views", new { name = "Theirs", query = $"requester:{Address}" });
        using (var csv = await ada.Sends(HttpMethod.Get, $"tickets.csv?q=requester:{Address}")) csv.IsSuccessStatusCode.ShouldBeTrue();
        await ada.Posts("tickets/bulk", new { tickets = new[] { "T-1" }, label = new { add = new[] { "zyzzogeton", "vip" } } });
        await ada.Gets("search?q=zyzzogeton");

        // A part of the name is enough in what is about their ticket; the digest quotes it.
        using (var given = await ada.Sends(HttpMethod.Post, "tasks", new { title = "Call Zyzzogeton back", details = "About the sleep.", about = "T-1", owner = await bea.Id, due = "2026-04-03T10:00:00Z" }, ("Idempotency-Key", "given")))
            given.IsSuccessStatusCode.ShouldBeTrue();
        await ada.Puts("tickets/T-1/priority", new { priority = "P1", reason = "Zyzzogeton cannot work." });
        using (var asked = await ada.Sends(HttpMethod.Put, "tickets/T-1/priority", new { priority = "P3", reason = "Zyzzogeton is calm." })) ((int)asked.StatusCode).ShouldBe(202);
        await Decided(app, ada, bea);
        await app.Admin.Puts("rules/desk.diagnosed-before-closing/mode", new { mode = "warn" });
        await Digested(app);
        await ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Zyzzogeton agreed." });
        await Closed(app, ada);
        await receiver.WaitFor(r => r.Path.StartsWith("/in", StringComparison.Ordinal), "the webhook is told");
    }

    /// <summary>A practice does not apply, for a reason that names them; another person agrees.</summary>
    private static async Task Decided(RunningApp app, TestPerson ada, TestPerson bea)
    {
        using (var asked = await ada.Sends(HttpMethod.Put, "practices/5.2/not-applicable", new { reason = $"{Name} may not be asked.", reviewOn = "2026-06-01" })) ((int)asked.StatusCode).ShouldBe(202);
        var wish = (await bea.Gets("practices/5.2")).GetProperty("waiting").GetProperty("approval").GetString();
        await bea.Puts($"approvals/{wish}/decision", new { verdict = "approve", comment = $"{Name} told me so, too." });
        await Eventually.Holds(async () => (await ada.Gets("practices/5.2")).GetProperty("state").GetString() == "not-applicable", "it is decided");
    }

    /// <summary>A rule warns, and somebody says why it is closed all the same.</summary>
    private static async Task Closed(RunningApp app, TestPerson ada)
    {
        await app.Admin.Puts("rules/desk.tasks-done-before-closing/mode", new { mode = "enforce" });
        app.MoveClock(Duration.FromDays(15));
        await Eventually.Holds(() => app.Look(db => db.Set<RuleStop>().AnyAsync()), "its time has come, and it is held");
        await app.Admin.Puts("rules/desk.tasks-done-before-closing/mode", new { mode = "warn" });
        using var warned = await ada.Sends(HttpMethod.Patch, "tickets/T-1", new { status = "closed", reason = "Zyzzogeton wants it closed." });
        warned.IsSuccessStatusCode.ShouldBeTrue(await warned.Content.ReadAsStringAsync());
    }

    /// <summary>Monday morning in Berlin: Bea is mailed what she owes.</summary>
    private static async Task Digested(RunningApp app)
    {
        var now = app.Now;
        await app.Look(db => db.Set<DueItem>().Where(d => d.Kind == "desk.duty-digests").ExecuteUpdateAsync(s => s.SetProperty(d => d.NextAt, now)));
        app.MoveClock(Duration.FromHours(63) + Duration.FromMinutes(30));
        await Eventually.Holds(() => app.Look(db => db.Set<Delivery>().AnyAsync(d => d.Key.StartsWith("digest:") && d.Payload.Contains("Zyzzogeton"))), "Bea is told what she owes");
    }
}
