using System.Diagnostics;

namespace Bridgewatch.Bench;

/// <summary>The published program, ReadyToRun, as an operator installs it.</summary>
internal sealed class BuiltProgram(string folder)
{
    public const string Email = "bench@northlane.example", Password = "correct horse battery staple";

    public static async Task<BuiltProgram> Publish(Place place) => new(await Publish(place, "src/Host/Bridgewatch.Host.csproj", "program"));

    /// <returns>The folder with the program.</returns>
    public static async Task<string> Publish(Place place, string project, string name)
    {
        var target = place.Folder(name);
        await Run("dotnet", "publish", Path.Combine(Place.Repository, project), "-c", "Release", "-r", "linux-x64", "--no-self-contained",
            "-p:PublishReadyToRun=true", "-o", target, "-v", "q", "-nologo");
        return target;
    }

    private string File => Path.Combine(folder, "bridgewatch");

    /// <summary>Runs one verb to its end and returns what it printed.</summary>
    public Task<string> Verb(params string[] arguments) => Run(File, arguments);

    /// <summary>Makes an administrator and a demonstration.</summary>
    public async Task Fill(int tickets, string data, string? database = null)
    {
        string[] where = Where(data, database);
        await Verb(["setup", "--email", Email, "--name", "Bench", .. where]);
        await Verb(["demo", "--tickets", tickets.ToString(System.Globalization.CultureInfo.InvariantCulture), .. where]);
    }

    public static string[] Where(string data, string? database) => ["--data", data, .. database is null ? Array.Empty<string>() : ["--database", database]];

    public Running Serve(string data, string? database, string url) => Running.Start(File, url, ["serve", "--urls", url, .. Where(data, database)]);

    public static async Task<string> Run(string file, params string[] arguments)
    {
        var start = new ProcessStartInfo(file, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["BRIDGEWATCH_ADMIN_PASSWORD"] = Password;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output
            : throw new InvalidOperationException($"{file} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}{await errors}");
    }
}

/// <summary>A server that runs as a process of its own.</summary>
internal sealed class Running : IAsyncDisposable
{
    private readonly Process _process;

    public static Running Start(string file, string url, params string[] arguments) =>
        new(Process.Start(new ProcessStartInfo(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!, url);

    private Running(Process process, string url)
    {
        (_process, Url) = (process, url);
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => { if (line.Data is { Length: > 0 } text) Console.Error.WriteLine(text); };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Url { get; }

    public int Pid => _process.Id;

    /// <summary>Waits until it answers; returns how long that took from now.</summary>
    public async Task<TimeSpan> Answers(string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var http = new HttpClient { BaseAddress = new(Url) };
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromMinutes(2))
        {
            if (_process.HasExited) throw new InvalidOperationException($"The server ended with {_process.ExitCode}.");
            try
            {
                using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                {
                    await answer.Content.ReadAsByteArrayAsync();
                    return Stopwatch.GetElapsedTime(start);
                }
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }
            await Task.Delay(5);
        }
        throw new TimeoutException("The server does not answer.");
    }

    public double MegabytesResident() => Proc.Kilobytes(Pid, "VmRSS") / 1_024.0;

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", $"{Pid}"]);
            await _process.WaitForExitAsync();
        }
        _process.Dispose();
    }
}

/// <summary>What Linux knows of a process.</summary>
internal static class Proc
{
    private const double TicksPerSecond = 100;

    /// <summary>Processor time of a process in seconds, user and system; with its children where asked.</summary>
    public static double Seconds(int pid, bool children = false) =>
        Own(pid) + (children ? Ended(pid) + Children(pid).Sum(Own) : 0);

    public static long Kilobytes(int pid, string field) =>
        long.Parse(File.ReadLines($"/proc/{pid}/status").First(l => l.StartsWith(field, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1],
            System.Globalization.CultureInfo.InvariantCulture);

    private static double Own(int pid) => Ticks(pid, 11) / TicksPerSecond;

    /// <summary>Of children that ended, which it waited for.</summary>
    private static double Ended(int pid) => Ticks(pid, 13) / TicksPerSecond;

    /// <summary>User and system time, which stand side by side in what follows the name.</summary>
    private static long Ticks(int pid, int field)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return long.Parse(fields[field], null) + long.Parse(fields[field + 1], null);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static IEnumerable<int> Children(int pid) =>
        File.ReadAllText($"/proc/{pid}/task/{pid}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => int.Parse(p, null));
}
