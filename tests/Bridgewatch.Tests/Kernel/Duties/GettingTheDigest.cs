using Bridgewatch.Host;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Kernel.Duties;

/// <summary>What somebody owes comes by mail, once on the morning of a working day.</summary>
public class GettingTheDigest
{
    [Theory, BothEngines]
    public async Task Who_owes_something_is_told_once_on_the_mornings_of_working_days_where_they_are(Engine engine)
    {
        // Friday, at six in the evening in Berlin.
        await using var app = await RunningApp.On(engine, at: "2026-03-27T17:00:00Z");
        var (kim, lou, bo) = (app.Person("Kim Ito", "support-engineer-l2"), app.Person("Lou Berg", "support-engineer-l2"), app.Person("Bo Away", "support-engineer-l2"));
        await Lives(kim, "Kim Ito", "kim", "Europe/Berlin", digest: true);
        await Lives(lou, "Lou Berg", "lou", "America/New_York", digest: true);
        await Lives(bo, "Bo Away", "bo", "Europe/Berlin", digest: false);
        await app.Admin.Puts("settings/kernel.outgoing-mail", new { host = "127.0.0.1", port = Ports.Free(), security = "none", fromAddress = "support@northwind.test" });
        foreach (var person in new[] { kim, lou, bo }) await app.Ada.Posts("tasks", new { title = "Renew the certificate", owner = await person.Id, due = "2026-04-03T10:00:00Z" });

        await Begin(app);
        app.MoveClock(Duration.FromHours(38));
        await Looked(app);
        (await Digests(app)).ShouldBeEmpty("nobody works on Sunday");
        app.MoveClock(Duration.FromHours(24));
        await Eventually.Holds(async () => (await Digests(app)).Count == 1, "Monday, half past nine in Berlin");
        (await Digests(app)).Single().To.ShouldBe("kim.ito@example.test");
        var mail = (await Digests(app)).Single();
        mail.Subject.ShouldBe("You owe one thing");
        mail.Text.ShouldContain("Renew the certificate");
        mail.Text.ShouldContain("/answer/");
        mail.Html!.ShouldContain("?do=complete");
        app.MoveClock(Duration.FromHours(6));
        await Eventually.Holds(async () => (await Digests(app)).Count == 2, "nine in New York");
        app.MoveClock(Duration.FromMinutes(30));
        await Looked(app);
        (await Digests(app)).Select(m => m.To).ShouldBe(["kim.ito@example.test", "lou.berg@example.test"], ignoreOrder: true);
        var task = (await kim.Gets("tasks")).GetProperty("items")[0].GetProperty("id").GetString();
        await kim.Puts($"tasks/{task}/completion", new { });
        app.MoveClock(Duration.FromHours(18));
        await Looked(app);
        (await Digests(app)).Count.ShouldBe(2, "Kim owes nothing on Tuesday");
    }

    [Fact]
    public async Task Two_nodes_send_one_digest()
    {
        await using var app = await RunningApp.On(Engine.Postgres, at: "2026-03-30T08:40:00Z");
        var clock = app.Services.GetRequiredService<IClock>();
        await using var other = await Server.Build(new(TestRun.Folder("second"), app.Store.Connection, "http://127.0.0.1:0") { Replace = services => services.AddSingleton(clock) });
        await other.StartAsync(TestContext.Current.CancellationToken);
        var people = Enumerable.Range(0, 12).Select(i => app.Person($"Kim {i}", "support-engineer-l2")).ToList();
        await app.Admin.Puts("settings/kernel.outgoing-mail", new { host = "127.0.0.1", port = Ports.Free(), security = "none", fromAddress = "support@northwind.test" });
        foreach (var person in people) await app.Ada.Posts("tasks", new { title = "Renew the certificate", owner = await person.Id, due = "2026-04-03T10:00:00Z" });
        await Begin(app);
        for (var i = 0; i < 6; i++)
        {
            app.MoveClock(Duration.FromMinutes(10));
            other.Services.GetRequiredService<Pulse>().Beat();
            await Looked(app);
        }
        var sent = await Digests(app);
        sent.Count.ShouldBe(12);
        sent.Select(m => m.To).Distinct().Count().ShouldBe(12);
    }

    private static async Task Lives(TestPerson person, string name, string handle, string zone, bool digest) => await person.Puts(
        $"people/{await person.Id}", new { name, handle, zone, locale = "en", notifications = new { onAssignment = true, onMention = true, onReply = true, digest } });

    /// <summary>A copied database has its recurring work from the day of the copy; here it begins now.</summary>
    private static Task<int> Begin(RunningApp app)
    {
        var now = app.Now;
        return app.Look(db => db.Set<DueItem>().Where(d => d.Kind == "desk.duty-digests").ExecuteUpdateAsync(s => s.SetProperty(d => d.NextAt, now)));
    }

    /// <summary>The look that was due has been taken.</summary>
    private static async Task Looked(RunningApp app)
    {
        var now = app.Now;
        await Eventually.Holds(async () => !await app.Look(db => db.Set<DueItem>().AnyAsync(d => d.Kind == "desk.duty-digests" && d.NextAt <= now)), "it was looked who owes something");
    }

    private static async Task<List<Mail>> Digests(RunningApp app) =>
        (await app.Look(db => db.Set<Delivery>().AsNoTracking().Where(d => d.Key.StartsWith("digest:")).ToListAsync())).ConvertAll(d => KernelJson.Read<Mail>(d.Payload));
}
