using System.Data.Common;
using System.Text.Json;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Seal;
using Bridgewatch.Tests.Harness;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Bridgewatch.Tests.Kernel.Trust;

/// <summary>What the tests of trust do with an application, and behind its back.</summary>
internal static class SealedApp
{
    /// <summary>Writes entries into the journal in one transaction, each with data of its own.</summary>
    public static Task Records(this RunningApp app, int entries, Subject? about = null) => app.Services.Records(entries, about);

    /// <inheritdoc cref="Records(RunningApp, int, Subject?)"/>
    public static async Task Records(this IServiceProvider services, int entries, Subject? about = null)
    {
        await using var scope = services.CreateAsyncScope();
        var (envelope, journal) = (scope.ServiceProvider.GetRequiredService<Envelope>(), scope.ServiceProvider.GetRequiredService<Journal>());
        (envelope.Actor, envelope.Correlation) = (Actor.System, Guid.CreateVersion7());
        await services.GetRequiredService<StorageEngine>().Transact(scope.ServiceProvider.GetRequiredService<BridgewatchDb>(), whole: true, async () =>
        {
            for (var i = 0; i < entries; i++)
            {
                journal.Record(about ?? new("setting", Guid.Empty), new SettingChanged($"test-{i}", JsonSerializer.SerializeToElement(new { i })));
            }
            await scope.ServiceProvider.GetRequiredService<Commit>().Write(default);
            return 0;
        }, default);
    }

    /// <summary>Seals what is there now. On PostgreSQL transactions of other tests may hold the newest entries up for a moment.</summary>
    public static Task Seals(this RunningApp app) => Eventually.Holds(async () =>
    {
        await app.Services.GetRequiredService<Sealer>().Seal(default);
        await using var scope = app.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<SealStore>().Waiting(default)).Count == 0;
    }, "all entries are sealed");

    /// <summary>An application whose journal has sealed batches of ten entries.</summary>
    public static async Task<RunningApp> With(Engine engine, int batches, string at = "2026-03-27T16:00:00Z")
    {
        var app = await RunningApp.On(engine, at);
        await app.Seals();
        for (var i = 0; i < batches; i++)
        {
            await app.Records(10);
            await app.Seals();
        }
        return app;
    }

    public static async Task<VerificationResult> Verifies(this RunningApp app, params SignedRoot[] anchors)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Verification>().Run(anchors, default);
    }

    public static async Task<SignedRoot[]> Exports(this RunningApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return [.. await scope.ServiceProvider.GetRequiredService<SignedRoots>().After(0, int.MaxValue, default)];
    }

    /// <summary>Sequence numbers of all entries, in the order of the journal.</summary>
    public static async Task<List<long>> Seqs(this RunningApp app)
    {
        var (connection, seqs) = (await app.Store.Opens(), new List<long>());
        await using var opened = connection;
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT seq FROM journal ORDER BY {(app.Store.Engine == Engine.Postgres ? "xid, seq" : "seq")}";
        await using var row = await command.ExecuteReaderAsync();
        while (await row.ReadAsync()) seqs.Add(row.GetInt64(0));
        return seqs;
    }

    /// <summary>Runs SQL past the program.</summary>
    public static async Task<int> Tampers(this RunningApp app, string sql)
    {
        await using var connection = await app.Store.Opens();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        var rows = await command.ExecuteNonQueryAsync();
        rows.ShouldNotBe(0, sql);
        return rows;
    }

    public static async Task<DbConnection> Opens(this Store store)
    {
        DbConnection connection = store.Connection is { } postgres
            ? new NpgsqlConnection(postgres)
            : new SqliteConnection($"Data Source={Path.Combine(store.Data, "bridgewatch.db")};Default Timeout=30");
        await connection.OpenAsync();
        return connection;
    }
}
