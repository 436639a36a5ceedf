using System.Diagnostics;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Kernel.Trust;

public class MuchToVerify
{
    /// <summary>Prints how fast; what it asserts is that a long journal in many batches is whole.</summary>
    [Theory, Long, BothEngines]
    public async Task A_long_journal_is_sealed_and_verified(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        for (var i = 0; i < 20; i++) await app.Records(10_000);
        var seal = Stopwatch.StartNew();
        await app.Seals();
        seal.Stop();
        await app.Verifies();
        var verify = Stopwatch.StartNew();
        var result = await app.Verifies();
        verify.Stop();
        TestContext.Current.SendDiagnosticMessage("{0}: sealed and verified {1} entries; the rest of the seal took {2:0.0} s, verification {3:0} entries/s",
            engine, result.Entries, seal.Elapsed.TotalSeconds, result.Entries / verify.Elapsed.TotalSeconds);
        result.Findings.ShouldBeEmpty();
        result.Sealed.ShouldBeGreaterThanOrEqualTo(200_000);
        result.Unsealed.ShouldBe(0);
    }
}
