using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;

namespace Bridgewatch.Bench;

/// <summary>What a program's own objects take after a full collection.</summary>
internal static class LiveHeap
{
    private const long CollectNow = 0x80_0000; // GCHeapCollectKeyword: a session that asks for it begins with a full collection.

    private const string Size = "dotnet_gc_last_collection_heap_size_bytes";

    public static async Task<double> Megabytes(Running server)
    {
        await Collect(server.Pid);
        using var http = new HttpClient { BaseAddress = new(server.Url) };
        var metrics = await http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var sizes = metrics.Split('\n').Where(l => l.StartsWith(Size, StringComparison.Ordinal)).ToList();
        if (sizes.Count == 0) throw new InvalidOperationException($"/metrics does not tell {Size}.");
        return sizes.Sum(l => double.Parse(l[(l.LastIndexOf('}') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture)) / 1_048_576;
    }

    private static async Task Collect(int pid)
    {
        using var session = await new DiagnosticsClient(pid).StartEventPipeSessionAsync(
            [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, CollectNow)], requestRundown: false, circularBufferMB: 16, CancellationToken.None);
        var drained = session.EventStream.CopyToAsync(Stream.Null);
        // The collection runs beside the session; nothing says here that it ended.
        await Task.Delay(TimeSpan.FromSeconds(2));
        await session.StopAsync(CancellationToken.None);
        await drained;
    }
}
