using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Bridgewatch.Kernel;

/// <summary>PostgreSQL: any number of nodes; a command is one batch, or one transaction when it reads and writes more than that.</summary>
public sealed class PostgresEngine : StorageEngine
{
    private const string Channel = "bridgewatch";

    private const string WhisperChannel = "bridgewatch_whispers";

    private const string ApplicationName = "bridgewatch";

    /// <summary>Counts other sessions of the program in this database.</summary>
    public const string OtherSessions =
        $"SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = '{ApplicationName}' AND pid <> pg_backend_pid()";

    private static readonly TimeSpan SnapshotPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan SnapshotPatience = TimeSpan.FromSeconds(30);

    /// <summary>Held while a node migrates; the others wait.</summary>
    private const long MigrationLock = 0x6272_6964_6765;

    /// <summary>Npgsql puts so many statements in one batch; up to here a batch is its own transaction.</summary>
    private const int LargestBatch = 500;

    /// <summary>The first commit after a rest is told at once; a notice for each would cost both sides more than some commits.</summary>
    private static readonly TimeSpan NoticePause = TimeSpan.FromMilliseconds(50);

    private readonly NpgsqlDataSource _source;
    private readonly string _migrations;
    private readonly IModel _model;
    private readonly Pulse _pulse;
    private readonly PostgresSequences _sequences;
    private readonly PostgresGroups _groups;
    private readonly InsertPlans _plans = new();
    private readonly ConcurrentDictionary<InsertPlan, string> _inserts = new(ReferenceEqualityComparer.Instance);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _notifying;
    private readonly string _node = $"{Guid.CreateVersion7():N}";
    private volatile TaskCompletionSource _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="migrations">The assembly with the migrations for PostgreSQL.</param>
    /// <param name="model">As it was made with the program.</param>
    public PostgresEngine(string connectionString, string migrations, IModel model, Pulse pulse)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // What the operator has set stays. (ContainsKey is true of every keyword that there is.)
        if (!settings.ShouldSerialize("Max Auto Prepare")) settings.MaxAutoPrepare = 128;
        // Nothing here leaves a session otherwise than it found it, so no connection needs a clean-up before it serves again.
        if (!settings.ShouldSerialize("No Reset On Close")) settings.NoResetOnClose = true;
        // A restore looks by it whether somebody still runs.
        if (!settings.ShouldSerialize("Application Name")) settings.ApplicationName = ApplicationName;
        // A cancelled wait for a standby would come back as success, and the row could be lost with the primary.
        if (!settings.ShouldSerialize("Cancellation Timeout")) settings.CancellationTimeout = -1;
        _source = Builder(settings).Build();
        _sequences = new(_source);
        _groups = new(Builder(settings), _source);
        _migrations = migrations;
        _model = model;
        _pulse = pulse;
        _notifying = Task.Run(Notify);
    }

    private static NpgsqlDataSourceBuilder Builder(NpgsqlConnectionStringBuilder settings)
    {
        var builder = new NpgsqlDataSourceBuilder(settings.ToString());
        builder.UseNodaTime();
        return builder;
    }

    public string ConnectionString => _source.ConnectionString;

    public override void Configure(DbContextOptionsBuilder options) =>
        options.UseNpgsql(_source, npgsql => npgsql.UseNodaTime().MigrationsAssembly(_migrations)).UseModel(_model);

    public override async Task<T> Transact<T>(BridgewatchDb db, bool whole, Func<ValueTask<T>> work, CancellationToken ct)
    {
        try
        {
            if (!whole) return await work();
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var result = await work();
            await transaction.CommitAsync(ct);
            return result;
        }
        catch (Exception exception) when (exception is not Unavailable && IsAway(exception))
        {
            throw new Unavailable("The database does not answer.", exception);
        }
        catch (ObjectDisposedException exception) when (ct.IsCancellationRequested)
        {
            // A statement that is broken off takes its transaction with it, which Entity Framework then misses.
            throw new OperationCanceledException(exception.Message, exception, ct);
        }
    }

    public override void Announce()
    {
        _pulse.Beat();
        _committed.TrySetResult();
    }

    public override bool MayFlush(BridgewatchDb db) => db.Database.CurrentTransaction is not null;

    public override async Task Save(BridgewatchDb db, IReadOnlyList<EntityEntry> changed, IReadOnlyList<JournalRow> entries, CancellationToken ct)
    {
        var seqs = await _sequences.Take(KernelTables.JournalSequence, KernelTables.SeqBlock, entries.Count, ct);
        for (var i = 0; i < entries.Count; i++) entries[i].Seq = seqs[i];
        if (changed.Count + db.Inserts.Count + entries.Count < LargestBatch && _plans.For(db, changed) is { } rows)
        {
            var journal = _plans.Of(db.Model.FindEntityType(typeof(JournalRow))!)!;
            await Insert(db, [.. rows, .. entries.Select(entry => (journal, (object)entry))], ct);
            return;
        }
        // An update that finds no row raises no error in the database, so it needs an explicit transaction to be rolled back with the rest.
        db.TrackInserts();
        db.AddRange(entries);
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.WhenNeeded;
        await db.SaveChangesAsync(ct);
    }

    /// <summary>New rows in one round trip: within the open transaction, or together with those of others in one of their own.</summary>
    private async Task Insert(BridgewatchDb db, IReadOnlyList<(InsertPlan Plan, object Row)> rows, CancellationToken ct)
    {
        await using var maker = new NpgsqlCommand();
        var inserts = rows.Select(r => Insert(db, maker, r.Plan, r.Row)).ToList();
        try
        {
            if (db.Database.CurrentTransaction?.GetDbTransaction() is not NpgsqlTransaction transaction)
            {
                await _groups.Insert(inserts);
                return;
            }
            await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
            foreach (var insert in inserts) batch.BatchCommands.Add(insert);
            await batch.ExecuteNonQueryAsync(ct);
            db.ChangeTracker.AcceptAllChanges();
        }
        catch (PostgresException exception)
        {
            throw new DbUpdateException("A row was refused.", exception);
        }
    }

    private NpgsqlBatchCommand Insert(BridgewatchDb db, NpgsqlCommand maker, InsertPlan plan, object row)
    {
        var insert = new NpgsqlBatchCommand(_inserts.GetOrAdd(plan, p => p.Sql(db.GetService<ISqlGenerationHelper>(), n => $"${n}")));
        foreach (var column in plan.Columns) insert.Parameters.Add((NpgsqlParameter)column.Parameter(maker, row));
        return insert;
    }

    public override async ValueTask<long> TakeNumber(BridgewatchDb db, string kind, CancellationToken ct) =>
        (await _sequences.Take(KernelTables.NumberSequence(kind), KernelTables.NumberBlock, 1, ct))[0];

    internal override async Task<IReadOnlyList<RawEntry>> ReadJournal(BridgewatchDb db, Position after, int limit, CancellationToken ct)
    {
        await using var command = _source.CreateCommand("""
            SELECT xid, seq, at, actor, actor_kind, subject_kind, subject_id, type, data, correlation_id, origin
            FROM journal
            WHERE (xid, seq) > ($1, $2) AND xid < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint
            ORDER BY xid, seq LIMIT $3
            """);
        command.Parameters.Add(new() { Value = after.Xid, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = after.Seq, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = limit, NpgsqlDbType = NpgsqlDbType.Integer });
        var entries = new List<RawEntry>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            entries.Add(new(
                new(row.GetInt64(0), row.GetInt64(1)), row.GetFieldValue<NodaTime.Instant>(2), row.GetString(3), row.GetString(4), row.GetString(5),
                row.GetGuid(6), row.GetString(7), row.IsDBNull(8) ? null : row.GetString(8), row.GetGuid(9), row.GetString(10)));
        }
        return entries;
    }

    internal override async Task<Position> End(BridgewatchDb db, CancellationToken ct)
    {
        await using var command = _source.CreateCommand("""
            SELECT xid, seq FROM journal WHERE xid < (pg_snapshot_xmin(pg_current_snapshot())::text)::bigint
            ORDER BY xid DESC, seq DESC LIMIT 1
            """);
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(row.GetInt64(0), row.GetInt64(1)) : Position.Start;
    }

    internal override async Task Listen(Pulse pulse, Whispers whispers, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await using var connection = await _source.OpenConnectionAsync(ct);
                connection.Notification += (_, notice) => Notice(notice, pulse, whispers);
                await using (var listen = new NpgsqlCommand($"LISTEN {Channel}; LISTEN {WhisperChannel}", connection)) await listen.ExecuteNonQueryAsync(ct);
                while (true) await connection.WaitAsync(ct);
            }
            catch (Exception exception) when (IsAway(exception))
            {
                // Readers poll meanwhile, so nothing is missed; it only comes a little later.
                await Task.Delay(TimeSpan.FromSeconds(1), ct);
            }
        }
    }

    /// <summary>What this node said itself, it knows already; so with its own commits.</summary>
    private void Notice(NpgsqlNotificationEventArgs notice, Pulse pulse, Whispers whispers)
    {
        if (notice.Payload.StartsWith(_node, StringComparison.Ordinal)) return;
        if (notice.Channel == Channel) pulse.Beat();
        else if (notice.Payload.Length > _node.Length) whispers.Hear(notice.Payload[_node.Length..]);
    }

    internal override async Task Whisper(string word, CancellationToken ct)
    {
        await using var command = _source.CreateCommand($"SELECT pg_notify('{WhisperChannel}', $1)");
        command.Parameters.Add(new() { Value = _node + word });
        await command.ExecuteNonQueryAsync(ct);
    }

    public override async Task Migrate(BridgewatchDb db, CancellationToken ct)
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        await Execute(connection, $"SELECT pg_advisory_lock({MigrationLock})", ct);
        try
        {
            if ((await db.PendingMigrations(ct)).Count > 0) await db.Database.MigrateAsync(ct);
            if (await IsFromAnotherCluster(connection, ct)) await Renumber(ct);
        }
        finally
        {
            await Execute(connection, $"SELECT pg_advisory_unlock({MigrationLock})", CancellationToken.None);
        }
    }

    /// <summary>Moves all entries, and the positions of reactors with them, before any transaction of this cluster. Entries that came
    /// from another cluster carry its transaction numbers, which may lie ahead here: readers would wait for them, and pass over
    /// what is written meanwhile. All move by the same distance, so their order stays.</summary>
    public async Task Renumber(CancellationToken ct)
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await Execute(connection, "LOCK TABLE journal, reactor, reactor_poison IN ACCESS EXCLUSIVE MODE", ct);
        await using var command = new NpgsqlCommand("SELECT coalesce(max(xid), -1) + 1 FROM journal", connection);
        var distance = (long)(await command.ExecuteScalarAsync(ct))!;
        await Execute(connection, $"UPDATE journal SET xid = xid - {distance}", ct);
        await Execute(connection, $"UPDATE reactor SET xid = xid - {distance} WHERE xid > {Position.Start.Xid}", ct);
        await Execute(connection, "UPDATE reactor_poison p SET position = to_hex(j.xid) || '-' || to_hex(j.seq) FROM journal j WHERE j.seq = p.seq", ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>A transaction that has not begun yet cannot have written anything here.</summary>
    private static async Task<bool> IsFromAnotherCluster(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT 1 FROM journal WHERE xid >= (pg_snapshot_xmax(pg_current_snapshot())::text)::bigint)", connection);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Rewrites the tables, and the statistics that quote values from them. Old bytes remain in the write-ahead log until
    /// PostgreSQL recycles it, and in the old files until the next checkpoint.</summary>
    public override async Task Scrub(BridgewatchDb db, IReadOnlyCollection<string> tables, CancellationToken ct)
    {
        await using var connection = await _source.OpenConnectionAsync(ct);
        await WaitForOldSnapshots(connection, ct);
        foreach (var table in tables)
        {
            await ForgetStatisticsOfEmpty(table, connection, ct);
            await Rewrite("FULL, ANALYZE", table, connection, ct);
        }
        await WaitForOldSnapshots(connection, ct);
        await Rewrite("FULL", "pg_statistic", connection, ct);
        try
        {
            await using var checkpoint = new NpgsqlCommand("CHECKPOINT", connection) { CommandTimeout = 0 };
            await checkpoint.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException exception) when (exception.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            // PostgreSQL makes one by itself within minutes.
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _notifying;
        await _groups.DisposeAsync();
        await _source.DisposeAsync();
        _stopping.Dispose();
    }

    private static async Task Rewrite(string how, string table, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"VACUUM ({how}) {table}", connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Where a table has no rows, ANALYZE leaves the values that it quoted from rows of earlier. A column that is given its own type
    /// again loses them, and nothing is rewritten.</summary>
    private static async Task ForgetStatisticsOfEmpty(string table, NpgsqlConnection connection, CancellationToken ct)
    {
        await using var quoted = new NpgsqlCommand($"""
            SELECT string_agg(format('ALTER %I TYPE %s', a.attname, format_type(a.atttypid, a.atttypmod))
                || CASE WHEN a.attcollation IN (0, t.typcollation) THEN '' ELSE format(' COLLATE %I', c.collname) END, ', ')
            FROM pg_stats s JOIN pg_attribute a ON a.attrelid = '{table}'::regclass AND a.attname = s.attname
            JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_collation c ON c.oid = a.attcollation
            WHERE s.schemaname = current_schema() AND s.tablename = '{table}' AND NOT EXISTS (SELECT 1 FROM {table})
            """, connection);
        if (await quoted.ExecuteScalarAsync(ct) is string columns) await Execute(connection, $"ALTER TABLE {table} {columns}", ct);
    }

    /// <summary>A table that is rewritten keeps old rows that an older transaction could still want to see. Whoever looks at this database while
    /// one runs in any database of the cluster, the rewriting itself with them, is taken for that old, too.</summary>
    /// <exception cref="TimeoutException">Such a transaction does not end: a backup, a report, somebody's console.</exception>
    private static async Task WaitForOldSnapshots(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var now = new NpgsqlCommand("SELECT pg_current_xact_id()::text", connection);
        var bound = (string)(await now.ExecuteScalarAsync(ct))!;
        await using var older = new NpgsqlCommand($"""
            SELECT pg_snapshot_xmin(pg_current_snapshot()) <= '{bound}'::xid8 OR EXISTS (SELECT 1 FROM pg_stat_activity
                WHERE datname = current_database() AND pid <> pg_backend_pid() AND age(backend_xmin) >= age('{bound}'::xid8::xid))
            """, connection);
        for (var waited = TimeSpan.Zero; (bool)(await older.ExecuteScalarAsync(ct))!; waited += SnapshotPoll)
        {
            if (waited > SnapshotPatience) throw new TimeoutException("A long transaction still sees old rows.");
            await Task.Delay(SnapshotPoll, ct);
        }
    }

    /// <summary>Tells the other nodes after commits, from a connection of its own and a few times in a second:
    /// inside the transactions it would cost a third of the throughput.</summary>
    private async Task Notify()
    {
        try
        {
            while (true)
            {
                await _committed.Task.WaitAsync(_stopping.Token);
                _committed = new(TaskCreationOptions.RunContinuationsAsynchronously);
                try
                {
                    await using var command = _source.CreateCommand($"NOTIFY {Channel}, '{_node}'");
                    await command.ExecuteNonQueryAsync(_stopping.Token);
                }
                catch (Exception exception) when (IsAway(exception))
                {
                    // The others poll; the next commit notifies again.
                }
                await Task.Delay(NoticePause, _stopping.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The program stops.
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
