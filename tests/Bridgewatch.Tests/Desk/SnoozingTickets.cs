using System.Text.Json;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>A ticket rests until a time, and no longer than the customer keeps silent.</summary>
public class SnoozingTickets
{
    [Theory, BothEngines]
    public async Task It_rests_until_its_time_and_returns_with_its_old_terms(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Opens(app, 2);
        var before = (await app.Ada.Gets("tickets/T-1")).GetProperty("rankAt").GetString();
        await app.Ada.Puts("tickets/T-1/snooze", new { until = (app.Now + Duration.FromHours(2)).ToString() });
        var snoozed = await app.Ada.Gets("tickets/T-1");
        (snoozed.GetProperty("rankReason").GetProperty("term").GetString(), snoozed.GetProperty("status").GetString()).ShouldBe(("snoozed", "open"));
        (await Numbers(app, "is:unsolved")).ShouldBe(["T-2", "T-1"]);
        (await Numbers(app, "is:snoozed")).ShouldBe(["T-1"]);
        app.MoveClock(Duration.FromHours(1));
        (await app.Ada.Gets("tickets/T-1")).GetProperty("snoozedUntil").ValueKind.ShouldBe(JsonValueKind.String);
        app.MoveClock(Duration.FromHours(1));
        await Eventually.Passes(async () => (await app.Ada.Gets("tickets/T-1")).GetProperty("rankAt").GetString().ShouldBe(before), "it is back in its old place");
        (await app.JournalTypes()).Count(t => t == "desk.ticket.woke.v1").ShouldBe(1);
        (await app.TicketsAreTheirFolds()).ShouldBe(2);
        (await app.Verifies()).Findings.ShouldBeEmpty();
    }

    [Theory, BothEngines]
    public async Task The_customers_word_and_a_person_wake_it_and_solving_ends_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Opens(app, 3);
        foreach (var ticket in (string[])["T-1", "T-2", "T-3"]) await app.Ada.Puts($"tickets/{ticket}/snooze", new { until = (app.Now + Duration.FromDays(3)).ToString() });
        app.MoveClock(Duration.FromMinutes(5));
        await app.Ada.Posts("tickets/T-1/messages", new { channel = "phone", direction = "inbound", body = "Any news?", at = app.Now.ToString() });
        await app.Ada.Deletes("tickets/T-2/snooze");
        await app.Ada.Deletes("tickets/T-2/snooze");
        await app.Ada.Puts("tickets/T-3/resolution", new { code = "fixed", note = "Restarted." });
        (await Numbers(app, "is:snoozed")).ShouldBeEmpty();
        await app.Ada.Deletes("tickets/T-3/resolution");
        app.MoveClock(Duration.FromDays(4));
        (await app.Ada.Gets("tickets/T-3")).GetProperty("rankReason").GetProperty("term").GetString().ShouldBe("patience");
        (await app.JournalTypes()).Count(t => t == "desk.ticket.woke.v1").ShouldBe(2);
        (await app.TicketsAreTheirFolds()).ShouldBe(3);
    }

    [Theory, BothEngines]
    public async Task A_time_that_is_over_or_too_far_and_a_solved_ticket_are_refused(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Opens(app, 1);
        foreach (var until in (Instant[])[app.Now, app.Now - Duration.FromHours(1), app.Now + Duration.FromDays(400)])
            (await app.Ada.IsRefused(422, HttpMethod.Put, "tickets/T-1/snooze", new { until = until.ToString() })).GetProperty("errors").TryGetProperty("until", out _).ShouldBeTrue();
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted." });
        (await app.Ada.IsRefused(409, HttpMethod.Put, "tickets/T-1/snooze", new { until = (app.Now + Duration.FromHours(1)).ToString() })).GetProperty("type").GetString()
            .ShouldBe("urn:bridgewatch:problem:nothing-to-put-off");
        (await app.JournalTypes()).ShouldNotContain("desk.ticket.snoozed.v1");
    }

    private static async Task Opens(RunningApp app, int count)
    {
        for (var i = 1; i <= count; i++) await app.Ada.Posts("tickets", new { subject = $"Sync {i}", body = "x", requester = new { email = "kim@acme.example" } });
    }

    private static async Task<List<string?>> Numbers(RunningApp app, string query) =>
        [.. (await app.Ada.Gets($"tickets?q={Uri.EscapeDataString(query)}")).GetProperty("items").EnumerateArray().Select(t => t.GetProperty("number").GetString())];
}
