using System.Diagnostics;
using System.Globalization;

namespace Bridgewatch.Bench;

/// <summary>The published program with 20,000 tickets of a demonstration: from its start to its first page, and its memory right then.</summary>
internal static class StartingUp
{
    private const int Starts = 5;

    public static async Task Measure(Place place, BuiltProgram program, Report report)
    {
        var data = place.Folder("start");
        var began = Stopwatch.GetTimestamp();
        await program.Fill(20_000, data);
        var demo = Stopwatch.GetElapsedTime(began);
        report.Say("start", string.Create(CultureInfo.InvariantCulture,
            $"`bridgewatch demo --tickets 20000` on SQLite took {demo.TotalSeconds:N0} s (load average {Report.Load()}). Then, with those tickets, `serve` until the sign-in page is there, floor 2 s and 280 MB, goal 1.5 s and 220 MB:"));
        var rows = new List<IReadOnlyList<string>>();
        for (var start = 1; start <= Starts; start++)
        {
            await using var server = program.Serve(data, null, OpeningTickets.Url());
            var page = await server.Answers("/");
            rows.Add([
                $"{start}", page.TotalSeconds.ToString("N2", CultureInfo.InvariantCulture), server.MegabytesResident().ToString("N0", CultureInfo.InvariantCulture), Report.Load(),
            ]);
        }
        report.Table(["start", "first page, s", "resident MB", "load average"], rows);
    }
}
