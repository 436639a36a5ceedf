using System.Collections.Concurrent;

namespace Bridgewatch.Tests.Harness;

/// <summary>
/// The one PostgreSQL server of a test program, without fsync, started when first asked for and stopped with the
/// program. Each test gets a database of its own, copied from a template that was migrated once.
/// </summary>
public static class PostgresServer
{
    private static readonly Lazy<Task<PostgresCluster>> _cluster = new(PostgresCluster.Fast);
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> _templates = new();
    private static int _databases;

    /// <summary>An empty database, or a copy of the template; returns its connection string.</summary>
    public static async Task<string> CreateDatabase(Template? template = null)
    {
        var cluster = await _cluster.Value;
        var name = $"t{Interlocked.Increment(ref _databases)}";
        return await cluster.CreateDatabase(name, template is null ? null : await TemplateDatabase(cluster, template));
    }

    /// <summary>Deletes a database, cutting off whoever is still connected.</summary>
    public static async Task Drop(string database) =>
        await (await _cluster.Value).Execute($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");

    private static Task<string> TemplateDatabase(PostgresCluster cluster, Template template) => _templates.GetOrAdd(template.Name, name => new(async () =>
    {
        var database = $"template_{name}";
        var connection = await cluster.CreateDatabase(database);
        await template.Migrate(new(Engine.Postgres, TestRun.Folder("template"), connection));
        // Nobody may be connected to a database that is being copied.
        await cluster.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'");
        return database;
    })).Value;
}
