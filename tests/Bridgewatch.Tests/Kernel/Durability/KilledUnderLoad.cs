using Bridgewatch.Host;
using Bridgewatch.Tests.Desk;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;

namespace Bridgewatch.Tests.Kernel.Durability;

/// <summary>A process that dies in the middle of its work loses nothing it has answered for. That it also waits for the disk
/// is shown by <see cref="AnsweringAfterTheDisk"/>: the page cache outlives a process.</summary>
public class KilledUnderLoad
{
    private const int Rounds = 20;

    [Long]
    [Theory, BothEngines]
    public async Task After_twenty_kills_every_acknowledged_ticket_is_there_once_and_tells_what_its_events_tell(Engine engine)
    {
        await using var cluster = engine == Engine.Postgres ? await PostgresCluster.Durable() : null;
        var store = new Store(engine, TestRun.DiskFolder("killed"), cluster is null ? null : await cluster.CreateDatabase("killed"));
        var (server, load) = await TicketLoad.On(store);
        var random = new Random(20);
        for (var round = 1; round <= Rounds; round++)
        {
            using var stop = new CancellationTokenSource();
            var before = load.Acknowledged.Count;
            var running = load.Run(server.Url, clients: 8, stop.Token);
            // At a random point: after a random number of answers, while as many requests as clients are under way.
            var enough = before + random.Next(5, 120);
            await Eventually.Holds(() => load.Acknowledged.Count > enough, $"round {round} is answered");
            // On PostgreSQL every fourth round takes the database down too, without a word.
            if (cluster is not null && round % 4 == 0) await cluster.Crash();
            await server.Kill();
            await stop.CancelAsync();
            await running;
            await server.DisposeAsync();
            if (cluster is not null && round % 4 == 0) await cluster.Start();
            server = await ServerProcess.Start(store);
        }
        var acknowledged = load.Acknowledged.Count;
        acknowledged.ShouldBeGreaterThan(Rounds * 5);
        await load.Repeat(server.Url);
        await load.EachIsThereOnce(store);
        (await server.Terminate()).ShouldBe(0, server.Output);
        await server.DisposeAsync();

        await using (var app = await Server.Build(new(store.Data, store.Connection, "http://127.0.0.1:0")))
            (await app.Services.TicketsAreTheirFolds()).ShouldBe(load.Acknowledged.Count);
        var verified = await Verb.Run(["verify", .. Sealing.On(store)]);
        verified.Exit.ShouldBe(0, verified.Output + verified.Errors);
    }
}
