using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Bridgewatch.Kernel;

/// <summary>A prepared insert whose values are bound by their place: the driver looks each parameter up by its name at each run, which
/// for a row of forty columns costs as much as the insert.</summary>
internal sealed class SqliteInsert : IDisposable
{
    private readonly InsertPlan _plan;
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteInsert(InsertPlan plan, SqliteConnection connection, string sql)
    {
        (_plan, _database) = (plan, connection.Handle!);
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(_database, sql, out _statement), _database);
    }

    /// <exception cref="SqliteException">A constraint, or the disk, does not allow the row.</exception>
    public void Run(object[] values)
    {
        try
        {
            for (var i = 0; i < values.Length; i++) Check(Bind(i + 1, values[i]));
            var ended = raw.sqlite3_step(_statement);
            if (ended != raw.SQLITE_DONE) Check(ended);
        }
        finally
        {
            _ = raw.sqlite3_reset(_statement);
            _ = raw.sqlite3_clear_bindings(_statement);
        }
    }

    public void Dispose() => _statement.Dispose();

    /// <summary>As the driver would store it, so that what reads it sees no difference.</summary>
    private int Bind(int place, object value) => value switch
    {
        DBNull => raw.sqlite3_bind_null(_statement, place),
        string text => raw.sqlite3_bind_text(_statement, place, text),
        long number => raw.sqlite3_bind_int64(_statement, place, number),
        int number => raw.sqlite3_bind_int64(_statement, place, number),
        bool truth => raw.sqlite3_bind_int64(_statement, place, truth ? 1 : 0),
        double number => raw.sqlite3_bind_double(_statement, place, number),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        Guid id => raw.sqlite3_bind_text(_statement, place, id.ToString().ToUpperInvariant()),
        _ => throw new NotSupportedException($"{_plan.Table}.{_plan.Columns[place - 1].Name} is a {value.GetType().Name}."),
    };

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _database);
}
