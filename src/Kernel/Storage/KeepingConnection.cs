using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bridgewatch.Kernel;

/// <summary>A connection to SQLite that keeps the statements it prepared: to read one again costs more than to run it.</summary>
internal sealed class KeepingConnection(string connectionString) : SqliteConnection(connectionString)
{
    /// <summary>Statements with lists have a text for each length; beyond this many all are let go.</summary>
    private const int MostKept = 256;

    private readonly Dictionary<string, SqliteCommand> _kept = new(StringComparer.Ordinal);
    private bool _ending;

    /// <summary>Those of an older one are closed instead of lent again.</summary>
    public int Generation { get; init; }

    /// <summary>True when whoever used it left nothing behind, so that somebody else may.</summary>
    public bool IsClean => State == ConnectionState.Open && Transaction is null && raw.sqlite3_get_autocommit(Handle) != 0;

    /// <summary>A context closes what it used; this connection stays open until it is disposed.</summary>
    public override void Close()
    {
        if (_ending) base.Close();
    }

    protected override DbCommand CreateDbCommand() => new KeptCommand(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing) LetGo();
        _ending = true;
        base.Dispose(disposing);
    }

    private SqliteCommand Take(string text) => _kept.Remove(text, out var kept) ? kept : new SqliteCommand(text, this);

    private void Keep(SqliteCommand command)
    {
        command.Parameters.Clear();
        command.Transaction = null;
        if (_kept.Count >= MostKept) LetGo();
        if (!_kept.TryAdd(command.CommandText, command)) command.Dispose();
    }

    private void LetGo()
    {
        foreach (var command in _kept.Values) command.Dispose();
        _kept.Clear();
    }

    /// <summary>Stands for a prepared statement from the moment its text is known until it is disposed.</summary>
    private sealed class KeptCommand(KeepingConnection connection) : DbCommand
    {
        private SqliteCommand? _statement;
        private bool _failed;

        [AllowNull]
        public override string CommandText
        {
            get => _statement?.CommandText ?? "";
            set
            {
                Return();
                _statement = connection.Take(value ?? "");
            }
        }

        public override int CommandTimeout { get; set; } = connection.DefaultTimeout;

        public override CommandType CommandType { get; set; } = CommandType.Text;

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection { get; set; } = connection;

        protected override DbParameterCollection DbParameterCollection => Statement.Parameters;

        protected override DbTransaction? DbTransaction { get; set; }

        private SqliteCommand Statement => _statement ?? throw new InvalidOperationException("The command has no text.");

        public override void Prepare() => Ready().Prepare();

        /// <summary>SQLite's calls cannot be cancelled, as with the command that this one stands for.</summary>
        public override void Cancel()
        {
        }

        public override int ExecuteNonQuery() => Run(statement => statement.ExecuteNonQuery());

        public override object? ExecuteScalar() => Run(statement => statement.ExecuteScalar());

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Run(statement => statement.ExecuteReader(behavior));

        protected override DbParameter CreateDbParameter() => new SqliteParameter();

        protected override void Dispose(bool disposing)
        {
            if (disposing) Return();
            base.Dispose(disposing);
        }

        private T Run<T>(Func<SqliteCommand, T> execute)
        {
            try
            {
                return execute(Ready());
            }
            catch
            {
                _failed = true;
                throw;
            }
        }

        private SqliteCommand Ready()
        {
            Statement.Transaction = (SqliteTransaction?)DbTransaction;
            Statement.CommandTimeout = CommandTimeout;
            return Statement;
        }

        /// <summary>A statement that failed may stand half-way, so it is not used again.</summary>
        private void Return()
        {
            if (_statement is { } statement && !_failed) connection.Keep(statement);
            else _statement?.Dispose();
            (_statement, _failed) = (null, false);
        }
    }
}
