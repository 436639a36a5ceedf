using System.Text.Json;
using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Import;
using Bridgewatch.Desk.Macros;
using Bridgewatch.Desk.Notifications;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Access.WhoMayDoWhat;
using Bridgewatch.Tests.Desk.Email;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using Bridgewatch.Tests.Signals;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Tests.Desk.Import;

/// <summary>A Zendesk account comes along from its export.</summary>
public class BringingAHelpDesk
{
    [Theory, BothEngines]
    public async Task Everything_is_here_as_it_was_there_and_nobody_is_told(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        using var account = ZendeskAccount.Acme();
        account.Bytes("attachments/9001_shot.png", Stage.OnePixel);
        account.Bytes("attachments/9002/log.txt", "calm"u8.ToArray());

        var tried = await account.Into(app, "--dry-run");
        tried.Exit.ShouldBe(0, tried.Errors);
        Report(tried).Tickets.ShouldBe(new(4, 0, 4, 0));
        (await app.Look(db => db.Tickets.CountAsync())).ShouldBe(0);
        (await app.JournalTypes()).ShouldBeEmpty();

        var done = await account.Into(app);
        done.Exit.ShouldBe(0, done.Errors);
        var report = Report(done);
        (report.Source, report.Differences, report.Missing).ShouldBe(("zendesk:acme", 0, 0), done.Errors);
        (report.Organizations, report.Users, report.Groups).ShouldBe((new(1, 1, 1, 0), new(4, 4, 4, 0), new(1, 1, 1, 0)));
        (report.Tickets, report.Messages, report.Files).ShouldBe((new(4, 4, 4, 0), new(8, 8, 0, 0), new(2, 2, 0, 0)));
        report.NotRead.Select(u => u.What).ShouldBe(["ticket 105", "user 77"]);
        report.NotConverted.Select(u => u.What).ShouldBe(["field \"Card\""]);

        await ItIsAsItWas(app);
        await NobodyIsTold(app);
        (await app.TicketsAreTheirFolds()).ShouldBe(4);
        await app.Seals();
        (await app.Verifies()).Findings.ShouldBeEmpty();

        var again = await account.Into(app);
        again.Exit.ShouldBe(0, again.Errors);
        Report(again).Tickets.ShouldBe(new(4, 4, 0, 0));
        (await app.Look(db => db.AllMessages.CountAsync())).ShouldBe(8);
        var status = await Verb.Run(["import", "status", .. ZendeskAccount.Data(app)]);
        status.Exit.ShouldBe(0, status.Errors);
        JsonDocument.Parse(status.Output).RootElement.GetProperty("runs").GetArrayLength().ShouldBe(2);
    }

    [Theory, BothEngines]
    public async Task A_later_export_adds_what_is_new_and_leaves_what_is_worked_on_here(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        using var account = ZendeskAccount.Acme();
        (await account.Into(app)).Exit.ShouldBe(1, "two files are missing");
        account.Bytes("attachments/9001_shot.png", Stage.OnePixel);
        account.Bytes("attachments/9002/log.txt", "calm"u8.ToArray());
        account.Lines("later/tickets.jsonl", ZendeskAccount.Pending("solved", "2025-02-05T09:00:00Z",
            ZendeskAccount.Comment(1004, 20, "2025-02-04T09:00:00Z", "Version 4."), ZendeskAccount.Comment(1005, 30, "2025-02-05T09:00:00Z", "Then update.")));
        var later = await account.Into(app);
        later.Exit.ShouldBe(0, later.Errors);
        Report(later).Tickets.ShouldBe(new(4, 4, 0, 1));
        var ticket = await Of(app, "101");
        (ticket.Status, ticket.ResolvedAt, ticket.AwaitsReply).ShouldBe((TicketStatus.Resolved, Instant.FromUtc(2025, 2, 5, 9, 0), false));
        (await app.Messages(ticket.Number.ToString())).Count.ShouldBe(5);
        (await app.Look(db => db.Set<Bridgewatch.Desk.Attachments.Attachment>().CountAsync(a => a.Message != null))).ShouldBe(2, "their contents came later");
        await app.TicketsAreTheirFolds();

        await app.Ada.Puts($"tickets/{(await Of(app, "104")).Number}/assignment", new { person = await app.Ada.Id });
        account.Lines("later/tickets-2.jsonl", ZendeskAccount.Ticket(104, "solved",
            [ZendeskAccount.Comment(4001, 21, "2025-03-01T09:00:00Z", "Hello?"), ZendeskAccount.Comment(4002, 30, "2025-03-03T09:00:00Z", "Hello!")], requester: 21, updated: "2025-03-03T09:00:00Z"));
        var last = await account.Into(app);
        last.Exit.ShouldBe(1, last.Errors);
        Report(last).First.ShouldAllBe(d => d.What == "ticket 104" && d.Difference.Contains("worked on it here"));
        var worked = await Of(app, "104");
        worked.Status.ShouldBe(TicketStatus.Open);
        (await app.Messages(worked.Number.ToString())).Count.ShouldBe(2, "what was said is told all the same");
        (await Verb.Run(["import", "status", .. ZendeskAccount.Data(app)])).Exit.ShouldBe(1);
    }

    [Theory, BothEngines]
    public async Task A_customers_answer_to_an_old_mail_joins_its_ticket_and_a_strangers_does_not(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        using var account = ZendeskAccount.Acme();
        await account.Into(app);
        var ticket = $"{(await Of(app, "101")).Number}";
        var box = await Postbox.Of(app);
        string[] answers =
        [
            Postbox.Mail("By the first mail.", from: "kim@widgets.example", subject: "Re: it", fields: "References: <first@widgets.example>"),
            Postbox.Mail("By Zendesk's mail.", from: "kim@widgets.example", subject: "Re: it", fields: "In-Reply-To: <1G7EOR0Q2J_65bd_8d63_sprut@zendesk.com>"),
            Postbox.Mail("By the bracket.\n\nOn Sat Zendesk wrote:\n> Which version?\n> [1G7EOR-0Q2J]", from: "lou@widgets.example", subject: "Re: it"),
            Postbox.Mail("By the address.", from: "kim@widgets.example", subject: "Re: it", fields: "Delivered-To: support+id1G7EOR-0Q2J@acme.zendesk.com"),
            Postbox.Mail("By the number.", from: "kim@widgets.example", subject: "Re: it", fields: "Delivered-To: support+id101@acme.zendesk.com"),
        ];
        foreach (var answer in answers) (await box.Gets(answer)).Text("ticket").ShouldBe(ticket, answer);
        (await Of(app, "101")).Status.ShouldBe(TicketStatus.Open);
        var other = (await box.Gets(Postbox.Mail("Me too.", from: "eve@evil.example", subject: "Re: [1G7EOR-0Q2J]"))).Text("ticket");
        other.ShouldNotBe(ticket);
        (await app.Ada.Gets($"tickets/{other}/links")).ToString().ShouldContain($"\"{ticket}\"");
        (await box.Gets(Postbox.Mail("New.", from: "kim@widgets.example", subject: "[Ticket#101] and [rt.example #101]"))).Text("ticket").ShouldNotBe(ticket, "those are other systems' numbers");
    }

    [Theory, BothEngines]
    public async Task An_old_number_is_found_and_leads_to_its_ticket(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        using var account = ZendeskAccount.Acme();
        await account.Into(app);
        var ticket = (await Of(app, "103")).Number.ToString();
        foreach (var typed in new[] { "zd:103", "zendesk 103", "#103", "103" })
        {
            await Eventually.Passes(async () =>
            {
                var found = await app.Ada.Gets($"search?q={Uri.EscapeDataString(typed)}");
                found.GetProperty("items")[0].GetProperty("ticket").Text("number").ShouldBe(ticket, typed);
            }, "the index is there");
        }
        (await app.Ada.Gets("search?q=rt%3A103")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task What_cannot_be_read_is_named_and_the_rest_comes()
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        using var account = new ZendeskAccount();
        account.Text("users.json", "{\"id\":20,\"name\":\"Kim\",\"email\":\"kim@acme.example\"}\n{\"id\":21,\"name\":\n{\"name\":\"Nobody\"}\n");
        account.Text("tickets-1.json", JsonSerializer.Serialize(new { tickets = new[] { ZendeskAccount.Ticket(1, "open", [ZendeskAccount.Comment(1, 20, "2025-03-01T09:00:00Z", "a\u0000b \ud83d")], requester: 20) }, next_page = (string?)null }));
        account.Text("tickets-2.json", JsonSerializer.Serialize(new[] { ZendeskAccount.Ticket(2, "open", [ZendeskAccount.Comment(2, 20, "2025-03-01T09:00:00Z", new string('x', 120_000))], requester: 20) }));
        account.Lines("triggers.json", new { id = 1, title = "Notify requester" });
        account.Text("macros.json", """
            {"macros":[
              {"id":1,"title":"Hello","active":true,"actions":[{"field":"comment_value","value":["channel:all","Dear {{ticket.requester.first_name}}"]},{"field":"status","value":"pending"},{"field":"current_tags","value":"greeted"}]},
              {"id":2,"title":"Strange","active":true,"actions":[{"field":"comment_value","value":"{{dc.footer}}"}]},
              {"id":3,"title":"Silent","active":true,"actions":[{"field":"status","value":"solved"}]}]}
            """);
        account.Text("odd.json", """{"whatever":[]}""");
        var done = await account.Into(app);
        done.Exit.ShouldBe(0, done.Errors);
        var report = Report(done);
        (report.Tickets, report.Users, report.Macros.Here).ShouldBe((new(2, 2, 2, 0), new(1, 1, 1, 0), 1));
        report.NotRead.Select(u => u.What).ShouldBe(["user", "user ?"]);
        report.NotConverted.Select(u => u.What).ShouldBe(["macro \"Strange\"", "macro \"Silent\"", "trigger \"Notify requester\""], ignoreOrder: true);
        report.PassedOver.ShouldBe(["odd.json"]);
        var macro = await app.Look(db => db.Set<Macro>().SingleAsync());
        (macro.Name, macro.Body, macro.Then, macro.AddLabels).ShouldBe(("Hello", "Dear {{ requester.first_name }}", TicketStatus.WaitingOnCustomer, "greeted"));
        (await Verb.Run(["import", "zendesk", "/nowhere", .. ZendeskAccount.Data(app)])).Exit.ShouldBe(2);
    }

    private static async Task ItIsAsItWas(RunningApp app)
    {
        var ticket = await Of(app, "101");
        (ticket.Subject, ticket.Status, ticket.Type, ticket.Priority, ticket.Channel, ticket.Origin).ShouldBe(("Sync stalls", TicketStatus.WaitingOnCustomer, TicketType.Fault, Priority.P2, Channel.Email, Origin.Imported));
        (ticket.OpenedAt, ticket.UpdatedAt, ticket.FirstReplyAt).ShouldBe((Instant.FromUtc(2025, 2, 1, 9, 0), Instant.FromUtc(2025, 2, 1, 12, 0), Instant.FromUtc(2025, 2, 1, 12, 0)));
        var shown = await app.Ada.Gets($"tickets/{ticket.Number}");
        shown.GetProperty("requester").Text("name").ShouldBe("Kim Lee");
        shown.GetProperty("organization").Text("name").ShouldBe("Widget Works");
        shown.GetProperty("assignee").Text("name").ShouldBe("Ada Agent");
        shown.Text("queue").ShouldBe("second-line");
        shown.GetProperty("labels").EnumerateArray().Select(l => l.GetString()).ShouldBe(["sync", "vip"], ignoreOrder: true);
        shown.GetProperty("fields").Text("platform").ShouldBe("Desktop/Linux");
        shown.GetProperty("fields").GetProperty("seats").GetDecimal().ShouldBe(12);
        shown.GetProperty("copies").EnumerateArray().Select(c => c.Text("email")).ShouldBe(["lou@widgets.example"]);
        var said = await app.Messages($"{ticket.Number}");
        said.Select(m => (m.Text("kind"), m.Text("at"))).ShouldBe([("inbound", "2025-02-01T09:00:00Z"), ("note", "2025-02-01T10:00:00Z"), ("reply", "2025-02-01T12:00:00Z")]);
        var picture = said[0].GetProperty("attachments").EnumerateArray().Single(a => a.Text("name") == "shot.png").Text("id");
        said[0].Text("body").ShouldBe($"It stalls.\n\n![shot](attachment:{picture})");
        var closed = await Of(app, "103");
        (closed.Status, (await Of(app, "102")).Status, (await Of(app, "104")).Status).ShouldBe((TicketStatus.Closed, TicketStatus.Resolved, TicketStatus.New));
        (await app.Look(db => db.People.Where(p => p.Email.EndsWith("us.example")).OrderBy(p => p.Email).Select(p => p.State).ToListAsync())).ShouldContain(PersonState.Left);
        var domains = await app.Look(db => db.OrganizationDomains.Select(d => d.Domain).ToListAsync());
        domains.ShouldBe(["widgets.example"], "what is everybody's tells nothing");
    }

    private static async Task NobodyIsTold(RunningApp app)
    {
        await Eventually.Holds(() => app.Look(async db =>
        {
            var end = await db.Journal.MaxAsync(r => r.Seq);
            return await db.Set<ReactorRow>().AllAsync(r => r.Seq >= end);
        }), "all reactors have read along");
        (await app.Look(db => db.Set<Delivery>().CountAsync())).ShouldBe(0);
        (await app.Look(db => db.Set<Notification>().CountAsync())).ShouldBe(0);
        (await app.Look(db => db.Set<TicketClock>().CountAsync())).ShouldBe(0);
        (await app.Look(db => db.Journal.CountAsync(r => r.SubjectKind == "ticket" && r.Origin != Origin.Imported))).ShouldBe(0);
        (await app.Look(db => db.Set<DueItem>().CountAsync(d => d.Kind == CloseResolved.Kind))).ShouldBe(1);
    }

    private static Task<Ticket> Of(RunningApp app, string number) => app.Look(async db =>
    {
        var id = await db.Set<ImportedTicket>().Where(i => i.Number == number).Select(i => i.Ticket).SingleAsync();
        return await db.Tickets.AsNoTracking().SingleAsync(t => t.Id == id);
    });

    private static MoveReport Report(CliResult result) => KernelJson.Read<MoveReport>(result.Output);
}
