using System.Text.Json;
using Bridgewatch.Host;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Tests.Kernel.Trust;

/// <summary>Who may touch the data at the same time, and which version.</summary>
public class BeingAlone
{
    [Fact]
    public async Task Two_servers_on_one_folder_refuse_and_verbs_know_their_place()
    {
        await using var database = await TestDatabase.Create(Engine.Sqlite);
        await using (var server = await ServerProcess.Start(database.Store))
        {
            var second = await ServerProcess.Cli("serve", "--urls", "http://127.0.0.1:0", "--data", database.Data);
            second.Exit.ShouldBe(3);
            second.Errors.ShouldContain("already running");
            (await Verb.Run("migrate", "--data", database.Data)).Exit.ShouldBe(3);
            (await Verb.Run("verify", "--data", database.Data)).Exit.ShouldBe(0);
            (await Verb.Run("doctor", "--data", database.Data)).Output.ShouldContain("\"serving\":true");
            await server.Kill();
        }
        var migrated = await Verb.Run("migrate", "--data", database.Data);
        migrated.Exit.ShouldBe(0, "a killed server holds nothing: " + migrated.Errors);
    }

    [Fact]
    public async Task A_restarted_server_does_not_wait_for_the_leases_of_a_killed_one()
    {
        await using var database = await TestDatabase.Create(Engine.Sqlite);
        await using (var server = await ServerProcess.Start(database.Store))
        {
            await Eventually.Holds(async () => await Leases(database.Store) > 0, "the server takes its leases");
            await server.Kill();
        }
        (await Leases(database.Store)).ShouldBeGreaterThan(0);
        await using var again = await Server.Build(new(database.Data, null, "http://127.0.0.1:0"));
        (await Leases(database.Store)).ShouldBe(0);
    }

    [Theory, BothEngines]
    public async Task The_doctor_says_of_an_empty_database_that_it_lacks_the_schema(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        if (engine == Engine.Sqlite) await File.WriteAllBytesAsync(Path.Combine(database.Data, "bridgewatch.db"), []);
        var examined = await Verb.Run(["doctor", .. Sealing.On(database.Store)]);
        examined.Exit.ShouldBe(1, examined.Errors);
        examined.Output.ShouldContain("The schema lacks");
    }

    [Long]
    [Theory, BothEngines]
    public async Task A_program_older_than_the_schema_allows_does_not_start(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        (await Verb.Run(["migrate", .. Sealing.On(database.Store)])).Exit.ShouldBe(0);
        await using (var connection = await database.Store.Opens())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE schema_info SET lowest_version = '99.1.0'";
            (await command.ExecuteNonQueryAsync()).ShouldBe(1, "migrate wrote the row");
        }
        foreach (var verb in (string[])["serve", "migrate"])
        {
            var refused = await Verb.Run([verb, .. Sealing.On(database.Store)]);
            refused.Exit.ShouldBe(3);
            refused.Errors.ShouldContain("99.1.0");
        }
        (await Verb.Run(["doctor", .. Sealing.On(database.Store)])).Exit.ShouldBe(1);
    }

    [Theory, BothEngines(LongOnPostgres = true)]
    public async Task The_doctor_finds_what_is_wrong(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        await using (var server = await ServerProcess.Start(database.Store)) await server.Terminate();
        var healthy = await Verb.Run(["doctor", .. Sealing.On(database.Store)]);
        var before = Problems(healthy);
        // The tests' PostgreSQL runs without fsync, and the doctor says so.
        before.ShouldBe(engine == Engine.Postgres ? ["durability"] : [], healthy.Output);
        healthy.Exit.ShouldBe(before.Count == 0 ? 0 : 1);

        var key = Path.Combine(database.Data, "keys", "seal-key.pem");
        File.SetUnixFileMode(key, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        File.SetUnixFileMode(Path.GetDirectoryName(key)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
        await using (var connection = await database.Store.Opens())
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "INSERT INTO reactor_poison (reactor, seq, position, type, error, at, attempts, state) "
                + $"VALUES ('test.reactor', 1, '0-1', 'test', 'x', {(engine == Engine.Postgres ? "now()" : "0")}, 5, 'set-aside')";
            await command.ExecuteNonQueryAsync();
        }
        var ill = await Verb.Run(["doctor", .. Sealing.On(database.Store)]);
        ill.Exit.ShouldBe(1);
        Problems(ill).Except(before).ShouldBe(["set-aside", "seal-key"], ignoreOrder: true);
    }

    [Theory, BothEngines]
    public async Task Kept_answers_go_after_a_day_and_contents_of_sent_mail_after_thirty(Engine engine)
    {
        await using var app = await RunningApp.On(engine, at: "2031-03-27T16:00:00Z");
        var now = app.Now;
        await app.Services.GetRequiredService<OperationalWrites>().Run(db =>
        {
            Delivery Sent(string key, Duration ago) => new()
            {
                Id = DeliveryId.New(),
                Kind = "test",
                Key = key,
                Payload = key,
                SubjectKind = "test",
                SubjectId = Guid.Empty,
                State = DeliveryState.Sent,
                CreatedAt = now - ago,
                SentAt = now - ago,
            };
            db.AddRange(Sent("old", Duration.FromDays(31)), Sent("new", Duration.FromDays(29)));
            db.AddRange(
                new IdempotentAnswer { Actor = "x", Key = "old", Request = [1], Response = "1", At = now - Duration.FromHours(25) },
                new IdempotentAnswer { Actor = "x", Key = "new", Request = [1], Response = "1", At = now - Duration.FromHours(22) });
            return Task.FromResult(0);
        }, default);
        app.MoveClock(Duration.FromMinutes(61));
        await Eventually.Holds(async () => await app.Look(db => db.Set<Delivery>().CountAsync(d => d.Payload == "old")) == 0, "the old contents go");
        await Eventually.Holds(async () => await app.Look(db => db.Set<IdempotentAnswer>().CountAsync(a => a.Key == "old")) == 0, "the old answer goes");
        (await app.Look(db => db.Set<Delivery>().CountAsync(d => d.Payload == "new"))).ShouldBe(1);
        (await app.Look(db => db.Set<IdempotentAnswer>().CountAsync(a => a.Key == "new"))).ShouldBe(1);
    }

    private static List<string> Problems(CliResult doctor) =>
        [.. JsonDocument.Parse(doctor.Output).RootElement.GetProperty("findings").EnumerateArray().Select(f => f.GetProperty("name").GetString()!)];

    private static async Task<long> Leases(Store store)
    {
        await using var connection = await store.Opens();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM lease";
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
