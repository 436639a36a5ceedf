namespace Bridgewatch.Kernel;

/// <summary>Wakes everybody who waits for something new: a commit here, a notice from another node, a clock moved by hand.</summary>
public sealed class Pulse
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Beat() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

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
}
