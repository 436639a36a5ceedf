using System.Diagnostics;

namespace Bridgewatch.Kernel;

/// <summary>Wakes everybody who waits for something new: a commit here, a notice from another node, a clock moved by hand.</summary>
public sealed class Pulse
{
    /// <summary>The shortest time between two beats: under load, one look of each who waits serves many commits.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(20);

    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last;
    private int _coming;

    /// <summary>Beats at once after a rest, else as soon as the gap is over.</summary>
    public void Beat()
    {
        if (Interlocked.Exchange(ref _coming, 1) == 1) return;
        var rest = Gap - Stopwatch.GetElapsedTime(Volatile.Read(ref _last));
        if (rest <= TimeSpan.Zero) Wake();
        else _ = Task.Delay(rest).ContinueWith(_ => Wake(), TaskScheduler.Default);
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
        Volatile.Write(ref _last, Stopwatch.GetTimestamp());
        Volatile.Write(ref _coming, 0);
        Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }
}
