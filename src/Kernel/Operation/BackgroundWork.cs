using Microsoft.Extensions.Hosting;

namespace Bridgewatch.Kernel;

/// <summary>Work beside the requests. It begins once somebody was answered: until then the processors are busy with that page.</summary>
public abstract class BackgroundWork(FirstAnswer first) : BackgroundService
{
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await first.Wait(stoppingToken);
        await Work(stoppingToken);
    }

    /// <summary>Goes on until it is told to stop.</summary>
    protected abstract Task Work(CancellationToken stoppingToken);
}

/// <summary>Tells when this program has answered somebody for the first time.</summary>
public sealed class FirstAnswer
{
    /// <summary>Where nobody asks, the work does not wait for it.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _given = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Given() => _given.TrySetResult();

    internal Task Wait(CancellationToken ct) => Task.WhenAny(_given.Task, Task.Delay(Longest, ct));
}
