using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Bridgewatch.Access.Browsers;
using Bridgewatch.Access.Providers;
using Bridgewatch.Access.Roles;
using Bridgewatch.Access.SecondFactor;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Desk.Email;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Monitor = Bridgewatch.Tests.Signals.Monitor;

namespace Bridgewatch.Tests.Access.WhoMayDoWhat;

/// <summary>An application with two customers, one person for each role, and one who holds many roles at one customer only.</summary>
internal sealed partial class Stage : IAsyncDisposable
{
    public const string ServiceSlug = "sync", CalendarSlug = "office";

    public const string Reactor = "desk.tell-people";

    /// <summary>They only take work that has nothing to do with where a role is held.</summary>
    private static readonly string[] RolesOfLena = [BuiltInRoles.SupportLead, "account-manager", "compliance-officer", BuiltInRoles.Administrator];

    /// <summary>The smallest picture there is.</summary>
    public static readonly byte[] OnePixel = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private int _number = 1000;

    private Stage(RunningApp app) => App = app;

    public RunningApp App { get; }

    /// <summary>Holds her roles in Acme, and nowhere else.</summary>
    public TestPerson Lena => App.Person("Lena Lead");

    private TestPerson Colleague => App.Person("Cody Colleague", "product-manager");

    private string Acme { get; set; } = "";

    private string Globex { get; set; } = "";

    public static async Task<Stage> Set(Engine engine)
    {
        var stage = new Stage(await RunningApp.On(engine));
        var admin = stage.App.Admin;
        stage.Acme = await Made(admin, "organizations", new { name = "Acme", domains = new[] { "acme.example" }, region = "eu" });
        stage.Globex = await Made(admin, "organizations", new { name = "Globex", domains = new[] { "globex.example" }, region = "us" });
        await admin.Posts("services", new { name = "Sync" });
        await admin.Posts("calendars", new { name = "Office", slug = CalendarSlug, zone = "UTC", hours = new { mon = new[] { "09:00-17:00" } } });
        foreach (var role in RolesOfLena) await stage.App.Grant(stage.Lena, role, GrantScope.Organization, Guid.Parse(stage.Acme));
        return stage;
    }

    /// <summary>Somebody who holds a built-in role everywhere.</summary>
    public TestPerson Holder(BuiltInRole role) => App.Person($"Role {role.Code}", role.Code);

    /// <summary>Makes a thing, by the administrator's hand.</summary>
    public async Task<Target> Make(Door door, Whose whose, TestPerson actor)
    {
        var target = await Make(door.Names, whose, actor);
        if (whose != Whose.Nobodys && door.Before is not null) await door.Before(this, target);
        return target;
    }

    /// <summary>Knocks, and returns the answer's status and its text without what differs from request to request.</summary>
    public async Task<(int Status, string Text)> Knock(Door door, Target target, TestPerson? actor, bool narrowed = false)
    {
        using var request = new HttpRequestMessage(new(door.Method), $"/api/v1/{door.Path(target, narrowed)}");
        if (actor is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await actor.Token);
        request.Content = door.Body?.Invoke(target with { Number = ++_number }) switch
        {
            null => null,
            HttpContent content => content,
            var body => JsonContent.Create(body, body.GetType(), options: KernelJson.Options),
        };
        using var answer = await App.Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync();
        if (answer.IsSuccessStatusCode && door.After is not null) await door.After(this, target);
        text = Trace().Replace(text, "");
        return ((int)answer.StatusCode, target.Key.Length == 0 ? text : text.Replace(target.Key, "KEY", StringComparison.Ordinal));
    }

    private async Task<Target> Make(Thing thing, Whose whose, TestPerson actor)
    {
        var (n, admin) = (++_number, App.Admin);
        // One's own ticket is one that is assigned to oneself, wherever it stands.
        var (organization, domain) = whose switch
        {
            Whose.InTheirOrganization => (Acme, "acme.example"),
            Whose.Nobodys => (Guid.CreateVersion7().ToString(), "nowhere.example"),
            _ => (Globex, "globex.example"),
        };
        if (whose == Whose.Nobodys) return new(thing switch
        {
            Thing.Ticket or Thing.UnaskedTicket or Thing.OtherTicket => "T-999999999",
            Thing.Draft => "note",
            Thing.SetAside => "999999999",
            Thing.Organization => organization,
            _ => Guid.CreateVersion7().ToString(),
        }, thing switch { Thing.SetAside => Reactor, Thing.Message or Thing.CustomersMessage or Thing.MacroOfTicket or Thing.MailedMessage or Thing.HeldReply or Thing.Attachment or Thing.WaitingFile or Thing.Draft => "T-999999999", Thing.UnaskedTicket or Thing.OtherTicket => "T-999999998", _ => Guid.CreateVersion7().ToString() }, domain);
        switch (thing)
        {
            case Thing.Ticket:
                var ticket = (await admin.Posts("tickets", new { subject = "Sync stalls", body = "It stands still.", requester = new { email = $"kim{n}@{domain}" } })).GetProperty("number").GetString()!;
                if (whose == Whose.Own) await admin.Puts($"tickets/{ticket}/assignment", new { person = (await actor.Id).ToString() });
                return new(ticket);
            case Thing.UnaskedTicket:
                var unasked = (await admin.Posts("tickets", new { subject = "Sync stalls", body = "It stands still." })).GetProperty("number").GetString()!;
                if (whose == Whose.Own) await admin.Puts($"tickets/{unasked}/assignment", new { person = (await actor.Id).ToString() });
                return new(unasked, (await Make(Thing.Ticket, whose, actor)).Key);
            case Thing.OtherTicket: return new((await Make(Thing.Ticket, whose, actor)).Key, (await Make(Thing.Ticket, whose, actor)).Key);
            case Thing.Message:
                var spoken = await Make(Thing.Ticket, whose, actor);
                return new(await Made(admin, $"tickets/{spoken.Key}/notes", new { body = "Seen before." }), spoken.Key);
            case Thing.CustomersMessage:
                var heard = await Make(Thing.Ticket, whose, actor);
                return new(await Made(admin, $"tickets/{heard.Key}/messages", new { channel = "phone", direction = "inbound", body = "And another matter.", at = "2026-03-27T15:00:00Z" }), heard.Key);
            case Thing.Attachment:
                var (shown, brought) = await Bring(await Make(Thing.Ticket, whose, actor), admin);
                await admin.Posts($"tickets/{shown}/notes", new { body = "See the picture.", attachments = new[] { brought } });
                return new(brought, shown);
            case Thing.HeldReply:
                var (answered, words) = ((await Make(Thing.Ticket, whose, actor)).Key, new { body = "We look into it.", undoable = true });
                using (var own = await actor.Sends(HttpMethod.Post, $"tickets/{answered}/replies", words))
                    return new(await Made(whose != Whose.Elsewhere && own.IsSuccessStatusCode ? actor : admin, $"tickets/{answered}/replies", words), answered);
            case Thing.Draft: return new("note", (await Make(Thing.Ticket, whose, actor)).Key);
            case Thing.WaitingFile:
                var with = await Make(Thing.Ticket, whose, actor);
                return new((await Left(with.Key, await (whose == Whose.Own ? actor : admin).Id)).ToString(), with.Key);
            case Thing.View:
                using (var saved = await actor.Sends(HttpMethod.Post, "views", new { name = $"View {n}", query = "is:open" }))
                    return new(await Made(whose != Whose.Elsewhere && saved.IsSuccessStatusCode ? actor : admin, "views", new { name = $"View {n}", query = "is:open" }));
            case Thing.PracticePart: return new("known-factors", "1.3");
            case Thing.Integration: return new((await Monitor.Of(App)).Id);
            case Thing.RawMessage:
                var monitor = await Monitor.Of(App);
                await monitor.Delivers(Monitor.Body([Monitor.Alert($"Stalls {n}")]));
                var arrived = (await admin.Gets($"{monitor.Path}/messages")).GetProperty("items")[0].GetProperty("id").GetString()!;
                return new(arrived, monitor.Id);
            case Thing.Mailbox: return new((await Postbox.Of(App, $"box{n}@us.example")).Id);
            case Thing.RawMail:
                var box = await Postbox.Of(App, $"box{n}@us.example");
                await box.Posts("From: kim@acme.example\n\nIt stalls.\n"u8.ToArray());
                return new((await box.Arrived())[0].GetProperty("id").GetString()!, box.Id);
            case Thing.MailedMessage:
                var mailed = await Make(Thing.Message, whose, actor);
                await Postbox.CameBy(App, mailed.Parent, mailed.Key);
                return mailed;
            case Thing.Webhook: return new(await Webhook(n));
            case Thing.WebhookDelivery:
                var told = await Webhook(n);
                return new((await Promised(n, "webhook", Guid.Parse(told))).ToString(), told);
            case Thing.Delivery: return new((await Promised(n)).ToString());
            case Thing.SetAside: return new(await SetAside(n), Reactor);
            case Thing.Task:
                var owner = whose == Whose.Own ? actor : Colleague;
                return new(await Made(admin, "tasks", new { title = $"Call back {n}", owner = (await owner.Id).ToString(), due = "2026-04-01T10:00:00Z" }), (await Colleague.Id).ToString());
            case Thing.Approval:
                var asker = App.Person("Cora Caller", BuiltInRoles.SupportLead);
                var urgent = await Make(Thing.Ticket, whose, actor);
                await admin.Puts($"tickets/{urgent.Key}/priority", new { priority = "P1", reason = "They open tomorrow." });
                return new((await asker.Puts($"tickets/{urgent.Key}/priority", new { priority = "P3", reason = "They have opened." })).GetProperty("id").GetString()!);
            case Thing.Organization: return new(organization, Domain: domain);
            case Thing.TwinOrganization: return new(await Made(admin, "organizations", new { name = $"Goes {n}" }), await Made(admin, "organizations", new { name = $"Stays {n}" }));
            case Thing.Contact:
                var another = await Made(admin, "contacts", new { name = "Kimberly Ito", organizations = new[] { new { organization } } });
                return new(await Made(admin, "contacts", new { name = "Kim Ito", organizations = new[] { new { organization } } }), Parent: another);
            case Thing.Subscription:
                return new(await Made(admin, "subscriptions", new { organization, service = ServiceSlug, region = $"r{n}", from = "2026-01-01" }));
            case Thing.Person: return new(whose == Whose.Own ? (await actor.Id).ToString() : await Made(admin, "people", new { email = $"somebody{n}@example.test" }));
            case Thing.Absence:
                var absent = whose == Whose.Own ? (await actor.Id).ToString() : await Made(admin, "people", new { email = $"somebody{n}@example.test" });
                return new(await Made(admin, $"people/{absent}/absences", new { firstDay = "2026-04-01" }), absent);
            case Thing.Grant:
                var holder = whose == Whose.Own ? (await actor.Id).ToString() : await Made(admin, "people", new { email = $"somebody{n}@example.test" });
                return new(await Made(admin, $"people/{holder}/roles", new { role = "engineer", scope = "region", region = $"r{n}" }), holder);
            case Thing.Session: return new((await Begun(whose == Whose.Own ? actor : Colleague)).ToString());
            case Thing.ProviderLink:
                var linked = whose == Whose.Own ? await actor.Id : new PersonId(Guid.Parse(await Made(admin, "people", new { email = $"somebody{n}@example.test" })));
                return new((await Linked(linked, n)).ToString(), linked.ToString());
            case Thing.Role: return new((await admin.Posts("roles", new { name = $"Role {n}", permissions = new[] { "catalog.read" } })).GetProperty("code").GetString()!);
            case Thing.Token: return new((await App.Token(whose == Whose.Own ? actor : Colleague)).Id.ToString());
            case Thing.Team: return new(await Made(admin, "teams", new { name = $"Team {n}" }));
            case Thing.Brand: return new(await Made(admin, "brands", new { name = $"Brand {n}" }));
            case Thing.SlaPolicy: return new(await Made(admin, "sla-policies", new { name = $"Policy {n}", calendar = CalendarSlug, targets = new { P1 = new { firstResponse = "1h" } } }));
            case Thing.Calendar: return new(await Made(admin, "calendars", new { name = $"Calendar {n}", zone = "UTC", hours = new { mon = new[] { "09:00-17:00" } } }));
            case Thing.Component: return new((await admin.Posts("components", new { name = $"Part {n}" })).GetProperty("slug").GetString()!);
            case Thing.Service: return new((await admin.Posts("services", new { name = $"Service {n}" })).GetProperty("slug").GetString()!);
            case Thing.Queue: return new((await admin.Posts("queues", new { name = $"Queue {n}", slug = $"queue-{n}", team = (string?)null })).GetProperty("slug").GetString()!);
            case Thing.Macro: return new(await Made(admin, "macros", new { name = $"Macro {n}", body = "Text." }));
            case Thing.MacroOfTicket: return new(await Made(admin, "macros", new { name = $"Macro {n}", body = "Text." }), (await Make(Thing.Ticket, whose, actor)).Key);
            case Thing.RoutingRule: return new(await Made(admin, "routing-rules", new { name = $"Rule {n}", when = "code:PAY-*", set = new { tier = "L2" } }));
            case Thing.Trigger: return new(await Made(admin, "triggers", new { name = $"Trigger {n}", on = new[] { "opened" }, @do = new[] { new { @do = "unassign" } } }));
            case Thing.TicketField: return new(await Made(admin, "ticket-fields", new { key = $"field-{n}", name = $"Field {n}", kind = "text", required = false }));
            default: return new("");
        }
    }

    private static async Task<(string Ticket, string File)> Bring(Target ticket, TestPerson by) =>
        (ticket.Key, (await by.Brings(ticket.Key, "screen.png", OnePixel)).GetProperty("id").GetString()!);

    /// <summary>A file that somebody brought while they were allowed to.</summary>
    private Task<AttachmentId> Left(string ticket, PersonId by) => App.Services.GetRequiredService<OperationalWrites>().Run(async db =>
    {
        var number = TicketNumber.TryParse(ticket, out var parsed) ? parsed : default;
        var id = await db.Tickets.Where(t => t.Number == number).Select(t => t.Id).SingleAsync();
        var left = Attachment.Bring(id, by, null, new("screen.png", "image/png", OnePixel.Length, new string('a', 64)), App.Now);
        db.Add(left);
        return left.Id;
    }, CancellationToken.None);

    /// <summary>Something that can be taken from somebody who lost it.</summary>
    public async Task SetUpAuthenticator(Target person) => await App.Services.GetRequiredService<OperationalWrites>().Run(db =>
    {
        db.Add(new Authenticator { Person = new(Guid.Parse(person.Key)), Secret = "", Since = App.Now, LastStep = 0 });
        return Task.FromResult(true);
    }, CancellationToken.None);

    /// <summary>An account at a provider as which somebody signed in.</summary>
    private Task<ProviderLinkId> Linked(PersonId person, int n) => App.Services.GetRequiredService<OperationalWrites>().Run(db =>
    {
        var link = new ProviderLink
        {
            Id = ProviderLinkId.New(),
            Person = person,
            Provider = "directory",
            Issuer = $"https://directory{n}.example.test",
            Subject = $"sub-{n}",
            Since = App.Now,
        };
        db.Add(link);
        return Task.FromResult(link.Id);
    }, CancellationToken.None);

    private async Task<BrowserSessionId> Begun(TestPerson person)
    {
        var session = new BrowserSession
        {
            Id = BrowserSessionId.New(),
            Person = await person.Id,
            Stamp = "",
            Device = "Firefox on Linux",
            StartedAt = App.Now,
            LastSeenAt = App.Now,
        };
        return await App.Services.GetRequiredService<OperationalWrites>().Run(db =>
        {
            db.Add(session);
            return Task.FromResult(session.Id);
        }, CancellationToken.None);
    }

    /// <summary>One that is told nothing that happens, since nobody listens where it leads.</summary>
    private Task<string> Webhook(int n) => Made(App.Admin, "webhooks", new { name = $"Webhook {n}", url = "https://example.com/in", events = new[] { "access.first-set-up.*" } });

    /// <summary>A mail that was given up.</summary>
    private Task<DeliveryId> Promised(int n, string kind = "letter", Guid? about = null) => App.Services.GetRequiredService<OperationalWrites>().Run(db =>
    {
        var given = new Delivery
        {
            Id = DeliveryId.New(),
            Kind = kind,
            Key = $"letter/{n}",
            Payload = "{}",
            SubjectKind = "test",
            SubjectId = about ?? Guid.CreateVersion7(),
            CreatedAt = App.Now,
            State = DeliveryState.Dead,
        };
        db.Add(given);
        return Task.FromResult(given.Id);
    }, CancellationToken.None);

    /// <summary>An entry that a reactor could not digest.</summary>
    private Task<string> SetAside(int n) => App.Services.GetRequiredService<OperationalWrites>().Run(db =>
    {
        db.Add(new PoisonEntry { Reactor = Reactor, Seq = n, Position = "0-1", Type = "test", Error = "Too brittle.", At = App.Now });
        return Task.FromResult(n.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }, CancellationToken.None);

    private static async Task<string> Made(TestPerson admin, string path, object body) => (await admin.Posts(path, body)).GetProperty("id").GetString()!;

    [GeneratedRegex("\"(traceId|instance)\":\"[^\"]*\"")]
    private static partial Regex Trace();

    public ValueTask DisposeAsync() => App.DisposeAsync();
}
