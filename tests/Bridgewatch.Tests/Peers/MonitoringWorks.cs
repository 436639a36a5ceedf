using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Peers;

/// <summary>Prometheus and Alertmanager tell a webhook what the alert tests rely on.</summary>
public class MonitoringWorks
{
    [Fact]
    public async Task A_number_over_the_limit_reaches_the_webhook_and_so_does_its_return()
    {
        using var webhook = new HttpPeer();
        await using var monitoring = await MonitoringPeers.Start(webhook.Url + "hook", "secret");
        monitoring.SetMetric(60);
        var firing = await webhook.WaitFor(r => r.Body.Contains("\"status\":\"firing\"", StringComparison.Ordinal), "the alert fires");
        firing.Body.ShouldContain("60 in a");
        firing.Path.ShouldBe("/hook");
        firing.Headers["Authorization"].ShouldBe("Bearer secret");
        monitoring.SetMetric(20);
        await webhook.WaitFor(r => r.Body.StartsWith("{\"receiver\":\"hook\",\"status\":\"resolved\"", StringComparison.Ordinal), "the alert is resolved");
    }

    [Fact]
    public async Task Alertmanager_alone_fires_again_after_a_refusal_and_resolves()
    {
        using var webhook = new HttpPeer { Answer = _ => (503, "") };
        await using var alertmanager = await Alertmanager.Start(webhook.Url);
        var labels = new Dictionary<string, string> { ["alertname"] = "DiskFull", ["host"] = "db-3" };
        await alertmanager.Fire(labels, new Dictionary<string, string> { ["summary"] = "97 % of /var" });
        await webhook.WaitFor(r => r.Body.Contains("97 % of /var", StringComparison.Ordinal), "the webhook is told");
        var refused = webhook.Requests.Count;
        webhook.Answer = _ => (200, "");
        await Eventually.Holds(() => webhook.Requests.Count > refused, "the webhook is told again");
        await alertmanager.Resolve(labels);
        await webhook.WaitFor(r => r.Body.Contains("\"status\":\"resolved\"", StringComparison.Ordinal), "the webhook hears that it is over");
    }
}
