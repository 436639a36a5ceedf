using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bridgewatch.Access.Roles;
using Bridgewatch.Desk.Notifications;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Tests.Desk;

/// <summary>Every text of a ticket is proven by the journal, and whoever is named in one of ours is told.</summary>
public class NamingColleagues
{
    [Theory, BothEngines]
    public async Task Who_is_named_in_any_text_of_ours_is_told_and_who_a_customer_names_is_not(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var bo = await Work(app);
        await Eventually.Holds(async () => await Told(app, bo) == 5, "opening, note, priority, diagnosis and resolution name him");
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "@bo, please.", requester = new { email = "kim@acme.example" } });
        await app.Ada.Posts("tickets/T-2/notes", new { body = "@bo and nothing more." });
        await Eventually.Holds(async () => await Told(app, bo) == 6, "the note comes after the customer's words");
        (await app.Look(db => db.Set<Notification>().Where(n => n.Person != bo).CountAsync())).ShouldBe(0, "nobody else is told");
    }

    [Theory, BothEngines]
    public async Task Every_text_has_its_hash_in_the_journal_and_stands_in_none_of_its_entries(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Work(app);
        var bodies = await app.Look(db => db.Set<Bridgewatch.Desk.Tickets.Message>().Select(m => new { m.Id, m.Body }).ToListAsync());
        bodies.Count.ShouldBe(5);
        var entries = await app.Look(db => db.Journal.Where(r => r.SubjectKind == "ticket").Select(r => r.Data!).ToListAsync());
        var hashes = entries.Select(e => JsonDocument.Parse(e).RootElement).Where(e => e.TryGetProperty("hash", out _)).Select(e => e.GetProperty("hash").GetString());
        hashes.ShouldBe(bodies.Select(b => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(b.Body)))), ignoreOrder: true);
        foreach (var body in bodies) entries.ShouldAllBe(e => !e.Contains(body.Body, StringComparison.Ordinal));
        await app.Seals();
        (await app.Verifies()).Findings.ShouldBeEmpty();
    }

    [Theory, BothEngines]
    public async Task Whoever_wants_no_mail_gets_none_and_sees_it_in_the_product(Engine engine)
    {
        await using var sink = await SmtpSink.Start(SmtpFault.None);
        await using var app = await RunningApp.On(engine);
        var (bo, cy) = (app.Person("Bo", BuiltInRoles.SupportLead), app.Person("Cy", BuiltInRoles.SupportLead));
        await Task.WhenAll(app.Ada.Id, bo.Id, cy.Id);
        await bo.Puts($"people/{await bo.Id}", new { name = "Bo", handle = "bo", zone = "UTC", locale = "en", notifications = new { onAssignment = false, onMention = false, onReply = false } });
        await app.Admin.Puts("settings/kernel.outgoing-mail", new { host = "127.0.0.1", port = sink.Port, security = "none", fromAddress = "support@northwind.test", fromName = "Northwind" });
        await app.Ada.Posts("tickets", new { subject = "Payouts stuck", body = "PAY-4102", requester = new { email = "kim@acme.example" } });
        await app.Ada.Puts("tickets/T-1/assignment", new { person = (await bo.Id).ToString() });
        await app.Ada.Posts("tickets/T-1/messages", new { channel = "phone", direction = "inbound", body = "Kim called.", at = "2026-03-27T16:00:00Z" });
        await app.Ada.Posts("tickets/T-1/notes", new { body = "@bo and @cy: look." });
        await Eventually.Holds(() => sink.Received.Count == 1, "Cy gets a mail");
        sink.Received.Single().To.Mailboxes.Single().Address.ShouldBe("cy@example.test");
        (await app.Look(db => db.Set<Delivery>().CountAsync())).ShouldBe(1, "none is promised to Bo");
        (await Told(app, await bo.Id)).ShouldBe(3);
    }

    /// <summary>A ticket with a text of every kind of ours, each of which names Bo.</summary>
    private static async Task<PersonId> Work(RunningApp app)
    {
        var bo = await app.Person("Bo", BuiltInRoles.SupportLead).Id;
        await app.Admin.Posts("services", new { name = "Payments", slug = "payments" });
        await app.Ada.Posts("tickets", new { subject = "Printer", body = "It smokes, @bo." });
        await app.Ada.Posts("tickets/T-1/notes", new { body = "@bo: is it yours?" });
        await app.Ada.Puts("tickets/T-1/priority", new { priority = "P1", reason = "@bo sits beside it." });
        await app.Ada.Puts("tickets/T-1/diagnosis", new { component = "payments", cause = "@bo found dust in it." });
        await app.Ada.Puts("tickets/T-1/resolution", new { code = "fixed", note = "Cleaned by @bo." });
        return bo;
    }

    private static Task<int> Told(RunningApp app, PersonId person) => app.Look(db => db.Set<Notification>().CountAsync(n => n.Person == person));
}
