using System.Collections.Concurrent;
using Bridgewatch.Tests.Harness;
using Npgsql;

namespace Bridgewatch.Tests.Peers;

/// <summary>The harness itself: these fail when a peer is missing or does not behave as the other tests rely on.</summary>
public class DatabasesWork
{
    private static readonly Template _oneRow = new("onerow", async store =>
    {
        if (store.Connection is { } connection) await Sql(connection, "CREATE TABLE thing(id int); INSERT INTO thing VALUES (7)");
        else await File.WriteAllTextAsync(Path.Combine(store.Data, "thing"), "7");
    });

    [Theory, BothEngines]
    public async Task Each_test_gets_its_own_copy_of_the_template(Engine engine)
    {
        for (var round = 0; round < 3; round++)
        {
            await using var database = await TestDatabase.Create(engine, _oneRow);
            (await Content(database)).ShouldBe("7");
            await Change(database);
            (await Content(database)).ShouldBe("8");
        }
    }

    [Fact]
    public async Task What_was_committed_survives_a_crash_of_PostgreSQL()
    {
        await using var postgres = await PostgresCluster.Durable();
        var connection = await postgres.CreateDatabase("app");
        await Sql(connection, "CREATE TABLE thing(id int)");
        await Sql(connection, "INSERT INTO thing VALUES (41)");
        await postgres.Crash();
        await Should.ThrowAsync<NpgsqlException>(() => Sql(connection, "INSERT INTO thing VALUES (42)"));
        await postgres.Start();
        (await Sql(connection, "SELECT sum(id) FROM thing")).ShouldBe(41L);
        (await Sql(connection, "SHOW fsync")).ShouldBe("on");
    }

    [Fact, Long]
    public async Task Every_acknowledged_row_survives_crashes_under_load()
    {
        await using var postgres = await PostgresCluster.Durable();
        var connection = await postgres.CreateDatabase("app");
        await Sql(connection, "CREATE TABLE thing(id int PRIMARY KEY)");
        var (next, acknowledged) = (0, new ConcurrentBag<int>());
        for (var round = 0; round < 10; round++)
        {
            var before = acknowledged.Count;
            var writers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                try
                {
                    while (true)
                    {
                        var id = Interlocked.Increment(ref next);
                        await Sql(connection, $"INSERT INTO thing VALUES ({id})");
                        acknowledged.Add(id);
                    }
                }
                catch (NpgsqlException)
                {
                    // The crash; whether this row is there is not known, and not asked.
                }
            })).ToList();
            await Eventually.Holds(() => acknowledged.Count > before + 200, "rows are written");
            await postgres.Crash();
            await Task.WhenAll(writers);
            await postgres.Start();
            NpgsqlConnection.ClearAllPools(); // idle connections do not know yet that their server died
        }
        var present = (int[])(await Sql(connection, "SELECT array_agg(id) FROM thing"))!;
        acknowledged.Except(present).ShouldBeEmpty();
    }

    private static async Task<string> Content(TestDatabase database) => database.Connection is { } connection
        ? $"{await Sql(connection, "SELECT max(id) FROM thing")}"
        : await File.ReadAllTextAsync(Path.Combine(database.Data, "thing"));

    private static async Task Change(TestDatabase database)
    {
        if (database.Connection is { } connection) await Sql(connection, "UPDATE thing SET id = 8");
        else await File.WriteAllTextAsync(Path.Combine(database.Data, "thing"), "8");
    }

    private static async Task<object?> Sql(string connection, string sql)
    {
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await using var command = new NpgsqlCommand(sql, open);
        return await command.ExecuteScalarAsync();
    }
}
