using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace Bridgewatch.Kernel.Seal;

/// <summary>What the sealer reads and writes, by statements of its own: a batch has thousands of rows.</summary>
public sealed class SealStore(BridgewatchDb db) : IAsyncDisposable
{
    private DbConnection? _opened;

    private bool Postgres => db.Database.IsNpgsql();

    /// <summary>Entries that are not sealed yet and that no later commit can come before, in the order of the journal.</summary>
    internal async Task<IReadOnlyList<EntryColumns>> Unsealed(int limit, CancellationToken ct)
    {
        var (xid, seq) = await End(ct);
        var (guard, order) = Postgres
            ? ("(j.xid, j.seq) > (@xid, @seq) AND j.xid < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint", "j.xid, j.seq")
            : ("j.seq > @seq", "j.seq");
        // What somebody moved behind the end and is sealed already must not stop the rest from being sealed.
        await using var command = await Command(
            $"SELECT {StoredEntries.Columns} FROM journal j WHERE {guard} AND NOT EXISTS (SELECT 1 FROM seal_leaf l WHERE l.seq = j.seq) ORDER BY {order} LIMIT @limit", ct,
            ("@xid", xid), ("@seq", seq), ("@limit", limit));
        var entries = new List<EntryColumns>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) entries.Add(StoredEntries.Read(row, 0, Postgres));
        return entries;
    }

    /// <summary>How many entries wait for the seal, and since when the first of them; also those that a reader may not see yet.</summary>
    public async Task<(long Count, Instant? Since)> Waiting(CancellationToken ct)
    {
        var (xid, seq) = await End(ct);
        await using var command = await Command(
            $"SELECT count(*), min(at) FROM journal j WHERE {(Postgres ? "(j.xid, j.seq) > (@xid, @seq)" : "j.seq > @seq")}", ct,
            ("@xid", xid), ("@seq", seq));
        await using var row = await command.ExecuteReaderAsync(ct);
        await row.ReadAsync(ct);
        if (row.IsDBNull(1)) return (0, null);
        return (row.GetInt64(0), Postgres ? row.GetFieldValue<Instant>(1) : Micros.Of(row.GetInt64(1)));
    }

    internal Task<SealBatch?> Newest(CancellationToken ct) =>
        db.Set<SealBatch>().AsNoTracking().OrderByDescending(b => b.Batch).FirstOrDefaultAsync(ct);

    /// <summary>Writes a batch within the running transaction. Another node that sealed the same entries makes it fail.</summary>
    internal async Task Write(SealBatch batch, IReadOnlyList<EntryColumns> entries, IReadOnlyList<byte[]> leaves, byte[] publicKey, CancellationToken ct)
    {
        if (!await db.Set<SealKey>().AnyAsync(k => k.Id == batch.KeyId, ct))
        {
            db.Add(new SealKey { Id = batch.KeyId, PublicKey = publicKey, Since = batch.At });
        }
        db.Add(batch);
        if (Postgres) await Copy(batch.Batch, entries, leaves, ct);
        else await Insert(batch.Batch, entries, leaves, ct);
    }

    /// <summary>The place of the last entry that is sealed and still there.</summary>
    private async Task<(long Xid, long Seq)> End(CancellationToken ct)
    {
        await using var command = await Command(
            $"SELECT {(Postgres ? "j.xid" : "0")}, j.seq FROM seal_leaf l JOIN journal j ON j.seq = l.seq ORDER BY l.batch DESC, l.\"index\" DESC LIMIT 1", ct);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetInt64(0), row.GetInt64(1)) : (Position.Start.Xid, Position.Start.Seq);
    }

    private async Task Copy(long batch, IReadOnlyList<EntryColumns> entries, IReadOnlyList<byte[]> leaves, CancellationToken ct)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var rows = await connection.BeginBinaryImportAsync("COPY seal_leaf (batch, \"index\", seq, hash) FROM STDIN (FORMAT BINARY)", ct);
        for (var index = 0; index < entries.Count; index++)
        {
            await rows.StartRowAsync(ct);
            await rows.WriteAsync(batch, NpgsqlDbType.Bigint, ct);
            await rows.WriteAsync(index, NpgsqlDbType.Integer, ct);
            await rows.WriteAsync(entries[index].Seq, NpgsqlDbType.Bigint, ct);
            await rows.WriteAsync(leaves[index], NpgsqlDbType.Bytea, ct);
        }
        await rows.CompleteAsync(ct);
    }

    private async Task Insert(long batch, IReadOnlyList<EntryColumns> entries, IReadOnlyList<byte[]> leaves, CancellationToken ct)
    {
        await using var command = await Command("INSERT INTO seal_leaf (batch, \"index\", seq, hash) VALUES (@batch, @index, @seq, @hash)", ct,
            ("@batch", batch), ("@index", 0), ("@seq", 0L), ("@hash", Array.Empty<byte>()));
        await command.PrepareAsync(ct);
        for (var index = 0; index < entries.Count; index++)
        {
            command.Parameters[1].Value = index;
            command.Parameters[2].Value = entries[index].Seq;
            command.Parameters[3].Value = leaves[index];
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    /// <summary>What was opened here is closed here; a transaction's connection is not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_opened is not null) await _opened.CloseAsync();
    }

    private async Task<DbCommand> Command(string sql, CancellationToken ct, params (string Name, object Value)[] parameters)
    {
        var connection = db.Database.GetDbConnection();
        if (connection.State != System.Data.ConnectionState.Open)
        {
            await connection.OpenAsync(ct);
            _opened = connection;
        }
        var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
