using System.Text.Json;
using Bridgewatch.Access.Roles;
using Bridgewatch.Desk.Effort;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Desk;

/// <summary>Facts that nobody can find out afterwards are kept as they were.</summary>
public class KeepingFacts
{
    private static readonly object Kim = new { email = "kim@acme.example", name = "Kim" };

    [Theory, BothEngines]
    public async Task A_resolution_that_goes_to_the_customer_answers_them_and_one_of_nobodys_ticket_does_not(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still.", requester = Kim });
        await app.Ada.Posts("tickets", new { subject = "Disk full", body = "db-3", type = "alert" });
        (await Row(app, 1)).AwaitsReply.ShouldBeTrue();
        app.MoveClock(Duration.FromMinutes(5));
        foreach (var ticket in new[] { "T-1", "T-2" }) await app.Ada.Puts($"tickets/{ticket}/resolution", new { code = "fixed", note = "Restarted." });
        var (asked, monitored) = (await Row(app, 1), await Row(app, 2));
        (asked.FirstReplyAt, asked.LastReplyAt, asked.AwaitsReply).ShouldBe((app.Now, app.Now, false));
        (monitored.FirstReplyAt, monitored.AwaitsReply).ShouldBe((null, false));
        (await Last(app, "T-1")).ShouldBe(("reply", "email"));
        (await Last(app, "T-2")).ShouldBe(("note", "api"));
    }

    [Theory, BothEngines]
    public async Task How_severe_it_turned_out_is_kept_only_when_somebody_says_so(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        for (var i = 0; i < 2; i++) await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still.", severity = "outage" });
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted." });
        await app.Ada.Puts("tickets/T-2/resolution", new { code = "fixed", note = "Restarted.", severity = "cosmetic" });
        (await app.Ada.Gets("tickets/T-1")).GetProperty("resolution").GetProperty("severity").ValueKind.ShouldBe(JsonValueKind.Null);
        (await app.Ada.Gets("tickets/T-2")).GetProperty("resolution").GetProperty("severity").GetString().ShouldBe("cosmetic");
        (await app.Ada.Gets("tickets/T-1")).GetProperty("severity").GetString().ShouldBe("outage", "what was stated stays beside it");
    }

    [Theory, BothEngines]
    public async Task A_ticket_is_in_the_language_of_its_requester_unless_another_is_given(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Admin.Posts("contacts", new { name = "Kim", addresses = new[] { "kim@acme.example" }, language = "de-AT" });
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still.", requester = Kim });
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still.", requester = Kim, language = "en" });
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still." });
        await app.Ada.Puts("tickets/T-3/requester", Kim);
        (await app.Look(db => db.Tickets.OrderBy(t => t.Number).Select(t => t.Language).ToListAsync())).ShouldBe(["de-AT", "en", "de-AT"]);
    }

    [Theory, BothEngines]
    public async Task What_one_of_ours_types_has_them_as_its_author_and_the_channel_it_took(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var ada = new Caller(ActorKind.Person, (await app.Ada.Id).Value);
        await app.As(ada, new OpenTicket("Printer", "It smokes.", Channel: Channel.Phone));
        await app.As(ada, new AddNote(new(1), "Have a look."));
        await app.Ada.Posts("tickets/T-1/notes", new { body = "A program's note." });
        await app.Ada.Puts("tickets/T-1/requester", Kim);
        await app.As(ada, new ReplyToTicket(new(1), "We look."));
        var messages = (await app.Ada.Gets("tickets/T-1/messages")).GetProperty("items").EnumerateArray()
            .Select(m => (m.GetProperty("kind").GetString(), m.GetProperty("channel").GetString(), m.GetProperty("author").GetString()));
        messages.ShouldBe([("note", "phone", "Ada"), ("note", "form", "Ada"), ("note", "api", "Ada"), ("reply", "email", "Ada")]);
    }

    [Theory, BothEngines]
    public async Task Only_who_takes_a_waiting_ticket_for_themselves_pulls_it_and_from_the_queue_it_waited_in(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var bo = app.Person("Bo", BuiltInRoles.SupportLead);
        var (ada, them) = ((await app.Ada.Id).ToString(), (await bo.Id).ToString());
        await app.Admin.Posts("queues", new { name = "Money", slug = "money", team = (string?)null });
        for (var i = 0; i < 5; i++) await app.Ada.Posts("tickets", new { subject = "Same", body = "The same." });

        await app.Ada.Puts("tickets/T-3/assignment", new { person = ada });
        (await Row(app, 3)).PulledFrom.ShouldBe(3, "of those that rank alike the older comes first");
        await app.Ada.Puts("tickets/T-4/assignment", new { person = ada, queue = "money" });
        (await Row(app, 4)).PulledFrom.ShouldBe(3, "two stood before it in the queue it was taken from");
        await app.Ada.Puts("tickets/T-5/assignment", new { person = them });
        await app.Ada.Puts("tickets/T-5/assignment", new { person = ada });
        (await Row(app, 5)).PulledFrom.ShouldBeNull("given to a colleague, then taken from them, it was never pulled");
        await app.TicketsAreTheirFolds();
    }

    [Theory, BothEngines]
    public async Task A_call_of_earlier_that_is_logged_late_reopens_nothing(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still.", requester = Kim });
        app.MoveClock(Duration.FromHours(1));
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Restarted." });
        var resolved = await Row(app, 1);
        app.MoveClock(Duration.FromHours(1));
        await Calls(app, "2026-03-27T16:30:00Z");
        var ticket = await Row(app, 1);
        (ticket.Status, ticket.Reopened, ticket.AwaitsReply, ticket.LastReplyAt).ShouldBe((TicketStatus.Resolved, 0, false, resolved.LastReplyAt));

        await Calls(app, "2026-03-27T17:30:00Z");
        ticket = await Row(app, 1);
        (ticket.Status, ticket.Reopened, ticket.AwaitsReply).ShouldBe((TicketStatus.Open, 1, true));
        await app.TicketsAreTheirFolds();
    }

    [Theory, BothEngines]
    public async Task Effort_is_recorded_only_where_it_is_switched_on(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stands still." });
        var ada = new Caller(ActorKind.Person, (await app.Ada.Id).Value);
        await app.As(ada, new RecordVisit(new(1), app.Now, 3));
        await app.Admin.Puts("settings/desk.handling", new { recordEffort = false });
        var before = await app.AllJournalTypes();
        await app.As(ada, new RecordVisit(new(1), app.Now, 4));
        (await app.Look(db => db.Visits.Select(v => v.Minutes).ToListAsync())).ShouldBe([3]);
        (await app.AllJournalTypes()).ShouldBe(before);
    }

    private static Task<JsonElement> Calls(RunningApp app, string at) =>
        app.Ada.Posts("tickets/T-1/messages", new { channel = "phone", direction = "inbound", body = "Kim called.", at });

    private static Task<Ticket> Row(RunningApp app, int number) => app.Look(db => db.Tickets.AsNoTracking().SingleAsync(t => t.Number == new TicketNumber(number)));

    private static async Task<(string?, string?)> Last(RunningApp app, string ticket)
    {
        var last = (await app.Ada.Gets($"tickets/{ticket}/messages")).GetProperty("items").EnumerateArray().Last();
        return (last.GetProperty("kind").GetString(), last.GetProperty("channel").GetString());
    }
}
