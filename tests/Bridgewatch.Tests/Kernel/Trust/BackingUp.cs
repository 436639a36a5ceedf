using System.Text.Json;
using Bridgewatch.Host;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Seal;
using Bridgewatch.Tests.Harness;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Bridgewatch.Tests.Kernel.Trust;

[Long]
public class BackingUp
{
    [Theory]
    [BothEngines(".tar.gz")]
    [BothEngines("")]
    public async Task A_backup_made_under_load_comes_back_whole_and_nothing_is_done_twice(Engine engine, string ending)
    {
        await using var database = await TestDatabase.Create(engine);
        var backup = Path.Combine(TestRun.Folder("backup"), "b" + ending);
        await using (var app = await Build(database.Store))
        {
            await app.StartAsync();
            using var stop = new CancellationTokenSource();
            var load = Task.Run(async () =>
            {
                for (var i = 0; !stop.IsCancellationRequested; i++) await app.Services.Records(1 + (i % 3));
            });
            await Eventually.Holds(async () => await Count(app) > 100 && await Look(app, db => db.Set<SealBatch>().AnyAsync()), "the load runs, and some of it is sealed");
            var made = await Verb.Run(["backup", backup, .. Sealing.On(database.Store)]);
            await stop.CancelAsync();
            await load;
            made.Exit.ShouldBe(0, made.Errors);
            JsonDocument.Parse(made.Output).RootElement.GetProperty("seal").GetProperty("batch").GetInt64().ShouldBeGreaterThan(0);
            await app.StopAsync();
        }
        // Elsewhere; on PostgreSQL in a cluster of its own, whose transactions begin far below those of the old one.
        await using var cluster = engine == Engine.Postgres ? await PostgresCluster.Durable() : null;
        var elsewhere = new Store(engine, TestRun.Folder("restored"), cluster is null ? null : await cluster.CreateDatabase("restored"));
        var restored = await Verb.Run(["restore", backup, .. Sealing.On(elsewhere)]);
        restored.Exit.ShouldBe(0, restored.Errors);
        var result = JsonDocument.Parse(restored.Output).RootElement;
        var rows = result.GetProperty("manifest").GetProperty("rows").GetProperty("journal").GetInt64();
        result.GetProperty("verified").GetProperty("entries").GetInt64().ShouldBe(rows);
        rows.ShouldBeGreaterThan(100);

        await using (var app = await Build(elsewhere))
        {
            await app.StartAsync();
            await app.Services.Records(5);
            await Eventually.Holds(async () => await Count(app) == (await Reacted(app)).Count, "every entry is reacted to");
            (await Reacted(app)).ShouldBeUnique();
            await app.StopAsync();
        }
        var verified = await Verb.Run(["verify", .. Sealing.On(elsewhere)]);
        verified.Exit.ShouldBe(0, verified.Errors);
        JsonDocument.Parse(verified.Output).RootElement.GetProperty("unsealed").GetInt64().ShouldBe(0);
    }

    [Theory, BothEngines]
    public async Task What_is_not_whole_or_not_empty_is_refused(Engine engine)
    {
        await using var app = await SealedApp.With(engine, batches: 1);
        var backup = Path.Combine(TestRun.Folder("backup"), "b");
        (await Verb.Run(["backup", backup, .. Sealing.On(app.Store)])).Exit.ShouldBe(0);
        var again = await Verb.Run(["backup", backup, .. Sealing.On(app.Store)]);
        again.Exit.ShouldBe(2, "an existing target is not overwritten");
        (await Verb.Run(["restore", backup, "--force", .. Sealing.On(app.Store)])).Exit.ShouldBe(3, "a server holds the data");

        var other = TestRun.Folder("other");
        if (engine == Engine.Sqlite)
        {
            (await Verb.Run("restore", backup, "--data", other)).Exit.ShouldBe(0);
            (await Verb.Run("restore", backup, "--data", other)).Exit.ShouldBe(3, "the folder is not empty now");
            (await Verb.Run("restore", backup, "--data", other, "--force")).Exit.ShouldBe(0);
        }
        else
        {
            (await Verb.Run("restore", backup, "--data", other)).Exit.ShouldBe(2, "it goes back to PostgreSQL only");
            var beneath = await Verb.Run("restore", backup, "--force", "--data", other, "--database", app.Store.Connection!);
            beneath.Exit.ShouldBe(3);
            beneath.Errors.ShouldContain("is running on this database");
        }
        var part = Directory.GetFiles(backup, engine == Engine.Sqlite ? "bridgewatch.db" : "database.dump").Single();
        await using (var stream = new FileStream(part, FileMode.Open)) stream.SetLength(stream.Length - 1);
        var damaged = await Verb.Run(["restore", backup, "--force", "--data", other, .. app.Store.Connection is { } c ? ["--database", c] : Array.Empty<string>()]);
        damaged.Exit.ShouldBe(2);
        damaged.Errors.ShouldContain("is not what the manifest says");
    }

    /// <summary>Somebody used pg_restore by hand: the entries carry numbers of transactions that lie ahead here.</summary>
    [Fact]
    public async Task A_server_mends_the_order_of_entries_from_another_cluster()
    {
        await using var database = await TestDatabase.Create(Engine.Postgres);
        await using (var app = await Build(database.Store))
        {
            await app.StartAsync();
            await app.Services.Records(5);
            await Eventually.Holds(async () => await Count(app) == (await Reacted(app)).Count, "all is reacted to");
            await app.StopAsync();
        }
        await using (var connection = await database.Store.Opens())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE journal SET xid = xid + 1000000000; UPDATE reactor SET xid = xid + 1000000000 WHERE xid > 0";
            await command.ExecuteNonQueryAsync();
        }
        await using (var app = await Build(database.Store))
        {
            await app.StartAsync();
            await app.Services.Records(5);
            await Eventually.Holds(async () => await Count(app) == (await Reacted(app)).Count, "new entries are reacted to");
            (await Reacted(app)).ShouldBeUnique();
            await app.StopAsync();
        }
        (await Verb.Run(["verify", .. Sealing.On(database.Store)])).Exit.ShouldBe(0);
    }

    private static Task<WebApplication> Build(Store store) => Server.Build(new(store.Data, store.Connection, "http://127.0.0.1:0")
    {
        Replace = services => services.AddReactor<Remember>("test.remember").AddLogging(log => log.SetMinimumLevel(LogLevel.Error)),
    });

    private static async Task<T> Look<T>(WebApplication app, Func<BridgewatchDb, Task<T>> question)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await question(scope.ServiceProvider.GetRequiredService<BridgewatchDb>());
    }

    private static Task<int> Count(WebApplication app) => Look(app, db => db.Journal.CountAsync(r => r.Type == "kernel.setting.changed.v1"));

    private static Task<List<string>> Reacted(WebApplication app) =>
        Look(app, db => db.Set<Delivery>().Where(d => d.Kind == "remember").Select(d => d.Payload).ToListAsync());

    /// <summary>Leaves a row for each entry. Its key is new each time, so that doing it twice would show.</summary>
    private sealed class Remember(BridgewatchDb db) : IReactor<SettingChanged>
    {
        public ValueTask React(SettingChanged fact, Entry entry, CancellationToken ct)
        {
            db.Add(new Delivery
            {
                Id = DeliveryId.New(),
                Kind = "remember",
                Key = Guid.CreateVersion7().ToString(),
                Payload = $"{entry.Seq}",
                SubjectKind = "test",
                SubjectId = Guid.Empty,
                CreatedAt = entry.At,
                NextAt = Micros.Never,
            });
            return default;
        }
    }
}
