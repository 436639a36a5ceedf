using System.Collections.Concurrent;
using System.Data.Common;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace Bridgewatch.Kernel;

/// <summary>SQLite: commands read and decide side by side; one writer at a time writes what they decided, and commits it in groups.</summary>
/// <remarks>Each command's rows stand under their own savepoint, so that one that fails leaves the others alone. Answers go out after
/// the commit, which waits for the disk (<c>synchronous=FULL</c>). The measurements behind it are in docs/architecture.md.</remarks>
public sealed class SqliteEngine : StorageEngine
{
    /// <summary>Commands that may wait; one more is told to come back.</summary>
    private const int LongestQueue = 4_096;

    private const int LargestGroup = 128;

    /// <summary>Numbers are taken from the database so many at a time; a restart leaves a gap.</summary>
    private const int NumberBlock = 16;

    private readonly BlockingCollection<Work> _waiting = new(LongestQueue);
    private readonly string _connectionString;
    private readonly string _migrations;
    private readonly IModel _model;
    private readonly Pulse _pulse;
    private readonly Thread _writer;
    private readonly SqliteReaders _readers;
    private readonly Lock _writing = new();
    private readonly List<Work> _group = new(LargestGroup);
    private volatile Thread? _holder;
    private volatile BridgewatchDb? _within;
    private int _deciding;
    private KeepingConnection? _connection;
    private readonly Dictionary<string, (long Next, long End)> _numbers = [];
    private readonly InsertPlans _plans = new();
    private readonly Dictionary<InsertPlan, SqliteInsert> _inserts = new(ReferenceEqualityComparer.Instance);
    private long? _lastSeq;

    /// <param name="file">The database; made when it does not exist.</param>
    /// <param name="migrations">The assembly with the migrations for SQLite.</param>
    /// <param name="model">As it was made with the program: to make it at each start would take longer than the rest of the start.</param>
    public SqliteEngine(string file, string migrations, IModel model, Pulse pulse)
    {
        // Not pooled by the driver: connections of this program keep their settings and statements, the writer's apart from the readers'.
        _connectionString = new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = 30, Pooling = false }.ToString();
        _readers = new(_connectionString);
        _migrations = migrations;
        _model = model;
        _pulse = pulse;
        _writer = new(WriteGroups) { IsBackground = true, Name = "sqlite-writer" };
        _writer.Start();
    }

    public string ConnectionString => _connectionString;

    public override void Configure(DbContextOptionsBuilder options) =>
        options.UseSqlite(_connectionString, sqlite => sqlite.MigrationsAssembly(_migrations)).UseModel(_model).AddInterceptors(_readers);

    public override async Task<T> Transact<T>(BridgewatchDb db, bool whole, Func<ValueTask<T>> work, CancellationToken ct)
    {
        Interlocked.Increment(ref _deciding);
        try
        {
            if (!whole) return await work();
            T result = default!;
            // SQLite's own calls are synchronous, so nothing here ever waits for another thread.
            await OnWriter(db, () => result = work().AsTask().GetAwaiter().GetResult(), ct);
            return result;
        }
        finally
        {
            Interlocked.Decrement(ref _deciding);
        }
    }

    public override void Announce() => _pulse.Beat();

    public override bool MayFlush(BridgewatchDb db) => IsOnWriter;

    public override async Task Save(BridgewatchDb db, IReadOnlyList<EntityEntry> changed, IReadOnlyList<JournalRow> entries, CancellationToken ct)
    {
        // What the writer need not do is done here, where others do the like beside it.
        var rows = _plans.For(db, changed)?.Select(r => new Row(r.Plan, r.Plan.Values(r.Row))).ToList();
        if (rows is null) db.TrackInserts();
        var journal = _plans.Of(db.Model.FindEntityType(typeof(JournalRow))!)!;
        var log = entries.Select(entry => new Row(journal, journal.Values(entry))).ToList();
        if (IsOnWriter)
        {
            Write(db, rows, log);
            if (rows is not null) db.ChangeTracker.AcceptAllChanges();
        }
        else
        {
            await OnWriter(db, () => Write(db, rows, log), ct);
        }
    }

    public override async ValueTask<long> TakeNumber(BridgewatchDb db, string kind, CancellationToken ct)
    {
        while (true)
        {
            lock (_numbers)
            {
                if (_numbers.TryGetValue(kind, out var block) && block.Next < block.End)
                {
                    _numbers[kind] = (block.Next + 1, block.End);
                    return block.Next;
                }
            }
            // What is taken in a transaction that may yet be undone is for that transaction alone.
            if (IsOnWriter) return TakeNumbers(kind, 1);
            long first = 0;
            await Enqueue(new(_ => first = TakeNumbers(kind, NumberBlock), InTransaction: true, ct));
            // Of two blocks taken at once the earlier one is left: a gap.
            lock (_numbers) _numbers[kind] = (first, first + NumberBlock);
        }
    }

    private bool IsOnWriter => _holder == Thread.CurrentThread;

    private async Task OnWriter(BridgewatchDb db, Action work, CancellationToken ct)
    {
        // It would wait for the thread that waits for it, and nobody would write any more.
        if (ReferenceEquals(_within, db)) throw new InvalidOperationException("A transaction of SQLite went on beside the writer's thread: something in it was waited for.");
        // What was lent for reading goes back before the wait.
        db.Database.SetDbConnection(null, contextOwnsConnection: true);
        await Enqueue(new(connection =>
        {
            // The context is at home on the writer's connection, whose transaction is not EF's own.
            db.Database.SetDbConnection(connection);
            db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
            _within = db;
            try
            {
                work();
            }
            finally
            {
                _within = null;
            }
        }, InTransaction: true, ct));
    }

    /// <param name="rows">What is new, when all is; otherwise Entity Framework writes.</param>
    /// <param name="log">Every command writes entries, so these go past the tracking that other rows need.</param>
    private void Write(BridgewatchDb db, IReadOnlyList<Row>? rows, IReadOnlyList<Row> log)
    {
        foreach (var row in rows ?? []) Insert(db, row);
        if (rows is null) db.SaveChanges();
        if (log.Count == 0) return;
        // A number that was sealed is never given again, also when somebody deleted its entry.
        var seq = _lastSeq ??= Scalar("SELECT max((SELECT coalesce(max(seq), 0) FROM journal), (SELECT coalesce(max(seq), 0) FROM seal_leaf))");
        foreach (var entry in log)
        {
            entry.Values[entry.Plan.Place("seq")] = ++seq;
            Insert(db, entry);
        }
        _lastSeq = seq;
    }

    private void Insert(BridgewatchDb db, Row row)
    {
        if (!_inserts.TryGetValue(row.Plan, out var insert))
            _inserts[row.Plan] = insert = new(row.Plan, _connection!, row.Plan.Sql(db.GetService<ISqlGenerationHelper>(), n => $"?{n}"));
        try
        {
            insert.Run(row.Values);
        }
        catch (SqliteException exception)
        {
            throw new DbUpdateException($"A row of {row.Plan.Table} was refused.", exception);
        }
    }

    /// <summary>The first of so many numbers.</summary>
    private long TakeNumbers(string kind, int count) => Scalar(
        $"INSERT INTO number (kind, next) VALUES ($kind, 1 + {count}) ON CONFLICT (kind) DO UPDATE SET next = next + {count} RETURNING next", kind) - count;

    internal override async Task<IReadOnlyList<RawEntry>> ReadJournal(BridgewatchDb db, Position after, int limit, CancellationToken ct)
    {
        // What is lent for reading is open.
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText =
            "SELECT seq, at, actor, actor_kind, subject_kind, subject_id, type, data, correlation_id, origin FROM journal WHERE seq > $after ORDER BY seq LIMIT $limit";
        command.Parameters.Add(new SqliteParameter("$after", after.Seq));
        command.Parameters.Add(new SqliteParameter("$limit", limit));
        var entries = new List<RawEntry>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            entries.Add(new(
                new(0, row.GetInt64(0)), Micros.Of(row.GetInt64(1)), row.GetString(2), row.GetString(3), row.GetString(4),
                new((byte[])row[5], true), row.GetString(6), row.IsDBNull(7) ? null : row.GetString(7), new((byte[])row[8], true), row.GetString(9)));
        }
        return entries;
    }

    internal override async Task<Position> End(BridgewatchDb db, CancellationToken ct)
    {
        var seq = (await db.Database.SqlQuery<long>($"SELECT coalesce(max(seq), 0) AS Value FROM journal").ToListAsync(ct)).Single();
        return seq == 0 ? Position.Start : new(0, seq);
    }

    /// <summary>Another process (the command line) shows by the data version; our own commits beat the pulse themselves.</summary>
    internal override async Task Listen(Pulse pulse, Whispers whispers, CancellationToken ct)
    {
        await using var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(ct);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA data_version";
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(400));
        for (long seen = 0; await timer.WaitForNextTickAsync(ct);)
        {
            var version = (long)(await command.ExecuteScalarAsync(ct))!;
            if (version != seen && seen != 0) pulse.Beat();
            seen = version;
        }
    }

    /// <summary>One node alone has the file.</summary>
    internal override Task Whisper(string word, CancellationToken ct) => Task.CompletedTask;

    public override async Task Migrate(BridgewatchDb db, CancellationToken ct)
    {
        if ((await db.PendingMigrations(ct)).Count == 0) return;
        // The data folder's lock is ours, so a migration lock that is left in the database belongs to a process that was killed.
        await db.Database.ExecuteSqlRawAsync(
            "CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); DELETE FROM \"__EFMigrationsLock\"", ct);
        await db.Database.MigrateAsync(ct);
    }

    /// <summary>Rewrites the file: freed pages and the log keep old bytes otherwise, also with secure_delete.</summary>
    public override Task Scrub(BridgewatchDb db, IReadOnlyCollection<string> tables, CancellationToken ct) =>
        Enqueue(new(connection =>
        {
            // A copy of the whole database does not belong into memory.
            Execute(connection, "PRAGMA temp_store=DEFAULT");
            Execute(connection, "VACUUM");
            Execute(connection, "PRAGMA temp_store=MEMORY");
            // Waits for readers as long as the connection waits for locks; the first column says that it was in vain.
            using var checkpoint = connection.CreateCommand();
            checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
            if (Convert.ToInt64(checkpoint.ExecuteScalar(), CultureInfo.InvariantCulture) != 0) throw new TimeoutException("A reader holds the write-ahead log.");
        }, InTransaction: false, ct));

    /// <summary>Analyzes what has grown tenfold since, as SQLite recommends it (https://sqlite.org/pragma.html#pragma_optimize), but all of it: samples
    /// take a queue with a quarter of all tickets for a small one. At a million tickets that takes the writer two seconds, once.</summary>
    public override async Task CountRows(CancellationToken ct)
    {
        await Enqueue(new(connection => Execute(connection, "PRAGMA optimize=0x10002"), InTransaction: false, ct));
        // A connection reads the statistics when it opens.
        _readers.Renew();
    }

    public override ValueTask DisposeAsync()
    {
        _waiting.CompleteAdding();
        _writer.Join();
        _waiting.Dispose();
        _readers.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Who is alone writes at once: to wake the writer and be woken by it would take longer than some commits.</summary>
    private async Task Enqueue(Work work)
    {
        if (Volatile.Read(ref _deciding) <= 1 && _waiting.Count == 0 && _writing.TryEnter())
        {
            try
            {
                if (_waiting.IsAddingCompleted) throw new Unavailable("The program stops.");
                WriteGroup(work);
            }
            finally
            {
                _writing.Exit();
            }
        }
        else if (_waiting.IsAddingCompleted || !_waiting.TryAdd(work))
        {
            throw new Unavailable("Too many commands wait for the database.");
        }
        await work.Done.Task;
    }

    private void WriteGroups()
    {
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            lock (_writing) WriteGroup(first);
        }
        lock (_writing) LetGo();
    }

    private void WriteGroup(Work first)
    {
        _holder = Thread.CurrentThread;
        _group.Clear();
        try
        {
            _connection ??= Open();
            if (first.InTransaction)
            {
                Transact(_connection, first);
            }
            else
            {
                _group.Add(first);
                first.Run(_connection);
            }
            foreach (var work in _group) work.Finish();
        }
        catch (Exception exception)
        {
            LetGo();
            if (_group.Count == 0) _group.Add(first);
            // A full disk undoes the transaction by itself; that it cannot be undone again is not the cause.
            var cause = _group.Select(w => w.Error).FirstOrDefault(e => e is not null && IsAway(e)) ?? exception;
            foreach (var work in _group) work.Fail(IsAway(cause) ? new Unavailable("The database could not be written.", cause) : cause);
        }
        finally
        {
            _holder = null;
        }
    }

    private void Transact(SqliteConnection connection, Work first)
    {
        Execute(connection, "BEGIN IMMEDIATE");
        _lastSeq = null;
        Work? next = first;
        do
        {
            _group.Add(next);
            Try(connection, next);
        }
        while (_group.Count < LargestGroup && _waiting.TryTake(out next) && (next.InTransaction || Postpone(next)));
        Execute(connection, "COMMIT");
    }

    private void Try(SqliteConnection connection, Work work)
    {
        if (work.Ct.IsCancellationRequested)
        {
            work.Error = new OperationCanceledException(work.Ct);
            return;
        }
        // The first has nothing before it that must stay.
        var (isFirst, seqBefore) = (_group.Count == 1, _lastSeq);
        if (!isFirst) Execute(connection, "SAVEPOINT command");
        try
        {
            work.Run(connection);
            if (!isFirst) Execute(connection, "RELEASE command");
        }
        catch (Exception exception)
        {
            work.Error = exception;
            Execute(connection, isFirst ? "ROLLBACK" : "ROLLBACK TO command");
            Execute(connection, isFirst ? "BEGIN IMMEDIATE" : "RELEASE command");
            _lastSeq = seqBefore;
        }
    }

    /// <summary>Work that cannot stand in a transaction goes to the end of the queue and ends the group.</summary>
    private bool Postpone(Work work)
    {
        if (!_waiting.TryAdd(work)) work.Fail(new Unavailable("Too many commands wait for the database."));
        return false;
    }

    private KeepingConnection Open()
    {
        var connection = new KeepingConnection(_connectionString);
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL");
        Execute(connection, "PRAGMA synchronous=FULL");
        Execute(connection, "PRAGMA foreign_keys=ON");
        Execute(connection, "PRAGMA secure_delete=ON");
        Execute(connection, "PRAGMA temp_store=MEMORY");
        Execute(connection, "PRAGMA cache_size=-65536");
        // In pages, 32 MB: under load the same pages change over and over, and are moved into the file once for many commits.
        Execute(connection, "PRAGMA wal_autocheckpoint=8000");
        Execute(connection, "PRAGMA busy_timeout=30000");
        return connection;
    }

    private void LetGo()
    {
        foreach (var insert in _inserts.Values) insert.Dispose();
        _inserts.Clear();
        _connection?.Dispose();
        _connection = null;
        _lastSeq = null;
    }

    private long Scalar(string sql, string? kind = null)
    {
        using var command = ((DbConnection)_connection!).CreateCommand();
        command.CommandText = sql;
        if (kind is not null) command.Parameters.Add(new SqliteParameter("$kind", kind));
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(DbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private sealed record Row(InsertPlan Plan, object[] Values);

    private sealed record Work(Action<SqliteConnection> Body, bool InTransaction, CancellationToken Ct)
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Exception? Error { get; set; }

        public void Run(SqliteConnection connection)
        {
            if (_context is null) Body(connection);
            else ExecutionContext.Run(_context, _ => Body(connection), null);
        }

        public void Finish()
        {
            if (Error is null) Done.TrySetResult();
            else Fail(IsAway(Error) ? new Unavailable("The database could not be written.", Error) : Error);
        }

        public void Fail(Exception exception) => Done.TrySetException(exception);
    }
}
