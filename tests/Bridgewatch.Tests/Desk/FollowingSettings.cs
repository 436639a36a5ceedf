using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Signals;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

public class FollowingSettings
{
    [Theory, BothEngines]
    public async Task Open_tickets_follow_new_weights_and_solved_ones_stay_as_they_were(Engine engine)
    {
        // Later than anything the template holds, so that what is due is done at once.
        await using var app = await RunningApp.On(engine, at: "2031-03-27T16:00:00Z");
        for (var i = 0; i < 60; i++) await app.Ada.Posts("tickets", new { subject = $"Payouts {i}", body = "They stand still.", severity = "outage", affected = 40 });
        await app.Ada.Puts("tickets/T-60/resolution", new { code = "fixed", note = "Restarted.", severity = "outage" });
        var before = await Scores(app);
        await app.Admin.Puts("settings/desk.impact", new { weights = new { customers = 30, tier = 30, revenue = 15, severity = 0, workaround = 15, recurrence = 10 } });
        app.MoveClock(Duration.FromMinutes(1));
        await Eventually.Passes(async () =>
        {
            var after = await Scores(app);
            after[..59].Zip(before).ShouldAllBe(pair => pair.First < pair.Second);
            after[59].ShouldBe(before[59]);
        }, "fifty at a time, all are scored anew");
        await app.TicketsAreTheirFolds();
        (await app.Look(db => db.Set<DueItem>().CountAsync(d => d.Kind == "desk.rescore-all"))).ShouldBe(0);
    }

    [Theory, BothEngines]
    public async Task A_shorter_patience_moves_open_tickets_up_and_says_so_in_their_history(Engine engine)
    {
        await using var app = await RunningApp.On(engine, at: "2031-03-27T16:00:00Z");
        await app.Ada.Posts("tickets", new { subject = "Payouts", body = "They stand still." });
        var before = (await app.Ada.Gets("tickets/T-1")).GetProperty("rankAt").GetString();
        await app.Admin.Puts("settings/desk.patience", new { p1 = "PT1H", p2 = "PT1H", p3 = "PT2H", p4 = "PT2H" });
        app.MoveClock(Duration.FromMinutes(1));
        await Eventually.Passes(async () =>
            string.CompareOrdinal((await app.Ada.Gets("tickets/T-1")).GetProperty("rankAt").GetString(), before).ShouldBeLessThan(0), "it moves up");
        (await app.JournalTypes()).ShouldContain("desk.ticket.ranked.v1");
    }

    private static async Task<List<int>> Scores(RunningApp app) =>
        await app.Look(db => db.Set<Bridgewatch.Desk.Tickets.Ticket>().OrderBy(t => t.Number).Select(t => t.ImpactPoints).ToListAsync());

    [Theory, BothEngines]
    public async Task Settings_are_read_and_changed_by_the_API_by_those_who_may(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var all = await app.Admin.Gets("settings");
        all.GetProperty("desk.handling").GetProperty("reopenWindow").GetString().ShouldBe("P14D");
        var mail = await app.Admin.Puts("settings/kernel.outgoing-mail", new { host = "mail.example.test", user = "desk", password = "secret", fromAddress = "support@example.test" });
        mail.GetRawText().ShouldNotContain("\"secret\"");
        await app.Admin.IsRefused(422, HttpMethod.Put, "settings/desk.impact", new { weights = new { revenue = 90 } });
        await app.Admin.IsRefused(404, HttpMethod.Put, "settings/desk.nothing", new { });
        await app.Person("Lou", "support-engineer-l1").IsRefused(403, HttpMethod.Get, "settings/kernel.outgoing-mail");
        (await app.JournalTypes()).ShouldBe(["kernel.setting.changed.v1"]);
    }

    [Theory, BothEngines]
    public async Task The_password_for_one_mail_server_is_not_kept_for_another(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        const string Path = "settings/kernel.outgoing-mail";
        await app.Admin.Puts(Path, new { host = "mail.example.test", user = "desk", password = "secret", fromAddress = "support@example.test" });
        (await app.Admin.Puts(Path, new { host = "mail.example.test", user = "desk", fromAddress = "help@example.test" })).TryGetProperty("password", out _).ShouldBeTrue();
        var refused = await app.Admin.IsRefused(422, HttpMethod.Put, Path, new { host = "mail.evil.test", user = "desk", password = "…", fromAddress = "help@example.test" });
        refused.GetRawText().ShouldContain("belongs to another server or user");
        await app.Admin.IsRefused(422, HttpMethod.Put, Path, new { host = "mail.evil.test", user = "desk", fromAddress = "help@example.test" });
        (await app.Admin.Gets(Path)).Text("host").ShouldBe("mail.example.test");
        var open = await app.Admin.Puts(Path, new { host = "relay.example.test", fromAddress = "help@example.test" });
        (open.TryGetProperty("password", out var password) && password.ValueKind != System.Text.Json.JsonValueKind.Null).ShouldBeFalse("who signs in as nobody needs no password");
    }
}
