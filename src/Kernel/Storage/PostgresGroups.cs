using System.Threading.Channels;
using Npgsql;

namespace Bridgewatch.Kernel;

/// <summary>New rows of commands that come at the same time go to PostgreSQL together: one round trip, one transaction, one wait for the disk.</summary>
/// <remarks>While one group is written the next gathers, so a command alone does not wait for company. Where the database refuses a group,
/// each command of it is tried by itself, and only the one that is at fault is told. One that has to wait for another's transaction waits by itself, too.</remarks>
internal sealed class PostgresGroups : IAsyncDisposable
{
    /// <summary>Commands that may wait; one more is told to come back.</summary>
    private const int LongestQueue = 4_096;

    /// <summary>A group is closed once it has so many rows.</summary>
    private const int LargestGroup = 500;

    /// <summary>Somebody else's open transaction may hold the same unique value, an import for minutes: a group does not stand behind it.</summary>
    private const string ShortWait = "SET lock_timeout = '200ms'";

    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(LongestQueue);
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlDataSource _alone;
    private readonly Task[] _writers;

    /// <param name="source">For connections of the groups alone, since they wait shortly.</param>
    /// <param name="alone">For what is tried by itself.</param>
    public PostgresGroups(NpgsqlDataSourceBuilder source, NpgsqlDataSource alone)
    {
        source.UsePhysicalConnectionInitializer(
            connection =>
            {
                using var set = new NpgsqlCommand(ShortWait, connection);
                set.ExecuteNonQuery();
            },
            async connection =>
            {
                await using var set = new NpgsqlCommand(ShortWait, connection);
                await set.ExecuteNonQueryAsync();
            });
        (_source, _alone) = (source.Build(), alone);
        _writers = [.. Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount / 2)).Select(_ => Task.Run(Write))];
    }

    /// <summary>Returns once the rows are durable.</summary>
    /// <exception cref="PostgresException">The database refuses a row; none was written.</exception>
    public Task Insert(IReadOnlyList<NpgsqlBatchCommand> rows)
    {
        var waiting = new Waiting(rows);
        if (!_waiting.Writer.TryWrite(waiting)) throw new Unavailable("Too many commands wait for the database.");
        return waiting.Done.Task;
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await Task.WhenAll(_writers);
        await _source.DisposeAsync();
    }

    private async Task Write()
    {
        var group = new List<Waiting>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            group.Clear();
            for (var rows = 0; rows < LargestGroup && _waiting.Reader.TryRead(out var waiting); rows += waiting.Rows.Count) group.Add(waiting);
            if (group.Count > 0) await Write(group);
        }
    }

    private async Task Write(IReadOnlyList<Waiting> group)
    {
        try
        {
            await Insert(_source, group.SelectMany(w => w.Rows));
            foreach (var waiting in group) waiting.Done.SetResult();
        }
        catch (PostgresException exception) when (!StorageEngine.IsAway(exception) && (group.Count > 1 || exception.SqlState == PostgresErrorCodes.LockNotAvailable))
        {
            foreach (var waiting in group) _ = WriteAlone(waiting);
        }
        catch (Exception exception)
        {
            foreach (var waiting in group) waiting.Done.SetException(exception);
        }
    }

    /// <summary>On a connection of its own, so that nobody else waits for what it may have to wait for.</summary>
    private async Task WriteAlone(Waiting waiting)
    {
        try
        {
            await Insert(_alone, waiting.Rows.Select(Again));
            waiting.Done.SetResult();
        }
        catch (Exception exception)
        {
            waiting.Done.SetException(exception);
        }
    }

    private static async Task Insert(NpgsqlDataSource source, IEnumerable<NpgsqlBatchCommand> rows)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var batch = new NpgsqlBatch(connection);
        foreach (var row in rows) batch.BatchCommands.Add(row);
        await batch.ExecuteNonQueryAsync();
    }

    /// <summary>A statement that has run remembers that it is prepared, on a connection that may not be the next one.</summary>
    private static NpgsqlBatchCommand Again(NpgsqlBatchCommand row)
    {
        var again = new NpgsqlBatchCommand(row.CommandText);
        foreach (NpgsqlParameter parameter in row.Parameters) again.Parameters.Add(parameter.Clone());
        return again;
    }

    private sealed record Waiting(IReadOnlyList<NpgsqlBatchCommand> Rows)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
