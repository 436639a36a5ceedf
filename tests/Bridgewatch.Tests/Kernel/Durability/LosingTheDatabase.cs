using System.Net;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;

namespace Bridgewatch.Tests.Kernel.Durability;

[Long]
public class LosingTheDatabase
{
    [Fact]
    public async Task While_PostgreSQL_is_away_everybody_is_told_when_to_come_back_and_afterwards_it_goes_on_by_itself()
    {
        await using var cluster = await PostgresCluster.Durable();
        var store = new Store(Engine.Postgres, TestRun.Folder("data"), await cluster.CreateDatabase("away"));
        var (server, load) = await TicketLoad.On(store);
        await using var disposing = server;
        using var stop = new CancellationTokenSource();
        var running = load.Run(server.Url, clients: 4, stop.Token);
        for (var round = 0; round < 2; round++)
        {
            var (answered, refused) = (load.Acknowledged.Count, load.Unavailable);
            await Eventually.Holds(() => load.Acknowledged.Count > answered + 20, "tickets are opened");
            // Once in order, once as if the machine had stopped.
            if (round == 0) await cluster.Stop();
            else await cluster.Crash();
            await Eventually.Holds(() => load.Unavailable > refused + 20, "clients are told to come back");
            (await server.Http.GetAsync("/healthz/ready", CancellationToken.None)).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            (await server.Http.GetAsync("/healthz/live", CancellationToken.None)).StatusCode.ShouldBe(HttpStatusCode.OK);
            await cluster.Start();
            answered = load.Acknowledged.Count;
            await Eventually.Holds(() => load.Acknowledged.Count > answered + 20, "tickets are opened again");
            await Eventually.Holds(async () => (await server.Http.GetAsync("/healthz/ready", CancellationToken.None)).IsSuccessStatusCode, "it is ready again");
        }
        await stop.CancelAsync();
        await running;
        await load.Repeat(server.Url);
        await load.EachIsThereOnce(store);
        (await server.Terminate()).ShouldBe(0, server.Output);
        var verified = await Verb.Run(["verify", .. Sealing.On(store)]);
        verified.Exit.ShouldBe(0, verified.Output + verified.Errors);
    }
}
