using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Bridgewatch.Tests.Harness;

/// <summary>Where a program under test keeps what it stores.</summary>
/// <param name="Engine">The database.</param>
/// <param name="Data">An existing folder, its own: the SQLite file, keys, attachments.</param>
/// <param name="Connection">The connection string; null on SQLite, whose file lies in <paramref name="Data"/>.</param>
public sealed record Store(Engine Engine, string Data, string? Connection);

/// <summary>A schema that is made once a test program and copied for each test.</summary>
/// <param name="Name">Lower-case letters and digits; the same name means the same schema.</param>
/// <param name="Migrate">Brings the empty store up to date, and closes its connections.</param>
public sealed record Template(string Name, Func<Store, Task> Migrate);

/// <summary>A database of one test's own: empty, or a copy of a template.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> _sqliteTemplates = new();

    private TestDatabase(Store store) => Store = store;

    public Store Store { get; }
    public Engine Engine => Store.Engine;
    public string Data => Store.Data;
    public string? Connection => Store.Connection;

    public static async Task<TestDatabase> Create(Engine engine, Template? template = null)
    {
        var data = TestRun.Folder("data");
        if (engine == Engine.Postgres) return new(new(engine, data, await PostgresServer.CreateDatabase(template)));
        if (template is not null)
            foreach (var file in Directory.GetFiles(await SqliteTemplate(template)))
                File.Copy(file, Path.Combine(data, Path.GetFileName(file)));
        return new(new(engine, data, null));
    }

    public async ValueTask DisposeAsync()
    {
        if (Connection is null)
        {
            SqliteConnection.ClearAllPools(); // pooled connections keep deleted files on the disk
        }
        else
        {
            await using (var connection = new NpgsqlConnection(Connection))
            {
                NpgsqlConnection.ClearPool(connection);
                await PostgresServer.Drop(connection.Database);
            }
        }
        TestRun.Delete(Data);
    }

    private static Task<string> SqliteTemplate(Template template) => _sqliteTemplates.GetOrAdd(template.Name, _ => new(async () =>
    {
        var folder = TestRun.Folder("template");
        await template.Migrate(new(Engine.Sqlite, folder, null));
        SqliteConnection.ClearAllPools(); // the last connection folds the write-ahead log into the file
        return folder;
    })).Value;
}
