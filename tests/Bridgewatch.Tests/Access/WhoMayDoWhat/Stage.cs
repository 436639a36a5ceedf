using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.Extensions.DependencyInjection;
using Monitor = Bridgewatch.Tests.Signals.Monitor;

namespace Bridgewatch.Tests.Access.WhoMayDoWhat;

/// <summary>An application with two customers, one person for each role, and one who holds many roles at one customer only.</summary>
internal sealed partial class Stage : IAsyncDisposable
{
    public const string ServiceSlug = "sync";

    public const string Reactor = "desk.tell-people";

    /// <summary>They only take work that has nothing to do with where a role is held.</summary>
    private static readonly string[] RolesOfLena = [BuiltInRoles.SupportLead, "account-manager", "compliance-officer", BuiltInRoles.Administrator];

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
            Thing.Ticket or Thing.UnaskedTicket => "T-999999999",
            Thing.SetAside => "999999999",
            Thing.Organization => organization,
            _ => Guid.CreateVersion7().ToString(),
        }, thing switch { Thing.SetAside => Reactor, Thing.Message => "T-999999999", _ => Guid.CreateVersion7().ToString() }, domain);
        switch (thing)
        {
            case Thing.Ticket:
                var ticket = (await admin.Posts("tickets", new { subject = "Sync stalls", body = "It stands still.", requester = new { email = $"kim{n}@{domain}" } })).GetProperty("number").GetString()!;
                if (whose == Whose.Own) await admin.Puts($"tickets/{ticket}/assignment", new { person = (await actor.Id).ToString() });
                return new(ticket);
            case Thing.UnaskedTicket:
                var unasked = (await admin.Posts("tickets", new { subject = "Sync stalls", body = "It stands still." })).GetProperty("number").GetString()!;
                if (whose == Whose.Own) await admin.Puts($"tickets/{unasked}/assignment", new { person = (await actor.Id).ToString() });
                return new(unasked);
            case Thing.Message:
                var spoken = await Make(Thing.Ticket, whose, actor);
                return new(await Made(admin, $"tickets/{spoken.Key}/notes", new { body = "Seen before." }), spoken.Key);
            case Thing.Integration: return new((await Monitor.Of(App)).Id);
            case Thing.RawMessage:
                var monitor = await Monitor.Of(App);
                await monitor.Delivers(Monitor.Body([Monitor.Alert($"Stalls {n}")]));
                var arrived = (await admin.Gets($"{monitor.Path}/messages")).GetProperty("items")[0].GetProperty("id").GetString()!;
                return new(arrived, monitor.Id);
            case Thing.Delivery: return new((await Promised(n)).ToString());
            case Thing.SetAside: return new(await SetAside(n), Reactor);
            case Thing.Organization: return new(organization, Domain: domain);
            case Thing.Contact: return new(await Made(admin, "contacts", new { name = "Kim Ito", organizations = new[] { new { organization } } }));
            case Thing.Subscription:
                return new(await Made(admin, "subscriptions", new { organization, service = ServiceSlug, region = $"r{n}", from = "2026-01-01" }));
            case Thing.Person: return new(whose == Whose.Own ? (await actor.Id).ToString() : await Made(admin, "people", new { email = $"somebody{n}@example.test" }));
            case Thing.Grant:
                var holder = whose == Whose.Own ? (await actor.Id).ToString() : await Made(admin, "people", new { email = $"somebody{n}@example.test" });
                return new(await Made(admin, $"people/{holder}/roles", new { role = "engineer", scope = "region", region = $"r{n}" }), holder);
            case Thing.Token: return new((await App.Token(whose == Whose.Own ? actor : Colleague)).Id.ToString());
            case Thing.Team: return new(await Made(admin, "teams", new { name = $"Team {n}" }));
            case Thing.Brand: return new(await Made(admin, "brands", new { name = $"Brand {n}" }));
            case Thing.Component: return new((await admin.Posts("components", new { name = $"Part {n}" })).GetProperty("slug").GetString()!);
            case Thing.Service: return new((await admin.Posts("services", new { name = $"Service {n}" })).GetProperty("slug").GetString()!);
            case Thing.Queue: return new((await admin.Posts("queues", new { name = $"Queue {n}", slug = $"queue-{n}", team = (string?)null })).GetProperty("slug").GetString()!);
            default: return new("");
        }
    }

    /// <summary>A mail that was given up.</summary>
    private Task<DeliveryId> Promised(int n) => App.Services.GetRequiredService<OperationalWrites>().Run(db =>
    {
        var given = new Delivery
        {
            Id = DeliveryId.New(),
            Kind = "letter",
            Key = $"letter/{n}",
            Payload = "{}",
            SubjectKind = "test",
            SubjectId = Guid.CreateVersion7(),
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
