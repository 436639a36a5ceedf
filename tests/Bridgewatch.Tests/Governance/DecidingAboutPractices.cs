using System.Text.Json;
using Bridgewatch.Governance.Practices;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Governance;

/// <summary>States over time, practices that do not apply, and targets that somebody changed.</summary>
public class DecidingAboutPractices
{
    private const string Changed = "governance.practice.state-changed.v1";

    [Theory, BothEngines]
    public async Task A_state_is_noted_when_it_changes_and_by_nobody_who_reads(Engine engine)
    {
        var told = new ToldPractice("6.4", hits: 100);
        await using var app = await On(engine, told);
        await app.Ada.Gets("practices");
        await app.Ada.Gets("practices/6.4");
        (await app.AllJournalTypes()).ShouldNotContain(Changed, "reading notes nothing");
        (await States(app, "6.4")).ShouldBeEmpty();

        app.MoveClock(Duration.FromHours(7));
        await Judge(app);
        var first = (await States(app, "6.4"))[0];
        (first.GetProperty("state").GetString(), first.GetProperty("until").ValueKind).ShouldBe(("working", JsonValueKind.Null));
        first.GetProperty("counted").GetProperty("parts")[0].GetProperty("numerator").GetInt64().ShouldBe(100);
        (await States(app, "1.1")).ShouldBeEmpty("nothing measures it, and nothing was decided");

        told.Hits = 10;
        // Two nodes judge at the same time.
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Judge(app)));
        await Judge(app);
        var states = await States(app, "6.4");
        states.Select(s => s.GetProperty("state").GetString()).ShouldBe(["off-track", "working"]);
        states[1].GetProperty("until").GetString().ShouldBe(states[0].GetProperty("from").GetString(), "one follows the other without a gap");
        (await app.AllJournalTypes()).Count(t => t == Changed).ShouldBe(6, "two of 6.4, and one each of 1.2, 1.3, 3.2 and 3.4");
        (await app.Ada.Gets("practices/6.4")).GetProperty("since").GetString().ShouldBe(states[0].GetProperty("from").GetString());

        (await States(app, "6.4", "?until=2026-03-27")).ShouldBeEmpty("it was not noted yet");
        (await States(app, "6.4", "?from=2026-03-27&until=2026-03-28")).Count.ShouldBe(2);
        using var csv = await app.Ada.Sends(HttpMethod.Get, "practices/6.4/states.csv");
        var lines = (await csv.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[1].ShouldStartWith("6.4,off-track,below-target,2026-03-27T23:00:00Z,,1,");
        lines[1].ShouldEndWith(",part,10,100,0.85");
        await app.Ada.IsRefused(404, HttpMethod.Get, "practices/8.1/states");
        await app.Ada.IsRefused(422, HttpMethod.Get, "practices/6.4/states?from=yesterday");
    }

    [Theory, BothEngines]
    public async Task A_practice_does_not_apply_once_another_person_agrees_until_its_day_of_review(Engine engine)
    {
        await using var app = await On(engine, new ToldPractice("5.2", hits: 10));
        for (var i = 0; i < 8; i++) await app.Person($"Colleague {i}", "product-manager").Id;
        var bea = app.Person("Bea Second", "support-lead");
        foreach (var wrong in new object[] { new { reason = "", reviewOn = "2026-09-01" }, new { reason = "For ever.", reviewOn = "2027-09-01" }, new { reason = "Since long.", reviewOn = "2026-03-27" } })
            await app.Ada.IsRefused(422, HttpMethod.Put, "practices/5.2/not-applicable", wrong);
        await app.Ada.IsRefused(404, HttpMethod.Put, "practices/9.9/not-applicable", new { reason = "None.", reviewOn = "2026-09-01" });
        var wish = new { reason = "Customers may not be asked, by contract.", reviewOn = "2026-04-10" };
        using (var asked = await app.Ada.Sends(HttpMethod.Put, "practices/5.2/not-applicable", wish)) ((int)asked.StatusCode).ShouldBe(202);
        (await app.Ada.Gets("practices/5.2")).GetProperty("state").GetString().ShouldBe("off-track", "nobody has agreed yet");
        (await bea.IsRefused(409, HttpMethod.Put, "practices/5.2/not-applicable", wish)).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:practice-decision-asked");
        var waiting = (await bea.Gets("practices/5.2")).GetProperty("waiting");
        waiting.GetProperty("reason").GetString().ShouldBe(wish.reason);
        var approval = $"approvals/{waiting.GetProperty("approval").GetString()}";
        (await bea.Gets(approval)).GetProperty("about").GetProperty("name").GetString().ShouldBe("5.2");
        (await app.Ada.IsRefused(409, HttpMethod.Put, $"{approval}/decision", new { verdict = "approve" })).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:own-wish");

        await bea.Puts($"{approval}/decision", new { verdict = "approve" });
        await Eventually.Holds(async () => (await app.Ada.Gets("practices/5.2")).GetProperty("state").GetString() == "not-applicable", "it does not apply");
        var row = (await app.Ada.Gets("practices")).GetProperty("items").EnumerateArray().Single(p => p.GetProperty("number").GetString() == "5.2");
        var aside = row.GetProperty("notApplicable");
        aside.GetProperty("reviewOn").GetString().ShouldBe("2026-04-10");
        (Name(aside, "proposer"), Name(aside, "approver")).ShouldBe(("Ada", "Bea Second"));
        (await app.Ada.IsRefused(409, HttpMethod.Put, "practices/5.2/not-applicable", wish)).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:practice-set-aside");

        app.MoveClock(Duration.FromDays(14));
        (await app.Ada.Gets("practices/5.2")).GetProperty("state").GetString().ShouldBe("off-track", "on the day of review it counts again, whoever noted it");
        await Judge(app);
        (await app.Ada.Gets("tasks")).GetProperty("items").GetArrayLength().ShouldBe(1, "who proposed it is reminded");
        var task = (await app.Ada.Gets("tasks")).GetProperty("items")[0];
        task.GetProperty("about").GetProperty("href").GetString().ShouldBe("/practices/5.2");
        (await States(app, "5.2")).Select(s => s.GetProperty("state").GetString()).ShouldBe(["off-track", "not-applicable"]);
        (await Decisions(app, "5.2")).Select(d => d.GetProperty("kind").GetString()).ShouldBe(["returned", "set-aside"]);
        await Judge(app);
        (await app.Ada.Gets("tasks")).GetProperty("items").GetArrayLength().ShouldBe(1, "once");
    }

    [Theory, BothEngines]
    public async Task A_small_team_goes_ahead_and_a_no_takes_it_back(Engine engine)
    {
        await using var app = await On(engine, new ToldPractice("5.2", hits: 10));
        var bea = app.Person("Bea Second", "support-lead");
        await app.Ada.Puts("practices/5.2/not-applicable", new { reason = "By contract.", reviewOn = "2026-09-01" });
        var aside = (await bea.Gets("practices/5.2")).GetProperty("notApplicable");
        (aside.GetProperty("approver").ValueKind, aside.GetProperty("approvalDue").ValueKind).ShouldBe((JsonValueKind.Null, JsonValueKind.String));
        var review = (await bea.Gets("approvals")).GetProperty("items")[0].GetProperty("id").GetString();
        await bea.Puts($"approvals/{review}/decision", new { verdict = "reject", comment = "The contract allows one question." });
        await Eventually.Holds(async () => (await app.Ada.Gets("practices/5.2")).GetProperty("state").GetString() == "off-track", "it counts again");
        (await Decisions(app, "5.2"))[0].GetProperty("reason").GetString().ShouldBe("The contract allows one question.");

        await app.Ada.Puts("practices/5.2/not-applicable", new { reason = "By contract.", reviewOn = "2026-09-01" });
        await app.Ada.Deletes("practices/5.2/not-applicable", new { reason = "We may ask now." });
        (await app.Ada.Gets("practices/5.2")).GetProperty("state").GetString().ShouldBe("off-track");
        await app.Ada.Deletes("practices/5.2/not-applicable", new { reason = "Twice does no harm." });
    }

    [Theory, BothEngines]
    public async Task A_figure_is_held_against_the_target_in_force_and_a_looser_one_needs_another_person(Engine engine)
    {
        await using var app = await On(engine, new ToldPractice("6.4", hits: 88));
        for (var i = 0; i < 8; i++) await app.Person($"Colleague {i}", "product-manager").Id;
        var bea = app.Person("Bea Second", "support-lead");
        (await State(app)).ShouldBe(("set-up", "not-proven", 0.85m));
        foreach (var (target, reason) in new[] { (0.74m, "Too hard."), (1.5m, "Much."), (0.8555m, "Exactly."), (1m, "All."), (0.9m, "") })
            await app.Ada.IsRefused(422, HttpMethod.Put, "practices/6.4/targets/part", new { target, reason });
        await app.Ada.IsRefused(422, HttpMethod.Put, "practices/6.4/targets/nothing", new { target = 0.9, reason = "Which?" });
        await app.Ada.IsRefused(422, HttpMethod.Put, "practices/1.1/targets/part", new { target = 0.9, reason = "Which?" });
        await app.Ada.IsRefused(409, HttpMethod.Put, "practices/6.4/targets/part", new { target = 0.85, reason = "As it is." });
        await app.Person("Kim", "support-engineer-l1").IsRefused(403, HttpMethod.Put, "practices/6.4/targets/part", new { target = 0.9, reason = "Please." });

        await app.Ada.Puts("practices/6.4/targets/part", new { target = 0.9, reason = "We can do better." });
        (await State(app)).ShouldBe(("off-track", "below-target", 0.9m));
        using (var asked = await app.Ada.Sends(HttpMethod.Put, "practices/6.4/targets/part", new { target = 0.78, reason = "The summer was hard." })) ((int)asked.StatusCode).ShouldBe(202);
        (await State(app)).ShouldBe(("off-track", "below-target", 0.9m), "a looser one needs another person");
        var approval = (await bea.Gets("practices/6.4")).GetProperty("waiting").GetProperty("approval").GetString();
        await bea.Puts($"approvals/{approval}/decision", new { verdict = "approve" });
        await Eventually.Holds(async () => (await State(app)).Target == 0.78m, "it is in force");
        (await State(app)).ShouldBe(("working", null, 0.78m));
        (await app.Ada.Gets("practices/6.4")).GetProperty("figure").GetProperty("parts")[0].GetProperty("shipped").GetDecimal().ShouldBe(0.85m);

        var decisions = await Decisions(app, "6.4");
        decisions.Select(d => (d.GetProperty("before").GetDecimal(), d.GetProperty("target").GetDecimal(), Name(d, "by"))).ShouldBe([(0.9m, 0.78m, "Ada"), (0.85m, 0.9m, "Ada")]);
        Name(decisions[0].GetProperty("approval"), "by").ShouldBe("Bea Second");
        (await States(app, "6.4")).Select(s => s.GetProperty("counted").GetProperty("parts")[0].GetProperty("target").GetDecimal()).ShouldBe([0.78m, 0.9m]);
        (await app.JournalTypes()).Count(t => t == "governance.practice.target-changed.v1").ShouldBe(2);
        using var csv = await app.Ada.Sends(HttpMethod.Get, "practices.csv");
        (await csv.Content.ReadAsStringAsync()).ShouldContain(",lower-at-least,0.78,100,met,");
        // Back to the shipped one, which is stricter.
        await app.Ada.Puts("practices/6.4/targets/part", new { target = 0.85, reason = "The summer is over." });
        (await State(app)).ShouldBe(("set-up", "not-proven", 0.85m));
    }

    private static Task<RunningApp> On(Engine engine, ToldPractice told) => RunningApp.On(engine, replace: services => services.AddSingleton<IPractice>(told));

    /// <summary>As the sweeper does; of two at once one may find that the other has done it.</summary>
    private static async Task Judge(RunningApp app)
    {
        try
        {
            await app.Send(new JudgePractices());
        }
        catch (Stale)
        {
            // The sweeper would try again.
        }
    }

    private static async Task<(string? State, string? Because, decimal Target)> State(RunningApp app)
    {
        var practice = await app.Ada.Gets("practices/6.4");
        return (practice.GetProperty("state").GetString(), practice.GetProperty("because").GetString(), practice.GetProperty("figure").GetProperty("parts")[0].GetProperty("target").GetDecimal());
    }

    private static string? Name(JsonElement of, string whose) => of.GetProperty(whose).GetProperty("name").GetString();

    private static async Task<List<JsonElement>> States(RunningApp app, string number, string query = "") =>
        [.. (await app.Ada.Gets($"practices/{number}/states{query}")).GetProperty("items").EnumerateArray()];

    private static async Task<List<JsonElement>> Decisions(RunningApp app, string number) =>
        [.. (await app.Ada.Gets($"practices/{number}/decisions")).GetProperty("items").EnumerateArray()];
}
