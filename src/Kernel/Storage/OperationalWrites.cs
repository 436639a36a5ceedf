using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Kernel;

/// <summary>Writes to tables that only serve operation: leases, claims, positions. They change without an event, and nobody is woken.</summary>
public sealed class OperationalWrites(IServiceScopeFactory scopes, StorageEngine engine)
{
    public async Task<T> Run<T>(Func<BridgewatchDb, Task<T>> work, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
        return await engine.Transact(db, whole: true, async () =>
        {
            var result = await work(db);
            await db.SaveChangesAsync(ct);
            return result;
        }, ct);
    }
}
