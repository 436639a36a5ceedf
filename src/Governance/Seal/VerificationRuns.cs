using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Seal;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Bridgewatch.Governance.Seal;

/// <summary>A check of the whole journal: running, or done.</summary>
/// <param name="FinishedAt">Null while it runs.</param>
/// <param name="Result">Null while it runs, and when it failed.</param>
/// <param name="Failed">It could not be carried out: the database went away.</param>
public sealed record VerificationRun(Instant StartedAt, Instant? FinishedAt = null, VerificationResult? Result = null, bool Failed = false);

/// <summary>Checks the journal in the background, one run at a time: whoever asks meanwhile waits for the same one. This node remembers
/// its last run until it stops.</summary>
public sealed class VerificationRuns(IServiceScopeFactory scopes, IClock clock, IHostApplicationLifetime life, ILogger<VerificationRuns> log)
{
    private readonly Lock _lock = new();
    private Task<VerificationRun>? _running;

    /// <summary>The run that goes on, or the last one; null before the first.</summary>
    public VerificationRun? Latest { get; private set; }

    /// <summary>Starts a run unless one goes on, and waits for its end.</summary>
    public Task<VerificationRun> Run()
    {
        lock (_lock)
        {
            if (_running is { IsCompleted: false } going) return going;
            var started = Latest = new(clock.GetCurrentInstant());
            return _running = Task.Run(() => Check(started));
        }
    }

    private async Task<VerificationRun> Check(VerificationRun run)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var result = await scope.ServiceProvider.GetRequiredService<Verification>().Run([], life.ApplicationStopping);
            return Latest = run with { FinishedAt = clock.GetCurrentInstant(), Result = result };
        }
        catch (Exception exception)
        {
            if (exception is not OperationCanceledException && !StorageEngine.IsAway(exception)) log.LogError(exception, "The journal could not be checked.");
            return Latest = run with { FinishedAt = clock.GetCurrentInstant(), Failed = true };
        }
    }
}
