using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel.Seal;

/// <summary>A leaf as it was sealed, and the entry that stands there now.</summary>
/// <param name="Entry">Null when it is gone, or so damaged that it cannot be read.</param>
/// <param name="IsThere">False when it is gone.</param>
internal sealed record SealedEntry(long Batch, int Index, long Seq, byte[] Hash, bool IsThere, EntryColumns? Entry, byte[]? Salt, byte[]? Data, long Xid);

/// <summary>Some batches in a row with their entries, in the order of the seal.</summary>
internal sealed record SealedChunk(IReadOnlyList<SealBatch> Batches, IReadOnlyList<SealedEntry> Entries);

/// <summary>One consistent view of journal and seal, read piece by piece, beside a server that goes on writing.</summary>
internal sealed class SealSnapshot : IAsyncDisposable
{
    /// <summary>Entries that are held in memory at once, about.</summary>
    private const int ChunkSize = 10_000;

    private const int MostBatches = 2_000;

    private readonly DbConnection _connection;
    private readonly DbTransaction _transaction;
    private readonly bool _postgres;
    private readonly Queue<SealBatch> _batches = new();
    private long _readTo;
    private long _given;

    private SealSnapshot(DbConnection connection, DbTransaction transaction, bool postgres) =>
        (_connection, _transaction, _postgres) = (connection, transaction, postgres);

    public static async Task<SealSnapshot> Take(BridgewatchDb db, CancellationToken ct)
    {
        var connection = db.Database.GetDbConnection();
        if (connection.State != ConnectionState.Open) await connection.OpenAsync(ct);
        return connection is SqliteConnection sqlite
            // Deferred: a transaction that only reads must not take the writer's lock.
            ? new(sqlite, sqlite.BeginTransaction(deferred: true), postgres: false)
            : new(connection, await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct), postgres: true);
    }

    public async Task<long> Count(string sql, CancellationToken ct, params (string, object)[] parameters)
    {
        await using var command = Command(sql, parameters);
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Null after the last batch.</summary>
    public async Task<SealedChunk?> Next(CancellationToken ct)
    {
        if (_batches.Count == 0) await ReadBatches(ct);
        if (_batches.Count == 0) return null;
        var (batches, size) = (new List<SealBatch>(), 0L);
        while (_batches.TryPeek(out var next) && (batches.Count == 0 || size + next.Count <= ChunkSize))
        {
            batches.Add(_batches.Dequeue());
            size += next.Count;
        }
        var from = _given + 1;
        _given = batches[^1].Batch;
        return new(batches, await ReadEntries("l.batch BETWEEN @from AND @to", ct, ("@from", from), ("@to", _given)));
    }

    /// <summary>Entries without a leaf that stand before a place, in order.</summary>
    public Task<List<long>> UnsealedBefore((long Xid, long Seq) end, int limit, CancellationToken ct) => Seqs($"""
        SELECT j.seq FROM journal j WHERE {(_postgres ? "(j.xid, j.seq) <= (@xid, @seq)" : "j.seq <= @seq")}
        AND NOT EXISTS (SELECT 1 FROM seal_leaf l WHERE l.seq = j.seq) ORDER BY {(_postgres ? "j.xid, j.seq" : "j.seq")} LIMIT @limit
        """, ct, ("@xid", end.Xid), ("@seq", end.Seq), ("@limit", limit));

    /// <summary>Entries without a leaf behind a place: the tail that the seal has not reached.</summary>
    public async IAsyncEnumerable<(long Seq, byte[]? Digest, byte[]? Salt, byte[]? Data)> Tail(
        (long Xid, long Seq) end, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = Command($"""
            SELECT j.seq, j.digest, j.salt, j.data FROM journal j WHERE {(_postgres ? "(j.xid, j.seq) > (@xid, @seq)" : "j.seq > @seq")}
            AND NOT EXISTS (SELECT 1 FROM seal_leaf l WHERE l.seq = j.seq) ORDER BY {(_postgres ? "j.xid, j.seq" : "j.seq")}
            """, ("@xid", end.Xid), ("@seq", end.Seq));
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            yield return (row.GetInt64(0), StoredEntries.BytesOrNull(row, 1), StoredEntries.BytesOrNull(row, 2), StoredEntries.BytesOrNull(row, 3));
        }
    }

    /// <summary>Data of all entries of a type.</summary>
    public async Task<List<string>> DataOf(string type, CancellationToken ct)
    {
        await using var command = Command("SELECT data FROM journal WHERE type = @type AND data IS NOT NULL ORDER BY seq", ("@type", type));
        var data = new List<string>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) data.Add(row.GetString(0));
        return data;
    }

    /// <summary>One sealed entry; null when it has no leaf.</summary>
    public async Task<SealedEntry?> Entry(long seq, CancellationToken ct) =>
        await ReadEntries("l.seq = @seq", ct, ("@seq", seq)) is [var entry, ..] ? entry : null;

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.CloseAsync();
    }

    private async Task ReadBatches(CancellationToken ct)
    {
        await using var command = Command(
            "SELECT batch, count, root, chain, signature, key_id, at FROM seal_batch WHERE batch > @after ORDER BY batch LIMIT @limit",
            ("@after", _readTo), ("@limit", MostBatches));
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            _readTo = row.GetInt64(0);
            _batches.Enqueue(new()
            {
                Batch = _readTo,
                Count = row.GetInt32(1),
                Root = StoredEntries.Bytes(row, 2),
                Chain = StoredEntries.Bytes(row, 3),
                Signature = StoredEntries.Bytes(row, 4),
                KeyId = row.GetString(5),
                At = _postgres ? row.GetFieldValue<NodaTime.Instant>(6) : Micros.Of(row.GetInt64(6)),
            });
        }
    }

    private async Task<IReadOnlyList<SealedEntry>> ReadEntries(string which, CancellationToken ct, params (string, object)[] parameters)
    {
        const int first = 4;
        await using var command = Command($"""
            SELECT l.batch, l."index", l.seq, l.hash, {StoredEntries.Columns}, j.salt, j.data, {(_postgres ? "j.xid" : "0")}
            FROM seal_leaf l LEFT JOIN journal j ON j.seq = l.seq WHERE {which} ORDER BY l.batch, l."index"
            """, parameters);
        var entries = new List<SealedEntry>(ChunkSize);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            var there = !row.IsDBNull(first);
            entries.Add(new(
                row.GetInt64(0), row.GetInt32(1), row.GetInt64(2), StoredEntries.Bytes(row, 3), there, there ? ReadOrNull(row, first) : null,
                there ? StoredEntries.BytesOrNull(row, first + StoredEntries.Count) : null,
                there ? StoredEntries.BytesOrNull(row, first + StoredEntries.Count + 1) : null,
                there ? row.GetInt64(first + StoredEntries.Count + 2) : 0));
        }
        return entries;
    }

    /// <summary>Somebody who writes past the program can leave an id of nine bytes, or no time at all.</summary>
    private EntryColumns? ReadOrNull(DbDataReader row, int first)
    {
        try
        {
            return StoredEntries.Read(row, first, _postgres);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidCastException or InvalidOperationException or FormatException or OverflowException)
        {
            return null;
        }
    }

    private async Task<List<long>> Seqs(string sql, CancellationToken ct, params (string, object)[] parameters)
    {
        await using var command = Command(sql, parameters);
        var seqs = new List<long>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) seqs.Add(row.GetInt64(0));
        return seqs;
    }

    private DbCommand Command(string sql, params (string Name, object Value)[] parameters)
    {
        var command = _connection.CreateCommand();
        (command.CommandText, command.Transaction, command.CommandTimeout) = (sql, _transaction, 0);
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
