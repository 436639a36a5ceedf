using System.ComponentModel;
using System.Globalization;

namespace Bridgewatch.Bench;

/// <summary>Posts one body over and over with wrk, which costs a tenth of what an HTTP client of .NET does: it shares the processors with
/// what is measured.</summary>
internal static class Generator
{
    /// <exception cref="InvalidOperationException">wrk is not there, or an answer was not 2xx.</exception>
    public static Task<Posted> Run(Place place, string url, string token, string body, int clients, int seconds) =>
        Post(place, $"{url}/api/v1/tickets", $"""wrk.headers["Authorization"] = "Bearer {token}" """, body, clients, seconds);

    /// <summary>As many clients as there are sessions, which take turns.</summary>
    public static Task<Posted> RunWithCookies(Place place, string url, IReadOnlyList<string> sessions, string body, int seconds) =>
        Post(place, url, $$"""
            local sessions, turn = { {{string.Join(", ", sessions.Select(s => $"\"{s}\""))}} }, 0
            request = function()
              turn = turn % #sessions + 1
              wrk.headers["Cookie"] = sessions[turn]
              return wrk.format()
            end
            """, body, sessions.Count, seconds);

    private static async Task<Posted> Post(Place place, string url, string who, string body, int clients, int seconds)
    {
        var script = Path.Combine(place.Folder("wrk"), "post.lua");
        await File.WriteAllTextAsync(script, $$"""
            wrk.method = "POST"
            wrk.headers["Content-Type"] = "application/json"
            wrk.body = [[{{body}}]]
            {{who}}
            done = function(summary, latency)
              local errors = summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.status + summary.errors.timeout
              io.write(string.format("posted %d %d %d %d %d\n", summary.requests, errors, summary.duration, latency:percentile(50), latency:percentile(99)))
            end
            """);
        var output = await Wrk("-t1", $"-c{clients}", $"-d{seconds}", "--timeout", "60s", "-s", script, url);
        var line = output.Split('\n').Single(l => l.StartsWith("posted ", StringComparison.Ordinal));
        var numbers = line.Split(' ').Skip(1).Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToList();
        if (numbers[1] > 0) throw new InvalidOperationException($"{numbers[1]} of {numbers[0]} requests failed.");
        return new((long)numbers[0], numbers[2] / 1_000_000, numbers[3] / 1_000, numbers[4] / 1_000);
    }

    private static async Task<string> Wrk(params string[] arguments)
    {
        try
        {
            return await BuiltProgram.Run("wrk", arguments);
        }
        catch (Win32Exception)
        {
            throw new InvalidOperationException("wrk is not installed: apt-get install wrk.");
        }
    }
}

/// <summary>What a run of the generator did.</summary>
/// <param name="Count">Requests, each answered by 2xx.</param>
/// <param name="P50">Milliseconds that half of them took at most.</param>
/// <param name="P99">Milliseconds that 99 of 100 took at most.</param>
internal sealed record Posted(long Count, double Seconds, double P50, double P99);
