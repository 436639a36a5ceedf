using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Desk.Triggers;

/// <summary>A trigger that looks.</summary>
/// <param name="Since">Since when it looks.</param>
internal sealed record KnownTrigger(TriggerId Id, TriggerText Text, bool Observes, Instant Since);

/// <summary>Triggers that look, in their order.</summary>
internal sealed record TriggerBook(IReadOnlyList<KnownTrigger> All)
{
    public IReadOnlyList<KnownTrigger> ByTime { get; } = [.. All.Where(t => t.Text.After is not null)];

    public IReadOnlyList<KnownTrigger> ByEvent { get; } = [.. All.Where(t => t.Text.After is null)];
}

/// <summary>Triggers as this node knows them. They are read beside the transaction that asks, so that they can be kept.</summary>
internal sealed class TriggerMemory(IServiceScopeFactory scopes, FactNews news)
{
    private readonly Remembered<int, TriggerBook> _book = new(news, type => type.StartsWith("desk.trigger.", StringComparison.Ordinal));

    /// <summary>True where it is known that none looks at what happens.</summary>
    public bool HasNone => _book.TryGet(0, out var known) && known.ByEvent.Count == 0;

    public async ValueTask<TriggerBook> Book(CancellationToken ct)
    {
        if (_book.TryGet(0, out var known)) return known;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
        return (await _book.Get(0, scope.ServiceProvider.GetRequiredService<Envelope>(), async () =>
        {
            var triggers = await db.AllTriggers.AsNoTracking().Where(t => t.Mode != TriggerMode.Off && !t.Archived).OrderBy(t => t.Place).ThenBy(t => t.Id).ToListAsync(ct);
            return new TriggerBook(triggers.ConvertAll(t => new KnownTrigger(t.Id, t.Text, t.Mode == TriggerMode.Observe, t.Since ?? NodaConstants.UnixEpoch)));
        }))!;
    }
}
