using System.Globalization;
using System.Text.RegularExpressions;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Tests.Kernel.Durability;

/// <summary>What is answered with success lies on the disk, not only in the page cache.</summary>
public partial class AnsweringAfterTheDisk
{
    [Theory, BothEngines]
    public async Task The_connection_that_writes_waits_for_the_disk(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
        var mode = await app.Services.GetRequiredService<StorageEngine>().Transact(db, whole: true, async () => engine == Engine.Sqlite
            ? (await db.Database.SqlQueryRaw<string>("SELECT CAST(synchronous AS TEXT) AS Value FROM pragma_synchronous").ToListAsync()).Single()
            : (await db.Database.SqlQueryRaw<string>("SELECT current_setting('synchronous_commit') AS \"Value\"").ToListAsync()).Single(), default);
        mode.ShouldBe(engine == Engine.Sqlite ? "2" : "on", "2 is FULL");
    }

    [Theory, BothEngines(LongOnPostgres = true)]
    public async Task Between_a_request_and_its_answer_the_write_ahead_log_is_synced(Engine engine)
    {
        await using var cluster = engine == Engine.Postgres ? await PostgresCluster.Durable() : null;
        var store = new Store(engine, TestRun.DiskFolder("synced"), cluster is null ? null : await cluster.CreateDatabase("synced"));
        var (server, load) = await TicketLoad.On(store);
        await using var disposing = server;
        await Open(server, load, 3);

        var trace = Path.Combine(TestRun.Folder("trace"), "calls");
        var databases = cluster is null ? [] : cluster.Backends;
        await using (var strace = new Daemon(["strace", "-f", "-y", "-s", "120", "-o", trace,
            "-e", "trace=fsync,fdatasync,read,recvfrom,recvmsg,write,sendto,sendmsg",
            .. new[] { server.Pid }.Concat(databases).SelectMany(pid => new[] { "-p", pid.ToString(CultureInfo.InvariantCulture) })], Signal.Interrupt))
        {
            await strace.Line("attached");
            await Open(server, load, 5);
        }

        var calls = await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken);
        var log = engine == Engine.Sqlite ? "bridgewatch.db-wal>" : "/pg_wal/";
        var (requests, synced, syncing) = (0, true, new HashSet<string>());
        foreach (var call in calls)
        {
            var thread = call.Split(' ')[0];
            if (call.Contains("POST /api/v1/tickets", StringComparison.Ordinal))
            {
                (requests, synced) = (requests + 1, false);
                syncing.Clear(); // what began before the request says nothing about it
            }
            else if (Sync().IsMatch(call) && call.Contains(log, StringComparison.Ordinal))
            {
                if (call.Contains("<unfinished", StringComparison.Ordinal)) syncing.Add(thread);
                else synced |= call.EndsWith("= 0", StringComparison.Ordinal);
            }
            else if (Resumed().IsMatch(call))
            {
                synced |= syncing.Remove(thread) && call.EndsWith("= 0", StringComparison.Ordinal);
            }
            else if (call.Contains("HTTP/1.1 201", StringComparison.Ordinal))
            {
                synced.ShouldBeTrue($"answered before the disk had it:\n{string.Join('\n', calls.TakeLast(200))}");
            }
        }
        requests.ShouldBeGreaterThanOrEqualTo(5);
    }

    /// <summary>One after the other, so that no other request's sync stands between this one and its answer.</summary>
    private static async Task Open(ServerProcess server, TicketLoad load, int tickets)
    {
        using var stop = new CancellationTokenSource();
        var enough = load.Acknowledged.Count + tickets;
        var running = load.Run(server.Url, clients: 1, stop.Token);
        await Eventually.Holds(() => load.Acknowledged.Count >= enough, "tickets are opened");
        await stop.CancelAsync();
        await running;
    }

    [GeneratedRegex(@"^\d+ +f(data)?sync\(")]
    private static partial Regex Sync();

    [GeneratedRegex(@"^\d+ +<\.\.\. f(data)?sync resumed>")]
    private static partial Regex Resumed();
}
