using Bridgewatch.Access.Roles;
using Bridgewatch.Tests.Harness;
using MimeKit;

namespace Bridgewatch.Tests.Desk;

/// <summary>What is said publicly goes out by mail, in one thread; what is internal never does.</summary>
public class AnsweringCustomers
{
    [Theory, BothEngines]
    public async Task A_reply_is_mailed_once_in_the_thread_of_the_ticket_and_a_note_never(Engine engine)
    {
        await using var sink = await SmtpSink.Start(SmtpFault.None);
        await using var app = await RunningApp.On(engine);
        await app.Ada.Id; // invited before there is mail to invite by
        await app.Admin.Puts("settings/kernel.outgoing-mail", Mail(sink));
        await app.Ada.Posts("tickets", new { subject = "Payouts stuck", body = "PAY-4102", requester = new { email = "heike@brandtner.example", name = "Heike" } });
        await app.Ada.Posts("tickets/T-1/notes", new { body = "Held back by **us**." });
        var reply = await app.Ada.Posts("tickets/T-1/replies", new { body = "We see it **too**. <script>alert(1)</script>", then = "waiting-on-customer" });
        reply.GetProperty("kind").GetString().ShouldBe("reply");
        await Eventually.Holds(() => sink.Received.Count == 1, "the reply is mailed");
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Released them all." });
        await Eventually.Holds(() => sink.Received.Count == 2, "how it was solved is mailed");

        var (first, second) = (Received(sink, "We see it"), Received(sink, "Released them all."));
        first.To.Mailboxes.Single().Address.ShouldBe("heike@brandtner.example");
        first.From.Mailboxes.Single().Address.ShouldBe("support@northwind.test");
        first.Subject.ShouldBe("[T-1] Payouts stuck");
        first.HtmlBody!.ShouldContain("<strong>too</strong>");
        first.HtmlBody!.ShouldNotContain("<script");
        second.References.ShouldContain(first.MessageId);
        sink.Received.ShouldAllBe(m => !m.ToString().Contains("Held back", StringComparison.Ordinal));
        (await app.Ada.Gets("tickets/T-1")).GetProperty("status").GetString().ShouldBe("resolved");
        (await app.Ada.Gets("tickets/T-1/messages")).GetProperty("items").EnumerateArray().Select(m => m.GetProperty("kind").GetString()).ShouldBe(["inbound", "note", "reply", "reply"]);
        var page = await app.Ada.Gets("tickets/T-1/messages?limit=3");
        page.GetProperty("items").GetArrayLength().ShouldBe(3);
        var rest = await app.Ada.Gets($"tickets/T-1/messages?limit=3&cursor={page.GetProperty("next").GetString()}");
        (rest.GetProperty("items").GetArrayLength(), rest.GetProperty("next").GetString()).ShouldBe((1, null));
        await app.Ada.IsRefused(422, HttpMethod.Get, "tickets/T-1/messages?cursor=nonsense");
    }

    [Theory, BothEngines]
    public async Task A_mail_server_that_is_busy_is_asked_again_and_the_mail_goes_out_once(Engine engine)
    {
        var busy = await SmtpSink.Start(SmtpFault.RefusesForNow);
        await using var app = await RunningApp.On(engine);
        await app.Ada.Id; // invited before there is mail to invite by
        await app.Admin.Puts("settings/kernel.outgoing-mail", Mail(busy));
        await app.Ada.Posts("tickets", new { subject = "Payouts stuck", body = "PAY-4102", requester = new { email = "heike@brandtner.example", name = "Heike" } });
        await app.Ada.Posts("tickets/T-1/replies", new { body = "We see it too." });
        await Eventually.Holds(async () => (await app.Look(db => Task.FromResult(db.Set<Bridgewatch.Kernel.Delivery>().Any(d => d.Attempts > 0)))), "it was tried");
        await busy.DisposeAsync();
        await using var sink = await SmtpSink.Start(SmtpFault.None, busy.Port);
        for (var i = 0; i < 4; i++) app.MoveClock(NodaTime.Duration.FromHours(1));
        await Eventually.Holds(() => sink.Received.Count > 0, "it is sent after all");
        sink.Received.Count.ShouldBe(1);
        app.Complaints.Allow("mail");
        app.Complaints.Allow("deliver");
    }

    [Theory, BothEngines]
    public async Task Colleagues_are_told_of_assignment_and_mention_by_mail_unless_they_did_it_themselves(Engine engine)
    {
        await using var sink = await SmtpSink.Start(SmtpFault.None);
        await using var app = await RunningApp.On(engine);
        var (ada, bo) = (app.Ada, app.Person("Bo", BuiltInRoles.SupportLead));
        var them = await Task.WhenAll(ada.Id, bo.Id);
        await app.Person("Mia").Id; // of no role, so she sees no ticket
        await app.Admin.Puts("settings/kernel.outgoing-mail", Mail(sink));
        await ada.Posts("tickets", new { subject = "Payouts stuck", body = "PAY-4102" });
        await ada.Puts("tickets/T-1/assignment", new { person = them[0].ToString() });
        await ada.Puts("tickets/T-1/assignment", new { person = them[1].ToString() });
        await ada.Posts("tickets/T-1/notes", new { body = "@bo and @ada and @mia and @nobody: look." });
        await Eventually.Holds(() => sink.Received.Count == 2, "Bo is told twice");
        sink.Received.SelectMany(m => m.To.Mailboxes).Select(m => m.Address).Distinct().ShouldBe(["bo@example.test"]);
        sink.Received.Select(m => m.TextBody).ShouldAllBe(text => !text!.Contains("look.", StringComparison.Ordinal), "the conversation stays in the product");
        sink.Received.Select(m => m.MessageId).ShouldBeUnique();
    }

    private static MimeMessage Received(SmtpSink sink, string text) => sink.Received.Single(m => m.TextBody!.Contains(text, StringComparison.Ordinal));

    private static object Mail(SmtpSink sink) => new { host = "127.0.0.1", port = sink.Port, security = "none", fromAddress = "support@northwind.test", fromName = "Northwind" };
}
