using System.Globalization;

namespace Bridgewatch.Tests.Harness;

/// <summary>
/// A whole monitoring system of the test's own: Prometheus scrapes one number each second, and its rule <c>HighTemp</c>
/// (over 50) reaches a webhook through Alertmanager. The first alert comes five to six seconds after the start, later
/// ones within two.
/// </summary>
public sealed class MonitoringPeers : IAsyncDisposable
{
    private readonly string _folder;
    private readonly HttpPeer _target;
    private readonly Daemon _prometheus;
    private double _value = 20;

    private MonitoringPeers(string folder, HttpPeer target, Alertmanager alertmanager, Daemon prometheus)
    {
        (_folder, _target, Alertmanager, _prometheus) = (folder, target, alertmanager, prometheus);
        target.Answer = _ => (200, string.Create(CultureInfo.InvariantCulture, $"temp{{room=\"a\"}} {Volatile.Read(ref _value)}\n"));
    }

    public Alertmanager Alertmanager { get; }

    /// <summary>Starts both and waits until Prometheus has seen the number (20).</summary>
    /// <param name="webhook">Where Alertmanager POSTs.</param>
    /// <param name="bearer">The credentials it sends.</param>
    public static async Task<MonitoringPeers> Start(string webhook, string bearer)
    {
        var folder = TestRun.Folder("prometheus");
        var target = new HttpPeer();
        var alertmanager = await Alertmanager.Start(webhook, bearer);
        await File.WriteAllTextAsync(Path.Combine(folder, "rules.yml"), """
            groups:
              - name: test
                interval: 1s
                rules:
                  - alert: HighTemp
                    expr: temp > 50
                    for: 0s
                    labels: { severity: critical }
                    annotations: { summary: "{{ $value }} in {{ $labels.room }}" }

            """);
        await File.WriteAllTextAsync(Path.Combine(folder, "prometheus.yml"), $$"""
            global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
            rule_files: [ {{folder}}/rules.yml ]
            scrape_configs:
              - { job_name: app, static_configs: [ { targets: ['{{new Uri(target.Url).Authority}}'] } ] }
            alerting: { alertmanagers: [ { static_configs: [ { targets: ['{{new Uri(alertmanager.Url).Authority}}'] } ] } ] }

            """);
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Ports.Free()}/");
        var prometheus = new Daemon([Program("prometheus"), $"--config.file={folder}/prometheus.yml", $"--storage.tsdb.path={folder}/data",
            $"--web.listen-address={new Uri(url).Authority}", $"--web.external-url={url}"]);
        var peers = new MonitoringPeers(folder, target, alertmanager, prometheus);
        await Ready(prometheus, url);
        using var http = new HttpClient();
        await Eventually.Passes(async () => (await http.GetStringAsync(url + "api/v1/targets")).ShouldContain("\"health\":\"up\""), "Prometheus has scraped");
        return peers;
    }

    /// <summary>What the next scrape finds. Over 50 the alert fires, below it is resolved.</summary>
    public void SetMetric(double value) => Volatile.Write(ref _value, value);

    public async ValueTask DisposeAsync()
    {
        await _prometheus.DisposeAsync();
        await Alertmanager.DisposeAsync();
        _target.Dispose();
        TestRun.Delete(_folder);
    }

    /// <summary>The path of a program that tests/peers.sh has unpacked.</summary>
    internal static string Program(string name)
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        var path = Path.Combine(cache, "bridgewatch-tests", "monitoring", name);
        File.Exists(path).ShouldBeTrue($"{path} is missing: run tests/peers.sh as root.");
        return path;
    }

    internal static async Task Ready(Daemon daemon, string url)
    {
        using var http = new HttpClient();
        await Eventually.Holds(async () => daemon.HasExited || (await http.GetAsync(url + "-/ready")).IsSuccessStatusCode, $"{daemon.Name} is ready");
        daemon.ShouldBeRunning();
    }
}
