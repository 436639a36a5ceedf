using System.Diagnostics;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Bench;

/// <summary>Prints what was measured and keeps it in <c>bench/results/DATE.md</c>, below what earlier runs of the day left there.</summary>
internal sealed class Report(Place place)
{
    private readonly List<string> _lines = [];

    /// <summary>Machine, its load before anything began, and what it costs to force a page to the disk.</summary>
    public void Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown processor";
        Say("machine", string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} × {model}; .NET {Environment.Version}; load average {Load()} at the start."));
        var fsync = Fsync();
        Write(string.Create(CultureInfo.InvariantCulture, $"A page of 4 KB forced to the disk: {fsync.P50:N2} ms (half of 200 tries), {fsync.P99:N2} ms (99 of 100)."));
    }

    public static string Load() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]);

    public void Say(string part, string text)
    {
        Write("");
        Write($"## {part}");
        Write("");
        Write(text);
    }

    public void Table(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows)
    {
        Write("");
        Write($"| {string.Join(" | ", head)} |");
        Write($"|{string.Concat(head.Select(_ => "---|"))}");
        foreach (var row in rows) Write($"| {string.Join(" | ", row)} |");
    }

    public void Save()
    {
#pragma warning disable RS0030 // A benchmark is no part of the product, and nobody moves its clock.
        var today = LocalDatePattern.Iso.Format(SystemClock.Instance.GetCurrentInstant().InUtc().Date);
#pragma warning restore RS0030
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(Place.Repository, "bench", "results")).FullName, $"{today}.md");
        File.AppendAllLines(file, [$"# Measured on {today}", .. _lines, ""]);
        Console.Error.WriteLine(file);
    }

    private (double P50, double P99) Fsync()
    {
        using var file = new FileStream(Path.Combine(place.Folder("fsync"), "page"), FileMode.Create, FileAccess.Write, FileShare.None, 0);
        var page = new byte[4_096];
        var times = new double[200];
        for (var i = 0; i < times.Length; i++)
        {
            var start = Stopwatch.GetTimestamp();
            file.Write(page);
            file.Flush(flushToDisk: true);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        Array.Sort(times);
        return (times[100], times[198]);
    }

    private void Write(string line)
    {
        _lines.Add(line);
        Console.WriteLine(line);
    }
}
