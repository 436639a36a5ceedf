using System.Net.Http.Json;

namespace Bridgewatch.Tests.Harness;

/// <summary>A Prometheus Alertmanager of the test's own, which tells one webhook about alerts within about a second.</summary>
public sealed class Alertmanager : IAsyncDisposable
{
    private readonly string _folder;
    private readonly Daemon _daemon;
    private readonly HttpClient _http;

    private Alertmanager(string folder, Daemon daemon, string url)
    {
        (_folder, _daemon) = (folder, daemon);
        _http = new() { BaseAddress = new(url) };
    }

    public string Url => _http.BaseAddress!.ToString();

    /// <param name="webhook">Where it POSTs, firing and resolved.</param>
    /// <param name="bearer">Credentials it sends; null: none.</param>
    /// <param name="groupBy">Labels whose values make one notification; "..." makes one of each alert.</param>
    /// <param name="groupInterval">The pause between two notifications of a group.</param>
    public static async Task<Alertmanager> Start(string webhook, string? bearer = null, string groupBy = "alertname", string groupInterval = "1s")
    {
        var folder = TestRun.Folder("alertmanager");
        var settings = Path.Combine(folder, "alertmanager.yml");
        await File.WriteAllTextAsync(Path.Combine(folder, "token"), bearer ?? "");
        await File.WriteAllTextAsync(settings, $$"""
            route: { receiver: hook, group_by: ['{{groupBy}}'], group_wait: 0s, group_interval: {{groupInterval}}, repeat_interval: 1h }
            receivers:
              - name: hook
                webhook_configs:
                  - url: '{{webhook}}'
                    send_resolved: true
                    max_alerts: 0
            {{(bearer is null ? "" : $"        http_config: {{ authorization: {{ type: Bearer, credentials_file: {folder}/token }} }}")}}

            """);
        var port = Ports.Free();
        var daemon = new Daemon([MonitoringPeers.Program("prometheus-alertmanager"), $"--config.file={settings}", $"--storage.path={folder}/data",
            $"--web.listen-address=127.0.0.1:{port}", $"--web.external-url=http://127.0.0.1:{port}", "--cluster.listen-address="]);
        var alertmanager = new Alertmanager(folder, daemon, $"http://127.0.0.1:{port}/");
        await MonitoringPeers.Ready(daemon, alertmanager.Url);
        return alertmanager;
    }

    /// <summary>An alert begins, or goes on. Prometheus repeats such a message; here it lasts five minutes by itself.</summary>
    /// <param name="labels">What identifies it; <c>alertname</c> should be among them.</param>
    public Task Fire(IReadOnlyDictionary<string, string> labels, IReadOnlyDictionary<string, string>? annotations = null) =>
        Post(new { labels, annotations = annotations ?? new Dictionary<string, string>() });

    /// <summary>The alert with exactly these labels is over.</summary>
    public Task Resolve(IReadOnlyDictionary<string, string> labels) =>
        Post(new { labels, startsAt = "2020-01-01T00:00:00Z", endsAt = "2020-01-02T00:00:00Z" });

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _daemon.DisposeAsync();
        TestRun.Delete(_folder);
    }

    private async Task Post(object alert)
    {
        using var answer = await _http.PostAsJsonAsync("api/v2/alerts", new[] { alert });
        answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
    }
}
