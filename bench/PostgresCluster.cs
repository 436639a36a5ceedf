using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Bridgewatch.Bench;

/// <summary>A PostgreSQL server of our own on the disk, writing as a production server does: fsync and synchronous_commit on.</summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private const string Programs = "/usr/lib/postgresql/15/bin/";

    private static readonly string[] AsPostgres = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"] : [];

    private readonly Process _server;

    private PostgresCluster(Process server, int port) => (_server, Port) = (server, port);

    public int Port { get; }

    public int Pid => _server.Id;

    public string Connection(string database) => string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Database={database};Username=postgres");

    /// <param name="folder">Its name within the place.</param>
    public static async Task<PostgresCluster> Start(Place place, string folder, int port)
    {
        var data = place.Folder(folder);
        if (Environment.IsPrivilegedProcess) await BuiltProgram.Run("chown", "postgres", data);
        await BuiltProgram.Run("chmod", "700", data);
        string[] make = [.. AsPostgres, Programs + "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"];
        await BuiltProgram.Run(make[0], make[1..]);
        await File.AppendAllLinesAsync(Path.Combine(data, "postgresql.conf"),
            ["listen_addresses='127.0.0.1'", "unix_socket_directories=''", "max_connections=200", "shared_buffers=256MB", "fsync=on", "synchronous_commit=on"]);
        string[] serve = [.. AsPostgres, Programs + "postgres", "-D", data, "-p", port.ToString(CultureInfo.InvariantCulture)];
        var cluster = new PostgresCluster(Process.Start(new ProcessStartInfo(serve[0], serve[1..]) { RedirectStandardError = true, RedirectStandardOutput = true })!, port);
        cluster._server.BeginErrorReadLine();
        cluster._server.BeginOutputReadLine();
        await cluster.Accepts();
        return cluster;
    }

    public async Task Execute(string sql, string database = "postgres")
    {
        await using var connection = new NpgsqlConnection(Connection(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>One row of 1 KB a commit, by pgbench, a second.</summary>
    public async Task<double> RowsOfPgbench(Place place, int clients, int seconds)
    {
        await Execute("DROP TABLE IF EXISTS one_kb; CREATE TABLE one_kb (id bigserial PRIMARY KEY, body text NOT NULL)");
        var script = Path.Combine(place.Folder("pgbench"), "insert.sql");
        await File.WriteAllTextAsync(script, $"INSERT INTO one_kb (body) VALUES ('{new string('x', 1_000)}');\n");
        var output = await BuiltProgram.Run(Programs + "pgbench", "-h", "127.0.0.1", "-p", $"{Port}", "-U", "postgres", "-n", "-f", script, "-M", "prepared",
            "-c", $"{clients}", "-j", "2", "-T", $"{seconds}", "postgres");
        // Its processes may still be ending, and their time is not to be counted to what is measured next.
        await Task.Delay(TimeSpan.FromSeconds(1));
        var line = output.Split('\n').First(l => l.StartsWith("tps", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        using var interrupt = Process.Start("kill", ["-INT", $"{Pid}"]);
        await _server.WaitForExitAsync();
        _server.Dispose();
    }

    private async Task Accepts()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await Execute("SELECT 1");
                return;
            }
            catch (NpgsqlException) when (tries < 200 && !_server.HasExited)
            {
                await Task.Delay(100);
            }
        }
    }
}
