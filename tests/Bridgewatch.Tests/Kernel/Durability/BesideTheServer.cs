using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;

namespace Bridgewatch.Tests.Kernel.Durability;

public class BesideTheServer
{
    [Long]
    [Theory, BothEngines]
    public async Task The_command_line_works_beside_a_server_under_load_and_neither_ever_finds_the_database_locked(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        var (server, load) = await TicketLoad.On(database.Store);
        await using var disposing = server;
        using var stop = new CancellationTokenSource();
        var running = load.Run(server.Url, clients: 8, stop.Token);
        string[] at = Sealing.On(database.Store);
        var file = Path.Combine(TestRun.Folder("import"), "organizations.csv");
        await File.WriteAllLinesAsync(file, ["name,short_name", .. Enumerable.Range(0, 50).Select(i => $"Company {i},company-{i}")], TestContext.Current.CancellationToken);
        var people = Path.Combine(Path.GetDirectoryName(file)!, "contacts.csv");
        await File.WriteAllLinesAsync(people, ["name,email", "Zoe,zoe@company.example"], TestContext.Current.CancellationToken);
        string[][] verbs =
        [
            ["user", "add", "kim@example.test", "--name", "Kim", "--role", "support-lead"],
            ["token", "create", "--user", "ops@example.test", "--name", "second"],
            ["import", "organizations", file, "--apply"],
            ["import", "contacts", people, "--apply"],
            ["person", "erase", "zoe@company.example"],
            ["backup", Path.Combine(TestRun.Folder("backup"), "b.tar.gz")],
            ["verify"],
        ];
        await Eventually.Holds(() => load.Acknowledged.Count > 0, "the load runs");
        foreach (var verb in verbs)
        {
            var before = load.Acknowledged.Count;
            var result = await ServerProcess.Cli([.. verb, .. at], environment: null);
            result.Exit.ShouldBe(0, $"{string.Join(' ', verb)}: {result.Output}{result.Errors}");
            (result.Output + result.Errors).ShouldNotContain("locked", Case.Insensitive);
            load.Acknowledged.Count.ShouldBeGreaterThan(before, $"the server went on beside {string.Join(' ', verb)}");
        }
        await stop.CancelAsync();
        await running;
        load.Unavailable.ShouldBe(0);
        server.Output.ShouldNotContain("locked", Case.Insensitive);
        await load.EachIsThereOnce(database.Store);
        (await server.Terminate()).ShouldBe(0, server.Output);
    }
}
