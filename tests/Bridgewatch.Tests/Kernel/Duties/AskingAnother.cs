using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Tests.Harness;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Tests.Kernel.Duties;

/// <summary>A P1 falls only when another person agrees, or looks at it afterwards.</summary>
public class AskingAnother
{
    [Theory, BothEngines]
    public async Task A_P1_falls_once_another_person_agrees_to_exactly_that(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        for (var i = 0; i < 8; i++) await app.Person($"Colleague {i}", "product-manager").Id;
        var bea = app.Person("Bea Second", "support-lead");
        var ticket = await Urgent(app);
        using (var asked = await app.Ada.Sends(HttpMethod.Put, $"{ticket}/priority", new { priority = "P3", reason = "Only a display." })) ((int)asked.StatusCode).ShouldBe(202);
        (await app.Ada.Gets(ticket)).GetProperty("priority").GetString().ShouldBe("P1");
        (await app.Ada.IsRefused(409, HttpMethod.Put, $"{ticket}/priority", new { priority = "P2", reason = "Again." })).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:lowering-is-asked");

        var id = (await bea.Gets("approvals")).GetProperty("items")[0];
        id.GetProperty("content").GetString().ShouldBe("Only a display.");
        var path = $"approvals/{id.GetProperty("id").GetString()}";
        (await app.Ada.IsRefused(409, HttpMethod.Put, $"{path}/decision", new { verdict = "approve" })).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:own-wish");
        (await bea.IsRefused(422, HttpMethod.Put, $"{path}/decision", new { verdict = "reject" })).GetProperty("errors").TryGetProperty("comment", out _).ShouldBeTrue();
        await app.Person("Colleague 0").IsRefused(404, HttpMethod.Get, path);
        await bea.Puts($"{path}/decision", new { verdict = "approve" });
        await Eventually.Holds(async () => (await app.Ada.Gets(ticket)).GetProperty("priority").GetString() == "P3", "it falls as asked");
        (await app.Ada.Gets(ticket)).GetProperty("peakPriority").GetString().ShouldBe("P1");

        await app.Ada.Puts($"{ticket}/priority", new { priority = "P1", reason = "Stores are down." });
        await app.Ada.Puts($"{ticket}/priority", new { priority = "P3", reason = "They are up." });
        await bea.Puts($"{ticket}/priority", new { priority = "P1", reason = "They are down again." });
        var stale = (await bea.Gets("approvals")).GetProperty("items")[0].GetProperty("id").GetString();
        (await bea.IsRefused(409, HttpMethod.Put, $"approvals/{stale}/decision", new { verdict = "approve" })).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:approval-void");
        (await bea.Gets($"approvals/{stale}")).GetProperty("state").GetString().ShouldBe("void");
        (await app.Ada.Gets(ticket)).GetProperty("priority").GetString().ShouldBe("P1");
    }

    [Theory, BothEngines]
    public async Task A_small_team_goes_ahead_and_another_person_looks_at_it_within_two_working_days(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var bea = app.Person("Bea Second", "support-lead");
        await bea.Id; // whoever is alone has nobody to look at it, and no day by which
        var ticket = await Urgent(app);
        await app.Ada.Puts($"{ticket}/priority", new { priority = "P3", reason = "Only a display." });
        (await app.Ada.Gets(ticket)).GetProperty("priority").GetString().ShouldBe("P3");
        var review = (await bea.Gets("approvals")).GetProperty("items")[0];
        review.GetProperty("afterwards").GetBoolean().ShouldBeTrue();
        review.GetProperty("due").GetString().ShouldBe("2026-03-31T16:00:00Z", "Friday at four, two working days later");
        app.MoveClock(Duration.FromDays(5));
        await Eventually.Holds(async () => (await app.JournalTypes()).Contains("kernel.approval.late.v1"), "it is late");
        await bea.Puts($"approvals/{review.GetProperty("id").GetString()}/decision", new { verdict = "reject", comment = "Three stores could not sell." });
        (await app.JournalTypes()).ShouldContain("kernel.approval.refused.v1");
        (await app.Ada.Gets(ticket)).GetProperty("priority").GetString().ShouldBe("P3", "what was done stays until somebody undoes it");
    }

    [Theory, BothEngines]
    public async Task Who_is_alone_goes_ahead_and_is_looked_at_two_working_days_after_a_second_person_came(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var ticket = await Urgent(app);
        await app.Ada.Puts($"{ticket}/priority", new { priority = "P3", reason = "Only a display." });
        var alone = (await app.Ada.Gets("approvals?of=asked")).GetProperty("items")[0];
        alone.GetProperty("waitsForSomebody").GetBoolean().ShouldBeTrue();
        app.MoveClock(Duration.FromDays(3));
        (await app.JournalTypes()).ShouldNotContain("kernel.approval.late.v1", "nobody could look at it");
        var bea = app.Person("Bea Second", "support-lead");
        _ = await bea.Id;
        // She comes on Monday at four.
        await Eventually.Holds(async () => (await bea.Gets("approvals")).GetProperty("items")[0].GetProperty("due").GetString() == "2026-04-01T16:00:00Z", "it is due now");
        await bea.Puts($"approvals/{alone.GetProperty("id").GetString()}/decision", new { verdict = "approve" });
    }

    [Theory]
    [InlineData("2026-03-27T16:00:00Z", "2026-03-31T16:00:00Z")] // Friday afternoon to Tuesday afternoon
    [InlineData("2026-03-28T12:00:00Z", "2026-04-01T09:00:00Z")] // Saturday counts from Monday at nine
    [InlineData("2026-03-26T20:00:00Z", "2026-03-31T09:00:00Z")] // after hours counts from the next morning
    [InlineData("2026-03-26T05:00:00Z", "2026-03-30T09:00:00Z")] // before hours counts from nine
    public void Working_days_are_those_of_the_company(string from, string until) =>
        InstantPattern.General.Format(new Company().WorkingDaysAfter(InstantPattern.General.Parse(from).Value, 2)).ShouldBe(until);

    private static async Task<string> Urgent(RunningApp app)
    {
        var opened = await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still.", requester = new { email = "kim@acme.example" } });
        var ticket = $"tickets/{opened.GetProperty("number").GetString()}";
        await app.Ada.Puts($"{ticket}/priority", new { priority = "P1", reason = "Stores are down." });
        return ticket;
    }
}
