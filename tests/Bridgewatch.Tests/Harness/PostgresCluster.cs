using Npgsql;

namespace Bridgewatch.Tests.Harness;

/// <summary>
/// A PostgreSQL server of our own in a throw-away folder. <see cref="Durable"/> is for tests of what survives: it writes
/// as a production server does, and can be stopped, started and crashed. All other tests share <see cref="PostgresServer"/>.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin/";
    private static readonly string[] _asPostgres =
        Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];
    private readonly string _folder;
    private int _port;
    private Daemon? _server;

    private PostgresCluster(string folder) => _folder = folder;

    /// <summary>A running server with fsync, to be disposed of by the test. About 0.7 s.</summary>
    public static Task<PostgresCluster> Durable() => Create(TestRun.DiskFolder("pg"), "fsync=on", "synchronous_commit=on");

    internal static Task<PostgresCluster> Fast() =>
        Create(TestRun.Folder("pg"), "fsync=off", "full_page_writes=off", "max_wal_size=128MB");

    /// <summary>Its processes that are there now: one for each connection, and its own.</summary>
    public IReadOnlyList<int> Backends => _server is null ? [] : LinuxProcess.Children(_server.Pid);

    /// <summary>The connection string of a database on this server, which need not exist yet.</summary>
    public string Connection(string database) =>
        $"Host=127.0.0.1;Port={_port};Database={database};Username=postgres;Maximum Pool Size=8";

    /// <summary>Makes an empty database, or a copy of a template, and returns its connection string.</summary>
    public async Task<string> CreateDatabase(string name, string? template = null)
    {
        await Execute(template is null ? $"CREATE DATABASE {name}" : $"CREATE DATABASE {name} TEMPLATE {template}");
        return Connection(name);
    }

    /// <summary>Starts the server again on the same port after <see cref="Stop"/> or <see cref="Crash"/>.</summary>
    public async Task Start()
    {
        _server = new Daemon([.. _asPostgres, Programs + "postgres", "-D", Path.Combine(_folder, "d"), "-p", $"{_port}"], Signal.Interrupt);
        await Eventually.Passes(async () =>
        {
            if (_server.HasExited) return;
            await Execute("SELECT 1");
        }, "PostgreSQL accepts connections");
        _server.ShouldBeRunning();
    }

    /// <summary>A fast shutdown: connected clients are told (57P01), everything is written.</summary>
    public async Task Stop()
    {
        if (_server is not null) await _server.Stop();
    }

    /// <summary>Kills the whole server at once, like a machine that stops. A killed process says nothing on power loss: the page cache lives on.</summary>
    public async Task Crash()
    {
        _server.ShouldNotBeNull();
        _server.Send(Signal.Stop); // so that it cannot replace children while they are killed
        foreach (var child in LinuxProcess.Children(_server.Pid)) LinuxProcess.Send(Signal.Kill, child);
        _server.Send(Signal.Kill);
        await _server.Exit;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        NpgsqlConnection.ClearAllPools();
        TestRun.Delete(_folder);
    }

    internal async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(Connection("postgres"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<PostgresCluster> Create(string folder, params string[] settings)
    {
        File.Exists(Programs + "initdb").ShouldBeTrue("PostgreSQL 15 is not installed: run tests/peers.sh as root.");
        var cluster = new PostgresCluster(folder);
        var data = Path.Combine(cluster._folder, "d");
        if (Environment.IsPrivilegedProcess) await Command.Run("install", "-d", "-o", "postgres", "-g", "postgres", "-m", "700", data);
        await Command.Run([.. _asPostgres, Programs + "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]);
        await File.AppendAllLinesAsync(Path.Combine(data, "postgresql.conf"),
            ["listen_addresses='127.0.0.1'", "unix_socket_directories=''", "max_connections=300", "shared_buffers=64MB", .. settings]);
        for (var attempt = 1; ; attempt++)
        {
            cluster._port = Ports.Free();
            try
            {
                await cluster.Start();
                return cluster;
            }
            catch (ShouldAssertException e) when (attempt < 5 && e.Message.Contains("could not bind", StringComparison.Ordinal))
            {
                // Somebody took the port between choosing and using it.
            }
        }
    }
}
