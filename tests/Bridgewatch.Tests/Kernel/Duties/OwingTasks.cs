using System.Text.Json;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Kernel.Duties;

/// <summary>What people owe: from the hand that gives it to the one that settles it.</summary>
public class OwingTasks
{
    private const string Tomorrow = "2026-03-28T10:00:00Z";

    [Theory, BothEngines]
    public async Task A_task_is_given_accepted_postponed_with_a_reason_handed_over_and_done(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (kim, lou) = (app.Person("Kim Ito", "support-engineer-l2"), app.Person("Lou Berg", "support-engineer-l2"));
        var made = await app.Ada.Posts("tasks", new { title = "Call the carrier back", details = "They wait for figures.", owner = await kim.Id, due = Tomorrow });
        var path = $"tasks/{made.GetProperty("id").GetString()}";
        made.GetProperty("state").GetString().ShouldBe("open");
        made.GetProperty("owner").GetProperty("name").GetString().ShouldBe("Kim Ito");
        Listed(await kim.Gets("tasks")).ShouldBe(["Call the carrier back"]);
        Listed(await app.Ada.Gets("tasks?of=given&state=open")).ShouldBe(["Call the carrier back"]);

        await kim.Puts($"{path}/receipt");
        (await app.Ada.Gets(path)).GetProperty("acceptedAt").GetString().ShouldBe("2026-03-27T16:00:00Z");
        (await kim.IsRefused(422, HttpMethod.Put, $"{path}/due", new { due = "2026-03-29T10:00:00Z", reason = " " })).GetProperty("errors").TryGetProperty("reason", out _).ShouldBeTrue();
        (await kim.IsRefused(422, HttpMethod.Put, $"{path}/due", new { due = "2026-03-01T10:00:00Z", reason = "They are away." })).GetProperty("errors").TryGetProperty("due", out _).ShouldBeTrue();
        await kim.Puts($"{path}/due", new { due = "2026-03-29T10:00:00Z", reason = "They are away." });

        await kim.Puts($"{path}/owner", new { owner = await lou.Id, reason = "Lou knows them." });
        var theirs = await lou.Gets(path);
        theirs.GetProperty("acceptedAt").ValueKind.ShouldBe(JsonValueKind.Null, "whoever takes it over has not seen it yet");
        theirs.GetProperty("steps").EnumerateArray().Select(s => $"{s.GetProperty("deed").GetString()}: {s.GetProperty("reason").GetString()}")
            .ShouldBe(["postponed: They are away.", "handed-over: Lou knows them."]);
        await kim.IsRefused(404, HttpMethod.Put, $"{path}/completion", new { });

        await lou.Puts($"{path}/completion", new { note = "Sent." });
        (await lou.IsRefused(409, HttpMethod.Put, $"{path}/refusal", new { reason = "Too late." })).GetProperty("type").GetString().ShouldBe("urn:bridgewatch:problem:task-settled");
        (await app.JournalTypes()).Where(t => t.StartsWith("kernel.task", StringComparison.Ordinal)).ShouldBe(
            ["kernel.task.given.v1", "kernel.task.accepted.v1", "kernel.task.postponed.v1", "kernel.task.handed-over.v1", "kernel.task.completed.v1"]);
        (await app.Look(db => db.Journal.Where(r => r.Data!.Contains("carrier") || r.Data.Contains("away")).CountAsync())).ShouldBe(0, "the journal has no words of people");
    }

    [Theory, BothEngines]
    public async Task What_is_late_is_said_to_its_owner_and_a_day_later_to_who_leads_them(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var (kim, lea) = (app.Person("Kim Ito", "support-engineer-l1"), app.Person("Lea Bauer", "support-engineer-l3"));
        await app.Admin.Posts("teams", new { name = "Payments", members = new[] { await kim.Id, await lea.Id }, lead = await lea.Id });
        var id = (await app.Ada.Posts("tasks", new { title = "Renew the certificate", owner = await kim.Id, due = Tomorrow })).GetProperty("id").GetString();
        app.MoveClock(Duration.FromHours(17));
        (await app.JournalTypes()).ShouldNotContain("kernel.task.reminded.v1");
        app.MoveClock(Duration.FromHours(2));
        await Eventually.Holds(async () => (await app.JournalTypes()).Contains("kernel.task.reminded.v1"), "its owner is told");
        (await lea.Gets($"tasks/{id}")).GetProperty("isLate").GetBoolean().ShouldBeTrue("a lead sees what those owe whom they lead");
        app.MoveClock(Duration.FromHours(25));
        await Eventually.Holds(async () => (await app.JournalTypes()).Contains("kernel.task.escalated.v1"), "their lead is told");
        await lea.Puts($"tasks/{id}/owner", new { owner = await lea.Id });
        (await lea.Gets("tasks?of=mine")).GetProperty("items")[0].GetProperty("acceptedAt").ValueKind.ShouldBe(JsonValueKind.String, "who takes it has seen it");
        app.MoveClock(Duration.FromDays(3));
        (await app.JournalTypes()).Count(t => t == "kernel.task.reminded.v1").ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task A_task_about_a_ticket_is_seen_by_who_sees_the_ticket_and_given_to_nobody_else(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var ticket = (await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still.", requester = new { email = "kim@acme.example" } })).GetProperty("number").GetString()!;
        var (reader, blind) = (app.Person("Pat Reader", "product-manager"), app.Person("Cody Blind", "compliance-officer"));
        await app.Ada.Posts("tasks", new { title = "Ask for the log", due = Tomorrow, about = ticket });
        var about = (await reader.Gets($"tasks?of=all&about={ticket}")).GetProperty("items")[0].GetProperty("about");
        about.GetProperty("name").GetString().ShouldBe(ticket);
        await reader.IsRefused(422, HttpMethod.Get, "tasks?about=T-999999");
        (await blind.IsRefused(422, HttpMethod.Get, $"tasks?of=all&about={ticket}")).GetProperty("errors").TryGetProperty("about", out _).ShouldBeTrue();
        (await app.Ada.IsRefused(422, HttpMethod.Post, "tasks", new { title = "Ask", due = Tomorrow, about = ticket, owner = await blind.Id })).GetProperty("errors").TryGetProperty("owner", out _).ShouldBeTrue();
        (await app.Ada.IsRefused(422, HttpMethod.Post, "tasks", new { title = "Ask", due = Tomorrow, owner = Guid.CreateVersion7() })).GetProperty("errors").TryGetProperty("owner", out _).ShouldBeTrue();
        (await app.Ada.IsRefused(422, HttpMethod.Post, "tasks", new { title = " ", due = "2026-03-01T00:00:00Z" })).GetProperty("errors").TryGetProperty("title", out _).ShouldBeTrue();
    }

    [Theory, BothEngines]
    public async Task Erasing_a_person_takes_their_name_out_of_tasks(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still.", requester = new { email = "kim@acme.example", name = "Kim Ito-Berg" } });
        var id = (await app.Ada.Posts("tasks", new { title = "Call Kim Ito-Berg back", due = Tomorrow })).GetProperty("id").GetString();
        await app.Ada.Puts($"tasks/{id}/refusal", new { reason = "kim@acme.example does not answer." });
        await app.Send(new Bridgewatch.Kernel.Erasure.ErasePerson("kim@acme.example"));
        var left = await app.Ada.Gets($"tasks/{id}");
        left.ToString().ShouldNotContain("Kim", Case.Insensitive);
        left.GetProperty("state").GetString().ShouldBe("declined");
    }

    private static IEnumerable<string?> Listed(JsonElement page) => page.GetProperty("items").EnumerateArray().Select(t => t.GetProperty("title").GetString());
}
