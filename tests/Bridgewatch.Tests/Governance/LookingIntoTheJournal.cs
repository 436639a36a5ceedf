using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Kernel.Seal;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Governance;

public class LookingIntoTheJournal
{
    [Theory, BothEngines]
    public async Task Entries_are_found_by_actor_type_subject_and_time(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Posts("tickets", new { subject = "One", body = "One." });
        app.MoveClock(Duration.FromHours(2));
        await app.Ada.Posts("tickets", new { subject = "Two", body = "Two." });
        await app.Ada.Posts("tickets/T-2/notes", new { body = "Look at it." });
        (await Types(app, "subject=T-2")).ShouldBe(["desk.ticket.note-added.v1", "desk.ticket.status-changed.v1", "desk.ticket.opened.v1"], ignoreOrder: true);
        (await Types(app, "subject=T-2"))[^1].ShouldBe("desk.ticket.opened.v1", "the newest comes first");
        (await Types(app, "type=desk.ticket.opened.v1")).Count.ShouldBe(2);
        (await Types(app, "type=desk.ticket.opened")).Count.ShouldBe(2);
        (await Types(app, "type=desk.ticket.opened.v1&actor=@ada")).Count.ShouldBe(1);
        (await Types(app, "type=desk.ticket.opened.v1&actor=ada@example.test&subject=T-1")).ShouldBeEmpty();
        (await Types(app, "type=desk.ticket.opened.v1&actor=operator")).ShouldBeEmpty();
        (await Types(app, "type=desk.ticket.opened.v1&until=2026-03-27T17:00:00Z")).Count.ShouldBe(1);
        (await Types(app, "type=desk.ticket.opened.v1&from=2026-03-27T17:00:00Z")).Count.ShouldBe(1);
        await app.Admin.IsRefused(422, HttpMethod.Get, "journal/newest?actor=nobody");
        await app.Admin.IsRefused(422, HttpMethod.Get, "journal/newest?subject=T-99");
        await app.Admin.IsRefused(422, HttpMethod.Get, "journal/newest?from=yesterday");
        await app.Admin.IsRefused(422, HttpMethod.Get, "journal/newest?cursor=x");
        await app.Ada.IsRefused(403, HttpMethod.Get, "journal/newest");
        await app.Ada.IsRefused(403, HttpMethod.Get, "journal/1");
    }

    [Theory, BothEngines]
    public async Task Pages_hold_every_entry_once_from_the_newest_to_the_first(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Records(45);
        _ = await app.Admin.Id;
        var all = await app.Seqs();
        var (seqs, cursor) = (new List<long>(), "");
        do
        {
            var page = await app.Admin.Gets($"journal/newest?limit=20{cursor}");
            seqs.AddRange(page.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("seq").GetInt64()));
            cursor = page.GetProperty("next").GetString() is { } next ? $"&cursor={next}" : "";
        }
        while (cursor.Length > 0);
        seqs.ShouldBe(Enumerable.Reverse(all));
    }

    [Theory, BothEngines]
    public async Task An_entry_shows_the_way_to_its_signed_root_and_whoever_changed_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Records(9);
        await app.Seals();
        _ = await app.Admin.Id;
        var seqs = await app.Look(db => db.Journal.Where(r => r.Type == "kernel.setting.changed.v1").OrderBy(r => r.Seq).Select(r => r.Seq).ToListAsync());
        var proof = (await app.Admin.Gets($"journal/{seqs[4]}")).GetProperty("proof");
        proof.GetProperty("state").GetString().ShouldBe("sealed");
        proof.GetProperty("path").GetArrayLength().ShouldBeGreaterThan(0);
        proof.GetProperty("root").GetString().ShouldBe((await app.Exports()).Single(r => r.Batch == proof.GetProperty("batch").GetInt64()).Root);

        await app.Look(db => db.Database.ExecuteSqlAsync($"UPDATE journal SET data = '{{}}' WHERE seq = {seqs[4]}"));
        await app.Look(db => db.Database.ExecuteSqlAsync($"UPDATE journal SET type = 'kernel.setting.unchanged.v1' WHERE seq = {seqs[5]}"));
        await app.Look(db => db.Database.ExecuteSqlAsync($"UPDATE journal SET data = NULL, salt = NULL WHERE seq = {seqs[6]}"));
        (await Finding(app, seqs[4])).ShouldBe("changed");
        (await Finding(app, seqs[5])).ShouldBe("altered");
        (await Finding(app, seqs[6])).ShouldBe("erased-without-event");
        (await Finding(app, seqs[7])).ShouldBeNull();
        await app.Admin.IsRefused(404, HttpMethod.Get, "journal/999999");
    }

    [Theory, BothEngines]
    public async Task An_erased_entry_says_so_and_still_fits(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "One", body = "One.", requester = new { email = "kim@acme.example", name = "Kim Larsen" } });
        await app.Seals();
        var seq = await app.Look(db => db.Journal.Where(r => r.SubjectKind == "contact").Select(r => r.Seq).FirstAsync());
        await app.Send(new ErasePerson("kim@acme.example", ErasureReason.ContractEnded));
        var entry = await app.Admin.Gets($"journal/{seq}");
        entry.GetProperty("proof").GetProperty("state").GetString().ShouldBe("erased");
        entry.GetProperty("data").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var erasure = await app.Look(db => db.Journal.Where(r => r.Type == PersonErased.Type).Select(r => r.Data).SingleAsync());
        erasure!.ShouldContain("\"reason\":\"contract-ended\"");
    }

    [Theory, BothEngines]
    public async Task The_seal_is_told_checked_and_taken_along(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Records(12);
        await app.Seals();
        var auditor = app.Person("Ines", "auditor");
        _ = await auditor.Id;
        await app.Seals();
        var seal = await auditor.Gets("seal");
        seal.GetProperty("newest").GetProperty("root").GetString()!.Length.ShouldBe(64);
        seal.GetProperty("verification").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        var run = await auditor.Posts("seal/verification");
        run.GetProperty("result").GetProperty("findings").GetArrayLength().ShouldBe(0);
        run.GetProperty("result").GetProperty("entries").GetInt64().ShouldBe((await app.Seqs()).Count);
        (await auditor.Gets("seal")).GetProperty("verification").GetProperty("finishedAt").GetString().ShouldNotBeNull();
        using var answer = await auditor.Sends(HttpMethod.Get, "seal/roots.jsonl");
        var file = Path.Combine(TestRun.Folder("roots"), "roots.jsonl");
        await File.WriteAllTextAsync(file, await answer.Content.ReadAsStringAsync());
        (await app.Verifies([.. SignedRoot.ReadAll(file)])).Findings.ShouldBeEmpty();

        await app.Look(db => db.Database.ExecuteSqlAsync($"UPDATE journal SET data = '{{}}' WHERE seq = (SELECT min(seq) FROM journal)"));
        var broken = (await auditor.Posts("seal/verification")).GetProperty("result").GetProperty("findings");
        broken[0].GetProperty("kind").GetString().ShouldBe("changed");
        await app.Ada.IsRefused(403, HttpMethod.Get, "seal");
        await app.Ada.IsRefused(403, HttpMethod.Post, "seal/verification");
        await app.Ada.IsRefused(403, HttpMethod.Get, "seal/roots.jsonl");
    }

    [Theory, BothEngines]
    public async Task Open_tickets_are_among_the_metrics(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "One", body = "One.", type = "fault", severity = "outage", affected = 100, workaround = false });
        await app.Ada.Posts("tickets", new { subject = "Two", body = "Two." });
        await app.Ada.Puts("tickets/T-2/closure", new { reason = "spam" });
        var priority = (await app.Ada.Gets("tickets/T-1")).GetProperty("priority").GetString();
        var gauge = app.Services.GetServices<Gauge>().Single(g => g.Name == "bridgewatch.ticket.open");
        var open = (await app.Look(db => gauge.Count(db, default))).ToDictionary(m => m.Tags[0].Value!.ToString()!, m => m.Value);
        open.ShouldBe(new[] { "P1", "P2", "P3", "P4" }.ToDictionary(p => p, p => p == priority ? 1L : 0L), ignoreOrder: true);
        // All applications of the tests share one process, and so what a scrape shows: its figures may be another's, its lines are ours.
        await Eventually.Holds(async () => (await app.Http.GetStringAsync("/metrics")).Contains("bridgewatch_ticket_open", StringComparison.Ordinal), "a scrape shows them");
    }

    private static async Task<string?> Finding(RunningApp app, long seq) =>
        (await app.Admin.Gets($"journal/{seq}")).GetProperty("proof").GetProperty("finding").GetString();

    private static async Task<List<string>> Types(RunningApp app, string query) =>
        [.. (await app.Admin.Gets($"journal/newest?{query}")).GetProperty("items").EnumerateArray().Select(i => i.GetProperty("type").GetString()!)];
}
