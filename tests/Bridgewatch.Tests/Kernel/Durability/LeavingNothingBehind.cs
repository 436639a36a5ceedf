using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Kernel.Durability;

public class LeavingNothingBehind
{
    private const int Rounds = 10;
    private const long Most = 3 * 1024 * 1024;

    /// <summary>A timer that nobody ends keeps all of it: once that were 16 MB, and two thousand tests took 20 GB.</summary>
    [Theory, BothEngines, Long]
    public async Task A_server_that_ended_is_not_kept_by_its_process(Engine engine)
    {
        await Serve(engine);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var round = 0; round < Rounds; round++) await Serve(engine);
        await Eventually.Passes(() =>
        {
            ((GC.GetTotalMemory(forceFullCollection: true) - before) / Rounds).ShouldBeLessThan(Most);
            return Task.CompletedTask;
        }, "what ended is forgotten");
    }

    private static async Task Serve(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Sync stalls", body = "It stalls." });
        await app.Ada.Gets("tickets");
    }
}
