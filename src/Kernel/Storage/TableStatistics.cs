using Microsoft.Extensions.Logging;

namespace Bridgewatch.Kernel;

/// <summary>Tells the database's planner from time to time how its tables are filled. Without it SQLite takes one index for as good as another.</summary>
internal sealed class TableStatistics(StorageEngine engine, FirstAnswer first, ILogger<TableStatistics> log) : BackgroundWork(first)
{
    /// <summary>Most times nothing has grown so far that it is counted anew.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task Work(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await engine.CountRows(stoppingToken);
            }
            catch (Exception exception) when (StorageEngine.IsAway(exception))
            {
                log.LogDebug(exception, "The tables are counted another time.");
            }
        }
    }
}
