using System.Diagnostics;

namespace Bridgewatch.Tests.Harness;

/// <summary>
/// The built program as a process of its own, for what cannot be seen from inside: kills, signals, exit codes, the
/// command line. Everything else uses the application in the test's own process, which starts ten times faster.
/// </summary>
public sealed class ServerProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";
    private readonly Daemon _daemon;

    private ServerProcess(Daemon daemon, string url)
    {
        _daemon = daemon;
        Http = new HttpClient { BaseAddress = new(url) };
    }

#pragma warning disable RS0030 // A program of its own goes by the machine's clock, which no test sets.
    public static NodaTime.Instant Now => NodaTime.SystemClock.Instance.GetCurrentInstant();
#pragma warning restore RS0030

    public HttpClient Http { get; }
    public string Url => Http.BaseAddress!.ToString();
    public int Pid => _daemon.Pid;

    /// <summary>What it has written so far, both pipes together.</summary>
    public string Output => _daemon.Output;

    /// <summary>Starts <c>serve</c> on a free loopback port and waits until it listens. About 0.8 s.</summary>
    /// <param name="store">Its data folder and database; start again on the same one to see what survived.</param>
    /// <param name="options">Further options of <c>serve</c>.</param>
    /// <param name="environment">Further variables, such as <c>BRIDGEWATCH__…</c>.</param>
    public static async Task<ServerProcess> Start(Store store, IReadOnlyList<string>? options = null,
        IReadOnlyDictionary<string, string?>? environment = null)
    {
        var daemon = new Daemon(
            [.. Program, "serve", "--urls", "http://127.0.0.1:0", "--data", store.Data,
                .. store.Connection is { } connection ? ["--database", connection] : Array.Empty<string>(), .. options ?? []],
            environment: Environment(environment));
        var line = await daemon.Line(Listening);
        return new(daemon, line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim());
    }

    /// <summary>Runs one verb to its end: <c>await ServerProcess.Cli("verify", "--data", folder)</c>.</summary>
    public static Task<CliResult> Cli(params string[] arguments) => Cli(arguments, environment: null);

    /// <inheritdoc cref="Cli(string[])"/>
    /// <param name="input">What the verb reads from standard input.</param>
    public static async Task<CliResult> Cli(IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?>? environment, string input = "")
    {
        string[] command = [.. Program, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var (name, value) in Environment(environment)) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        try
        {
            await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(5));
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
        return new(process.ExitCode, await output, await errors);
    }

    /// <summary>SIGKILL: the process is gone when this returns, whatever it was doing.</summary>
    public async Task Kill()
    {
        _daemon.Send(Signal.Kill);
        await _daemon.Exit;
    }

    /// <summary>SIGTERM, as a service manager sends it; waits for the end and returns the exit code.</summary>
    public async Task<int> Terminate()
    {
        await _daemon.Stop();
        return await _daemon.Exit;
    }

    /// <summary>Ends with the process, giving its exit code.</summary>
    public Task<int> Exit => _daemon.Exit;

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _daemon.DisposeAsync();
    }

    private static string[] Program =>
        [System.Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Path.Combine(AppContext.BaseDirectory, "bridgewatch.dll")];

    private static Dictionary<string, string?> Environment(IReadOnlyDictionary<string, string?>? more)
    {
        // What a developer's shell may have set must not reach the program.
        var variables = new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = null, ["ASPNETCORE_ENVIRONMENT"] = null, ["DOTNET_ENVIRONMENT"] = null };
        foreach (var (name, value) in more ?? variables) variables[name] = value;
        return variables;
    }
}

/// <summary>How a verb of the command line ended.</summary>
public sealed record CliResult(int Exit, string Output, string Errors);
