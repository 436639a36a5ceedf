using Bridgewatch.Access.Roles;
using Bridgewatch.Desk.Assignment;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel.Erasure;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Desk.Assignment;

/// <summary>People say when they are away; what somebody had who left comes back. The clock stands at 27 March 2026.</summary>
public class BeingAway
{
    [Theory, BothEngines]
    public async Task Who_is_away_gets_nothing_unless_somebody_means_it_and_is_back_by_the_clock(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var bo = app.Person("Bo", BuiltInRoles.SupportLead);
        var path = $"people/{await bo.Id}/absences";
        await Opens(app, 2);
        var absence = await bo.Posts(path, new { firstDay = "2026-03-27", lastDay = "2026-03-28", note = "Ask Ada." });
        absence.GetProperty("away").GetBoolean().ShouldBeTrue();
        var refused = await app.Ada.IsRefused(409, HttpMethod.Put, "tickets/T-1/assignment", new { person = (await bo.Id).ToString() });
        (refused.GetProperty("type").GetString(), refused.GetProperty("until").GetString(), refused.GetProperty("note").GetString())
            .ShouldBe(("urn:bridgewatch:problem:person-is-away", "2026-03-29T00:00:00Z", "Ask Ada."));
        (await bo.IsRefused(409, HttpMethod.Post, "queues/support/next")).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:you-are-away");
        await app.Ada.Puts("tickets/T-1/assignment", new { person = (await bo.Id).ToString(), evenIfAway = true });
        (await app.Ada.Gets("absences")).GetProperty("items").EnumerateArray().Select(a => a.GetProperty("name").GetString()).ShouldBe(["Bo"]);
        app.MoveClock(Duration.FromHours(33));
        await Eventually.Holds(async () => (await app.JournalTypes()).Contains("desk.absence.ended.v1"), "the last day is over");
        (await app.Ada.Gets("absences")).GetProperty("items").GetArrayLength().ShouldBe(0);
        await app.Ada.Puts("tickets/T-2/assignment", new { person = (await bo.Id).ToString() });
    }

    [Theory, BothEngines]
    public async Task Days_are_those_of_the_person_and_who_is_back_earlier_says_so(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var bo = app.Person("Bo", BuiltInRoles.SupportLead);
        await bo.Puts($"people/{await bo.Id}", new { name = "Bo", handle = "bo", zone = "America/Los_Angeles", locale = "en", notifications = new { onAssignment = true, onMention = true, onReply = true } });
        var path = $"people/{await bo.Id}/absences";
        var absence = await bo.Posts(path, new { firstDay = "2026-03-28", lastDay = "2026-03-28" });
        (absence.GetProperty("from").GetString(), absence.GetProperty("until").GetString(), absence.GetProperty("away").GetBoolean()).ShouldBe(("2026-03-28T07:00:00Z", "2026-03-29T07:00:00Z", false));
        app.MoveClock(Duration.FromHours(16));
        (await app.Ada.Gets(path)).GetProperty("items")[0].GetProperty("away").GetBoolean().ShouldBeTrue();
        await bo.Deletes($"{path}/{absence.GetProperty("id").GetString()}");
        (await app.Ada.Gets(path)).GetProperty("items").GetArrayLength().ShouldBe(0);
        app.MoveClock(Duration.FromDays(2));
        (await app.JournalTypes()).Count(t => t == "desk.absence.ended.v1").ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task A_lead_says_it_for_others_and_nobody_else_does(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (bo, cy) = (app.Person("Bo", "support-engineer-l1"), app.Person("Cy", "support-engineer-l2"));
        var path = $"people/{await bo.Id}/absences";
        await cy.IsRefused(403, HttpMethod.Post, path, new { firstDay = "2026-03-28" });
        var absence = await app.Ada.Posts(path, new { firstDay = "2026-03-28" });
        await cy.IsRefused(403, HttpMethod.Delete, $"{path}/{absence.GetProperty("id").GetString()}");
        await bo.IsRefused(422, HttpMethod.Post, path, new { firstDay = "2026-03-20", lastDay = "2026-03-26" });
        await bo.IsRefused(422, HttpMethod.Post, path, new { firstDay = "2026-03-28", lastDay = "2026-03-27" });
        await bo.IsRefused(422, HttpMethod.Post, path, new { firstDay = "2026-03-28", lastDay = "2036-03-27" });
    }

    [Theory, BothEngines]
    public async Task What_somebody_had_who_left_waits_again_and_says_why(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var bo = app.Person("Bo", BuiltInRoles.SupportLead);
        await Opens(app, 60);
        await Task.WhenAll(Enumerable.Range(1, 60).Select(i => app.Ada.Puts($"tickets/T-{i}/assignment", new { person = bo.Id.Result.ToString() })));
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted." });
        await app.Admin.Puts($"people/{await bo.Id}/deactivation");
        await Eventually.Passes(async () => (await app.Look(db => db.Tickets.CountAsync(t => t.Assignee == null))).ShouldBe(59), "all that was open");
        var history = (await app.Ada.Gets("tickets/T-2/history")).GetProperty("items").EnumerateArray().Single(h => h.GetProperty("type").GetString() == "desk.ticket.unassigned.v1");
        history.GetProperty("data").GetProperty("why").GetString().ShouldBe("left");
        await app.Ada.Deletes("tickets/T-1/resolution");
        await Eventually.Passes(async () => (await app.Look(db => db.Tickets.CountAsync(t => t.Assignee == null))).ShouldBe(60), "also what is opened again");
        await app.TicketsAreTheirFolds();
    }

    [Theory, BothEngines]
    public async Task What_was_noted_about_somebody_goes_with_them(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (bo, kim) = (app.Person("Bo", BuiltInRoles.SupportLead), app.Person("Kim Canary", BuiltInRoles.SupportLead));
        await bo.Posts($"people/{await bo.Id}/absences", new { firstDay = "2026-03-28", note = "Ask Kim Canary." });
        await kim.Posts($"people/{await kim.Id}/absences", new { firstDay = "2026-03-28", note = "At the doctor's." });
        await app.Admin.Puts($"people/{await kim.Id}/deactivation");
        await app.Send(new ErasePerson("kim.canary@example.test"));
        (await app.Look(db => db.Absences.Select(a => a.Note).ToListAsync())).ShouldBe([null, null]);
        (await app.Verifies()).Findings.ShouldBeEmpty();
    }

    private static async Task Opens(RunningApp app, int count)
    {
        for (var i = 1; i <= count; i++) await app.Ada.Posts("tickets", new { subject = $"Sync {i}", body = "x", requester = new { email = "kim@acme.example" } });
    }
}
