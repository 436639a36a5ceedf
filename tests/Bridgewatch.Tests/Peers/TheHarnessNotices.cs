using Bridgewatch.Tests.Harness;
using Microsoft.Extensions.Logging;

namespace Bridgewatch.Tests.Peers;

/// <summary>What the harness must not overlook.</summary>
public class TheHarnessNotices
{
    [Fact]
    public void A_warning_nobody_expected()
    {
        using var complaints = new Complaints();
        using var logging = LoggerFactory.Create(l => l.AddProvider(complaints));
        var log = logging.CreateLogger("Desk");
        log.LogInformation("fine");
        complaints.ShouldBeEmpty();
        log.LogWarning("disk {Share} % full", 97);
        log.LogError(new InvalidOperationException("because"), "and now");
        complaints.Expect("97 % full");
        Assert.Throws<ShouldAssertException>(complaints.ShouldBeEmpty).Message.ShouldContain("because");
        Assert.Throws<ShouldAssertException>(() => complaints.Expect("97 % full"));
    }

    [Fact]
    public async Task What_never_happens()
    {
        var asked = 0;
        var failure = await Assert.ThrowsAsync<ShouldAssertException>(() =>
            Eventually.Holds(() => ++asked < 0, "it happens", TimeSpan.FromSeconds(1)));
        failure.Message.ShouldContain("it happens");
        asked.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_program_that_ends_or_stays_silent()
    {
        await using var ends = new Daemon(["sh", "-c", "echo before; exit 7"]);
        (await Assert.ThrowsAsync<ShouldAssertException>(() => ends.Line("after"))).Message.ShouldContain("ended with 7");
        await using var silent = new Daemon(["sleep", "60"]);
        await Assert.ThrowsAsync<ShouldAssertException>(() => silent.Line("anything", TimeSpan.FromMilliseconds(100)));
        await silent.Stop();
        (await silent.Exit).ShouldBe(128 + (int)Signal.Terminate);
    }
}
