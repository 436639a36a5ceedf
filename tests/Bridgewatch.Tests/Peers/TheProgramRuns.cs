using System.Net;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Peers;

/// <summary>The built program as a child process: started, killed, started again, ended in order.</summary>
public class TheProgramRuns
{
    [Theory, BothEngines(LongOnPostgres = true)]
    public async Task It_starts_again_after_a_kill_and_ends_in_order_on_SIGTERM(Engine engine)
    {
        await using var database = await TestDatabase.Create(engine);
        await using (var first = await ServerProcess.Start(database.Store))
        {
            (await first.Http.GetAsync("/healthz/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
            await first.Kill();
            (await first.Exit).ShouldBe(128 + (int)Signal.Kill);
        }
        await using var second = await ServerProcess.Start(database.Store);
        (await second.Http.GetAsync("/healthz/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await second.Terminate()).ShouldBe(0, second.Output);
    }

    [Fact]
    public async Task A_start_that_fails_gives_a_code_and_a_reason()
    {
        var result = await ServerProcess.Cli("serve", "--urls", "nonsense", "--data", TestRun.Folder("data"));
        result.Exit.ShouldNotBe(0);
        (result.Output + result.Errors).ShouldContain("nonsense");
    }
}
