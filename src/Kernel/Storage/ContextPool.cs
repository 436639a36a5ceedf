using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel;

/// <summary>Contexts that wait to serve again: to make one costs more than most of what it is used for.</summary>
/// <remarks>Entity Framework's own pool keeps with a context the connection that it was lent.</remarks>
public sealed class ContextPool(DbContextOptions<BridgewatchDb> options, Modules modules) : IDisposable
{
    private const int MostIdle = 64;

    private readonly ConcurrentStack<BridgewatchDb> _idle = new();
    private volatile bool _closed;

    public BridgewatchDb Lend() => _idle.TryPop(out var idle) ? idle : new(options, modules, this);

    public void Dispose()
    {
        _closed = true;
        while (_idle.TryPop(out var context)) context.Dispose();
    }

    /// <summary>False when it is not to be used again: it stands in a transaction, or enough wait.</summary>
    internal bool TakeBack(BridgewatchDb context)
    {
        if (_closed || _idle.Count >= MostIdle || context.Database.CurrentTransaction is not null) return false;
        context.ChangeTracker.Clear();
        context.Inserts.Clear();
        context.ChangeTracker.AutoDetectChangesEnabled = true;
        context.Database.AutoTransactionBehavior = AutoTransactionBehavior.WhenNeeded;
        try
        {
            context.Database.SetDbConnection(null, contextOwnsConnection: true);
        }
        catch (InvalidOperationException)
        {
            // A question was broken off while its connection opened; both go.
            return false;
        }
        _idle.Push(context);
        return true;
    }
}
