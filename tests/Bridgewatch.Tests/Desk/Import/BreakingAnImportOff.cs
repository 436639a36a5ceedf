using System.Globalization;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Import;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Tests.Desk.Import;

/// <summary>An import that is killed goes on where it was, and nothing of it is there twice.</summary>
public class BreakingAnImportOff
{
    [Theory, BothEngines(LongOnPostgres = true)]
    public Task Killed_twice_and_begun_again_it_ends_without_a_difference(Engine engine) => KilledTwice(engine, 1_500);

    [Theory, BothEngines, Long]
    public Task The_same_with_a_hundred_thousand_tickets(Engine engine) => KilledTwice(engine, 100_000);

    private static async Task KilledTwice(Engine engine, int tickets)
    {
        await using var app = await RunningApp.On(engine);
        using var account = Many(tickets);
        string[] verb = [Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "bridgewatch.dll"), "import", "zendesk", account.Path, .. ZendeskAccount.Data(app)];
        foreach (var until in new[] { tickets / 5, tickets / 2 })
        {
            await using var import = new Daemon(verb);
            await Eventually.Holds(async () => import.HasExited || await app.Look(db => db.Set<ImportedTicket>().CountAsync()) >= until, "some have come", TimeSpan.FromMinutes(5));
            import.Send(Signal.Kill);
            (await import.Exit).ShouldNotBe(0, "it was killed in the middle");
        }
        (await app.Look(db => db.Set<ImportRun>().CountAsync(r => r.FinishedAt == null))).ShouldBe(2);
        var last = await account.Into(app);
        last.Exit.ShouldBe(0, last.Errors);
        var report = KernelJson.Read<MoveReport>(last.Output);
        TestContext.Current.SendDiagnosticMessage(string.Create(CultureInfo.InvariantCulture, $"{engine}: {report.Tickets.New} of {tickets} tickets and the comparison of all in {report.Milliseconds} ms"));
        (report.Tickets.There, report.Tickets.Here, report.Differences).ShouldBe((tickets, tickets, 0));
        report.Tickets.New.ShouldBeLessThan(tickets, "some had come before");
        (await app.Look(db => db.Tickets.CountAsync())).ShouldBe(tickets);
        (await app.Look(db => db.AllMessages.CountAsync())).ShouldBe(tickets * 3);
        (await app.Look(db => db.Contacts.CountAsync())).ShouldBe(Customers(tickets));
    }

    private static int Customers(int tickets) => Math.Max(1, tickets / 20);

    /// <summary>An account in which each customer has asked twenty times, written line by line.</summary>
    private static ZendeskAccount Many(int tickets)
    {
        var account = new ZendeskAccount();
        var customers = Customers(tickets);
        using (var users = new StreamWriter(Path.Combine(account.Path, "users.jsonl")))
        {
            users.WriteLine("""{"url":"https://many.zendesk.com/api/v2/users/1.json","id":1,"name":"Ada Agent","email":"ada.agent@us.example","role":"agent","active":true}""");
            for (var i = 0; i < customers; i++) users.WriteLine($$"""{"id":{{1_000 + i}},"name":"Customer {{i}}","email":"customer{{i}}@many.example","role":"end-user"}""");
        }
        using var lines = new StreamWriter(Path.Combine(account.Path, "tickets.jsonl"));
        string[] statuses = ["closed", "closed", "closed", "closed", "closed", "closed", "solved", "pending", "open", "new"];
        for (var i = 1; i <= tickets; i++)
        {
            var (asks, day) = (1_000 + (i % customers), 1 + (i % 28));
            lines.WriteLine($$"""
                {"id":{{i}},"created_at":"2025-01-{{day:00}}T09:00:00Z","updated_at":"2025-02-{{day:00}}T09:00:00Z","subject":"Question {{i}}","status":"{{statuses[i % 10]}}","priority":"normal","requester_id":{{asks}},"assignee_id":1,"tags":["t{{i % 7}}"],"via":{"channel":"email"},"comments":[{"id":{{i * 10}},"author_id":{{asks}},"body":"It stalls, for the {{i}}th time, whatever we do.","public":true,"created_at":"2025-01-{{day:00}}T09:00:00Z"},{"id":{{(i * 10) + 1}},"author_id":1,"body":"Which version is it?","public":true,"created_at":"2025-01-{{day:00}}T10:00:00Z"},{"id":{{(i * 10) + 2}},"author_id":1,"body":"A colleague looks at it.","public":false,"created_at":"2025-01-{{day:00}}T11:00:00Z"}]}
                """);
        }
        return account;
    }
}
