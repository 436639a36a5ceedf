using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Npgsql;
using SQLitePCL;

namespace Bridgewatch.Kernel;

/// <summary>How the two databases differ. Handlers and queries never ask which one it is.</summary>
public abstract class StorageEngine : IAsyncDisposable
{
    /// <summary>Sets up a context for reading, or for a command before its transaction.</summary>
    public abstract void Configure(DbContextOptionsBuilder options);

    /// <summary>Runs the work of one command and returns once all that it saved is durable, together.</summary>
    /// <param name="whole">In one transaction from the first read on, because the work writes by statements of its own, or more than once.
    /// Otherwise it reads what others have committed, and its one <see cref="Save"/> is the transaction: whoever changed the same object
    /// meanwhile shows by its version, or by a unique index.</param>
    /// <exception cref="Unavailable">The database is away or overloaded; nothing was done.</exception>
    public abstract Task<T> Transact<T>(BridgewatchDb db, bool whole, Func<ValueTask<T>> work, CancellationToken ct);

    /// <summary>Wakes whoever waits for something new, on this node and on the others. After a commit that concerns them.</summary>
    public abstract void Announce();

    /// <summary>True when the transaction stays open after a write, so that a part of the work can be written early.</summary>
    public abstract bool MayFlush(BridgewatchDb db);

    /// <summary>Writes what is tracked or to be inserted, and appends to the journal: within the running transaction, or else in one of its
    /// own, after which the context is used no more.</summary>
    /// <param name="changed">What of the tracked is to be written.</param>
    /// <param name="entries">Get their numbers here, growing.</param>
    /// <exception cref="DbUpdateException">The database refuses a row.</exception>
    public abstract Task Save(BridgewatchDb db, IReadOnlyList<EntityEntry> changed, IReadOnlyList<JournalRow> entries, CancellationToken ct);

    /// <summary>The next number for people, never given twice.</summary>
    public abstract ValueTask<long> TakeNumber(BridgewatchDb db, string kind, CancellationToken ct);

    /// <summary>Entries after a position that no later commit can come before, in order.</summary>
    internal abstract Task<IReadOnlyList<RawEntry>> ReadJournal(BridgewatchDb db, Position after, int limit, CancellationToken ct);

    /// <summary>The position of the newest entry that may be read.</summary>
    internal abstract Task<Position> End(BridgewatchDb db, CancellationToken ct);

    /// <summary>Wakes whenever somebody committed, here or on another node.</summary>
    internal abstract Task Listen(Pulse pulse, Whispers whispers, CancellationToken ct);

    /// <summary>Tells the other nodes something that nobody keeps; see <see cref="Whispers"/>.</summary>
    internal abstract Task Whisper(string word, CancellationToken ct);

    /// <summary>Brings the schema up, one node at a time.</summary>
    public abstract Task Migrate(BridgewatchDb db, CancellationToken ct);

    /// <summary>Makes deleted and overwritten values unreadable in the files, as far as the engine can.</summary>
    public abstract Task Scrub(BridgewatchDb db, IReadOnlyCollection<string> tables, CancellationToken ct);

    /// <summary>Lets the planner know how tables that have grown are filled. An engine that does so by itself does nothing here.</summary>
    public virtual Task CountRows(CancellationToken ct) => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();

    /// <summary>True for failures that mean "the database is away", not "the statement is wrong".</summary>
    public static bool IsAway(Exception exception) => exception switch
    {
        Unavailable => true,
        PostgresException p => p.SqlState is ['0', '8', ..] or "57P01" or "57P02" or "57P03" or "53300" or "25006",
        // "No suitable host was found" counts too, although Npgsql calls it permanent.
        NpgsqlException => true,
        SocketException => true,
        TimeoutException => true,
        DbException { InnerException: { } inner } => IsAway(inner),
        DbUpdateException { InnerException: { } inner } => IsAway(inner),
        InvalidOperationException { InnerException: { } inner } => IsAway(inner),
        SqliteException { SqliteErrorCode: 5 or 6 or 10 or 13 or 14 } => true,
        _ => false,
    };

    /// <summary>True when somebody else took the same unique value, removed what was referred to, or stood in the way at the same
    /// moment: a second look may go well. A rule of the schema that the program itself broke is not that.</summary>
    public static bool IsRace(Exception exception) => exception switch
    {
        PostgresException p => p.SqlState is PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
        SqliteException s => s.SqliteExtendedErrorCode is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY
            or raw.SQLITE_CONSTRAINT_FOREIGNKEY,
        DbUpdateException { InnerException: { } inner } => IsRace(inner),
        // "Likely due to a transient failure": so Entity Framework wraps a deadlock.
        InvalidOperationException { InnerException: { } inner } => IsRace(inner),
        _ => false,
    };
}

/// <summary>An entry as read, before its event is recognised.</summary>
internal sealed record RawEntry(
    Position Position, NodaTime.Instant At, string Actor, string ActorKind, string SubjectKind, Guid SubjectId, string Type,
    string? Data, Guid Correlation, string Origin);
