using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bridgewatch.Signals.Inbox;
using Bridgewatch.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Tests.Signals;

/// <summary>An integration, and in front of it somebody who speaks as Alertmanager does.</summary>
internal sealed class Monitor
{
    public const string Group = """{}:{alertname="Storm"}""";

    private readonly RunningApp _app;

    private Monitor(RunningApp app, JsonElement added)
    {
        _app = app;
        (Id, Url, Secret) = (added.GetProperty("id").GetString()!, new(added.GetProperty("url").GetString()!), added.GetProperty("secret").GetString()!);
    }

    public string Id { get; }

    public Uri Url { get; }

    public string Secret { get; }

    /// <summary>The integration in the API, below <c>/api/v1/</c>.</summary>
    public string Path => $"integrations/{Id}";

    public static async Task<Monitor> Of(RunningApp app, string? service = null, bool resolves = false)
    {
        var monitor = new Monitor(app, await app.Admin.Posts("integrations", new { source = "alertmanager", name = "Cluster", service }));
        if (resolves) await app.Admin.Patches(monitor.Path, new { resolvesTickets = true });
        return monitor;
    }

    /// <summary>An alert as it stands in a body.</summary>
    /// <param name="starts">In seconds after 15:30 of the test's day.</param>
    /// <param name="ends">Likewise; null while it fires.</param>
    public static object Alert(string name, int starts = 0, int? ends = null, string? severity = "critical", string? fingerprint = null,
        Dictionary<string, string>? labels = null, string? summary = null)
    {
        var all = new SortedDictionary<string, string>(labels ?? []) { ["alertname"] = name };
        if (severity is not null) all["severity"] = severity;
        return new
        {
            status = ends is null ? "firing" : "resolved",
            labels = all,
            annotations = summary is null ? [] : new Dictionary<string, string> { ["summary"] = summary },
            startsAt = At(starts),
            endsAt = ends is { } end ? At(end) : "0001-01-01T00:00:00Z",
            generatorURL = "http://prometheus.example/graph",
            fingerprint = fingerprint ?? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..16],
        };
    }

    /// <summary>A whole body.</summary>
    public static string Body(IEnumerable<object> alerts, string? group = Group, int truncated = 0) => JsonSerializer.Serialize(new
    {
        version = "4",
        groupKey = group,
        status = "firing",
        receiver = "hook",
        externalURL = "http://alertmanager.example",
        truncatedAlerts = truncated,
        alerts,
    });

    /// <summary>Delivers it and gives the answer's status.</summary>
    public async Task<int> Delivers(string body, string? secret = null, Uri? url = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url ?? Url) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret ?? Secret);
        // So that a refusal is read before megabytes are written.
        request.Headers.ExpectContinue = body.Length > 1_000_000;
        using var answer = await _app.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }

    /// <summary>Delivers these alerts as one group, and waits until they are taken in.</summary>
    public Task Says(params object[] alerts) => Says(Body(alerts));

    /// <inheritdoc cref="Says(object[])"/>
    public async Task Says(string body)
    {
        (await Delivers(body)).ShouldBe(202);
        await TakenIn();
    }

    public Task TakenIn() => Eventually.Holds(() => _app.Look(db => db.Set<RawMessage>().AllAsync(r => r.State != RawState.Waiting)), "what arrived is taken in");

    /// <summary>What arrived, newest first, as the API lists it.</summary>
    public async Task<List<JsonElement>> Arrived() => [.. (await _app.Admin.Gets($"{Path}/messages")).GetProperty("items").EnumerateArray()];

    /// <summary>Its alerts, those that changed last first.</summary>
    public async Task<List<JsonElement>> Alerts() => [.. (await _app.Admin.Gets($"{Path}/alerts")).GetProperty("items").EnumerateArray()];

    private static string At(int seconds) =>
        NodaTime.Instant.FromUtc(2026, 3, 27, 15, 30).Plus(NodaTime.Duration.FromSeconds(seconds)).ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

/// <summary>What the tests of this folder ask of tickets.</summary>
internal static class TicketsOfAlerts
{
    public static async Task<List<JsonElement>> Tickets(this RunningApp app) =>
        [.. (await app.Ada.Gets("tickets")).GetProperty("items").EnumerateArray()];

    /// <summary>Bodies of its messages, oldest first.</summary>
    public static async Task<List<string>> Conversation(this RunningApp app, string ticket) =>
        [.. (await app.Ada.Gets($"tickets/{ticket}/messages?limit=200")).GetProperty("items").EnumerateArray().Select(m => m.Text("body"))];

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
