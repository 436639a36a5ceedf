using System.Diagnostics;

namespace Bridgewatch.Kernel;

/// <summary>Wakes everybody who waits for something new: a commit here, a notice from another node, a clock moved by hand.</summary>
public sealed class Pulse
{
    /// <summary>The time between beats while commits keep coming: one look of each who waits serves many of them.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromMilliseconds(100);

    /// <summary>So many beats are saved up at rest: what follows from one commit (a message, its ticket, the mail about it) waits for none.</summary>
    private const int Saved = 5;

    private readonly Lock _lock = new();
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TimeSpan _steadyAt;
    private bool _isComing;

    /// <summary>Beats at once after a rest, else in the steady measure (the generic cell rate algorithm of ITU-T I.371).</summary>
    public void Beat()
    {
        TimeSpan wait;
        lock (_lock)
        {
            if (_isComing) return;
            _isComing = true;
            var now = Stopwatch.GetElapsedTime(0);
            wait = _steadyAt - (Saved * Steady) - now;
            _steadyAt = (_steadyAt > now ? _steadyAt : now) + Steady;
        }
        if (wait <= TimeSpan.Zero) Wake();
        else _ = Task.Delay(wait).ContinueWith(_ => Wake(), TaskScheduler.Default);
    }

    /// <summary>The beat after now. Take it before looking, so that none is missed.</summary>
    public Task Next => _next.Task;

    /// <summary>Waits for the beat, or for the safety net of a poll.</summary>
    public static async Task Wait(Task next, TimeSpan atMost, CancellationToken ct)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(next, Task.Delay(atMost, timer.Token));
        await timer.CancelAsync();
        ct.ThrowIfCancellationRequested();
    }

    private void Wake()
    {
        lock (_lock) _isComing = false;
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
