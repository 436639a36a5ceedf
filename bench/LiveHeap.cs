using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;

namespace Bridgewatch.Bench;

/// <summary>What a program's own objects take after a full collection.</summary>
internal static class LiveHeap
{
    private const long CollectNow = 0x80_0000; // GCHeapCollectKeyword: a session that asks for it begins with a full collection.

    private const string Size = "dotnet_gc_last_collection_heap_size_bytes", Collections = "dotnet_gc_collections_total";

    public static async Task<double> Megabytes(Running server)
    {
        using var http = new HttpClient { BaseAddress = new(server.Url) };
        await Collect(server.Pid, http);
        return (await Values(http, Size)).Sum(v => v.Value) / 1_048_576;
    }

    private static async Task Collect(int pid, HttpClient http)
    {
        var before = await Full(http);
        using var session = await new DiagnosticsClient(pid).StartEventPipeSessionAsync(
            [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, CollectNow)], requestRundown: false, circularBufferMB: 16, CancellationToken.None);
        var drained = session.EventStream.CopyToAsync(Stream.Null);
        // The collection runs beside the session, which does not say when it ended.
        for (var tries = 0; await Full(http) == before; tries++)
        {
            if (tries == 100) throw new InvalidOperationException("No full collection came.");
            await Task.Delay(100);
        }
        await session.StopAsync(CancellationToken.None);
        await drained;
    }

    private static async Task<double> Full(HttpClient http) => (await Values(http, Collections)).Single(v => v.Labels.Contains("gen2", StringComparison.Ordinal)).Value;

    /// <exception cref="InvalidOperationException">/metrics does not tell it.</exception>
    private static async Task<IReadOnlyList<(string Labels, double Value)>> Values(HttpClient http, string name)
    {
        var lines = (await http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Split('\n').Where(l => l.StartsWith(name + "{", StringComparison.Ordinal)).ToList();
        if (lines.Count == 0) throw new InvalidOperationException($"/metrics does not tell {name}.");
        return [.. lines.Select(l => (l, double.Parse(l[(l.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture)))];
    }
}
