using System.Diagnostics;

namespace Bridgewatch.Tests.Harness;

/// <summary>
/// A real program that runs beside the tests in a session of its own, its output read to the end. It is stopped by
/// whoever started it, at the latest when the test program ends.
/// </summary>
public sealed class Daemon : IAsyncDisposable
{
    private const int KeptLines = 2_000;
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(10);
    private readonly Process _process;
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private readonly Queue<string> _lines = new();
    private readonly List<(string Text, TaskCompletionSource<string> Found)> _awaited = [];

    /// <param name="command">The program and its arguments.</param>
    /// <param name="stopsOn">The signal that ends it in order.</param>
    /// <param name="stopsAsGroup">The signal must reach its children too.</param>
    /// <param name="environment">Variables to set; null removes one.</param>
    public Daemon(IReadOnlyList<string> command, Signal stopsOn = Signal.Terminate, bool stopsAsGroup = false,
        IReadOnlyDictionary<string, string?>? environment = null, string? folder = null)
    {
        (StopsOn, StopsAsGroup, Name) = (stopsOn, stopsAsGroup, Path.GetFileName(command[0]));
        // setsid replaces itself by the program, so the pid is the program's own, and names its process group too.
        var start = new ProcessStartInfo("setsid", command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder ?? "/",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string?>()) start.Environment[name] = value;
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Exited += (_, _) => Ended();
        _process.Start();
        Pid = _process.Id;
        TestRun.Started(this);
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Name { get; }
    public int Pid { get; }
    public bool HasExited => _exited.Task.IsCompleted;

    /// <summary>Ends with the program, giving its exit code: 128 + n after signal n.</summary>
    public Task<int> Exit => _exited.Task;

    /// <summary>What it wrote to both pipes, at most the last two thousand lines.</summary>
    public string Output { get { lock (_lock) return string.Join('\n', _lines); } }

    internal Signal StopsOn { get; }
    internal bool StopsAsGroup { get; }

    /// <summary>Sends a signal to the program itself.</summary>
    public void Send(Signal signal) => LinuxProcess.Send(signal, Pid);

    /// <summary>Sends a signal to the program and to all that stayed in its process group.</summary>
    public void SendToGroup(Signal signal) => LinuxProcess.Send(signal, -Pid);

    /// <summary>The first line, written or yet to come, that contains the text.</summary>
    /// <exception cref="ShouldAssertException">The program ended, or stayed silent for too long.</exception>
    public async Task<string> Line(string text, TimeSpan? timeout = null)
    {
        TaskCompletionSource<string> found;
        lock (_lock)
        {
            if (_lines.FirstOrDefault(l => l.Contains(text, StringComparison.Ordinal)) is { } earlier) return earlier;
            found = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _awaited.Add((text, found));
        }
        try
        {
            await Task.WhenAny(found.Task, Exit).WaitAsync(timeout ?? Eventually.Patience, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException) { }
        return found.Task.IsCompletedSuccessfully ? found.Task.Result
            : throw new ShouldAssertException($"{Name} did not say \"{text}\"{(HasExited ? $" but ended with {Exit.Result}" : "")}:\n{Output}");
    }

    /// <summary>Fails with the program's output when it has ended.</summary>
    public void ShouldBeRunning()
    {
        if (HasExited) throw new ShouldAssertException($"{Name} ended with {Exit.Result}:\n{Output}");
    }

    /// <summary>Ends it in order, by force after ten seconds.</summary>
    public async Task Stop()
    {
        if (HasExited) return;
        LinuxProcess.Send(StopsOn, StopsAsGroup ? -Pid : Pid);
        try
        {
            await Exit.WaitAsync(StopsWithin);
        }
        catch (TimeoutException)
        {
            SendToGroup(Signal.Kill);
            await Exit;
            throw new ShouldAssertException($"{Name} did not stop within {StopsWithin.TotalSeconds} s of {StopsOn}:\n{Output}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        _process.Dispose();
    }

    internal void StopAtExit()
    {
        if (HasExited) return;
        LinuxProcess.Send(StopsOn, StopsAsGroup ? -Pid : Pid);
        if (!Exit.Wait(TimeSpan.FromSeconds(3))) SendToGroup(Signal.Kill);
    }

    private void Ended()
    {
        TestRun.Ended(this);
        _exited.TrySetResult(_process.ExitCode);
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_lock)
        {
            if (_lines.Count == KeptLines) _lines.Dequeue();
            _lines.Enqueue(line);
            foreach (var (text, found) in _awaited)
                if (line.Contains(text, StringComparison.Ordinal)) found.TrySetResult(line);
        }
    }
}
