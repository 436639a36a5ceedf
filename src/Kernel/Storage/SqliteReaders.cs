using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Bridgewatch.Kernel;

/// <summary>Lends open connections to the contexts that read, so that each keeps its prepared statements and its pages.</summary>
internal sealed class SqliteReaders(string connectionString) : DbConnectionInterceptor, IDisposable
{
    private static readonly int MostIdle = Math.Max(8, Environment.ProcessorCount * 4);

    private readonly ConcurrentStack<KeepingConnection> _idle = new();
    private volatile bool _closed;
    private volatile int _generation;

    public override InterceptionResult<DbConnection> ConnectionCreating(ConnectionCreatingEventData eventData, InterceptionResult<DbConnection> result) =>
        InterceptionResult<DbConnection>.SuppressWithResult(Lend());

    public override InterceptionResult ConnectionDisposing(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        TakeBack(connection) ? InterceptionResult.Suppress() : result;

    public override ValueTask<InterceptionResult> ConnectionDisposingAsync(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
        new(ConnectionDisposing(connection, eventData, result));

    /// <summary>Connections that are lent from now on are new ones.</summary>
    public void Renew()
    {
        _generation++;
        LetGo();
    }

    public void Dispose()
    {
        _closed = true;
        LetGo();
    }

    private void LetGo()
    {
        while (_idle.TryPop(out var connection)) connection.Dispose();
    }

    private KeepingConnection Lend()
    {
        if (_idle.TryPop(out var idle)) return idle;
        var connection = new KeepingConnection(connectionString) { Generation = _generation };
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private bool TakeBack(DbConnection connection)
    {
        if (connection is not KeepingConnection { IsClean: true } clean || clean.Generation != _generation || _closed || _idle.Count >= MostIdle) return false;
        _idle.Push(clean);
        // Two that came back at once may both have found room for one.
        if (_idle.Count > MostIdle && _idle.TryPop(out var one)) one.Dispose();
        return true;
    }
}
