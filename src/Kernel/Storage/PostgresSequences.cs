using System.Collections.Concurrent;
using Npgsql;

namespace Bridgewatch.Kernel;

/// <summary>Numbers from sequences of PostgreSQL, taken in blocks: one round trip for many, and gaps when the process ends.</summary>
internal sealed class PostgresSequences(NpgsqlDataSource source)
{
    private readonly ConcurrentDictionary<string, Sequence> _sequences = new();

    /// <summary>The next numbers, growing.</summary>
    /// <param name="block">What the sequence grows by at each call.</param>
    public ValueTask<IReadOnlyList<long>> Take(string sequence, int block, int count, CancellationToken ct) =>
        _sequences.GetOrAdd(sequence, name => new(source, name, block)).Take(count, ct);

    private sealed class Sequence(NpgsqlDataSource source, string name, int block)
    {
        private readonly Lock _lock = new();
        private long _next, _end;
        private Task? _coming;

        public async ValueTask<IReadOnlyList<long>> Take(int count, CancellationToken ct)
        {
            var taken = new List<long>(count);
            while (true)
            {
                Task coming;
                lock (_lock)
                {
                    while (taken.Count < count && _next < _end) taken.Add(_next++);
                    if (taken.Count == count) return taken;
                    coming = _coming ??= Task.Run(Fetch, CancellationToken.None);
                }
                await coming.WaitAsync(ct);
            }
        }

        /// <summary>All who find the block used up wait for one and the same next one.</summary>
        private async Task Fetch()
        {
            try
            {
                await using var command = source.CreateCommand($"SELECT nextval('{name}')");
                var first = (long)(await command.ExecuteScalarAsync())!;
                lock (_lock) (_next, _end) = (first, first + block);
            }
            finally
            {
                lock (_lock) _coming = null;
            }
        }
    }
}
