using System.Diagnostics;
using System.Globalization;

namespace Bridgewatch.Bench;

/// <summary>The published program with 20,000 tickets of a demonstration: from its start to its first page, and its memory right then.</summary>
internal static class StartingUp
{
    private const int Starts = 5;

    public static async Task Measure(Place place, BuiltProgram program, Report report)
    {
        var bare = await BuiltProgram.Publish(place, "bench/Bare/Bridgewatch.Bench.Bare.csproj", "bare");
        var data = place.Folder("start");
        var began = Stopwatch.GetTimestamp();
        await program.Fill(20_000, data);
        var demo = Stopwatch.GetElapsedTime(began);
        report.Say("start", string.Create(CultureInfo.InvariantCulture,
            $"`bridgewatch demo --tickets 20000` on SQLite took {demo.TotalSeconds:N0} s (load average {Report.Load()}). Then, with those tickets, `serve` until the sign-in page is there, and in turn a program of the same libraries with one table and one page. Floor 2 s and 280 MB, goal 1.5 s and 220 MB, where that one takes 0.7 s and 170 MB:"));
        var (rows, bareFile) = (new List<IReadOnlyList<string>>(), Path.Combine(place.Folder("bare-data"), "bare.db"));
        for (var start = 1; start <= Starts; start++)
        {
            var (seconds, megabytes) = await FirstPage(url => program.Serve(data, null, url));
            var least = await FirstPage(url => Running.Start(Path.Combine(bare, "bare"), url, url, bareFile));
            rows.Add([$"{start}", Text(seconds, "N2"), Text(least.Seconds, "N2"), Text(seconds / least.Seconds, "N1") + " ×", Text(megabytes, "N0"), Text(least.Megabytes, "N0"), Report.Load()]);
        }
        report.Table(["start", "first page, s", "bare, s", "ratio", "resident MB", "bare, MB", "load average"], rows);
    }

    private static async Task<(double Seconds, double Megabytes)> FirstPage(Func<string, Running> start)
    {
        await using var server = start(OpeningTickets.Url());
        return ((await server.Answers("/")).TotalSeconds, server.MegabytesResident());
    }

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);
}
