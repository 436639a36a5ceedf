using System.Diagnostics.Metrics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <summary>Looks every fifteen seconds how far behind the background work is, so that a scrape asks the database nothing.</summary>
public sealed class Gauges : BackgroundWork
{
    /// <summary>A reactor that is further behind is only said to be so far.</summary>
    private const int MostLag = 1_000;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private readonly IReadOnlyDictionary<Gauge, Latest> _ofModules;
    private readonly IServiceScopeFactory _scopes;
    private readonly IClock _clock;
    private readonly Meter _meter = new(Telemetry.Name);
    private volatile IReadOnlyList<Measurement<long>> _lags = [];
    private double _oldestDelivery;
    private long _deadDeliveries;

    public Gauges(IServiceScopeFactory scopes, IClock clock, FirstAnswer first, IEnumerable<Gauge> ofModules)
        : base(first)
    {
        (_scopes, _clock) = (scopes, clock);
        _ofModules = ofModules.ToDictionary(g => g, _ => new Latest());
        foreach (var (gauge, latest) in _ofModules) _meter.CreateObservableGauge(gauge.Name, () => latest.Measurements, gauge.Unit, gauge.Description);
        _meter.CreateObservableGauge("bridgewatch.reactor.lag", () => _lags, "{entry}", "Entries of the journal that a reactor has not read, at most 1,000");
        _meter.CreateObservableGauge("bridgewatch.delivery.age", () => Volatile.Read(ref _oldestDelivery), "s", "Age of the oldest delivery that waits");
        _meter.CreateObservableGauge("bridgewatch.delivery.dead", () => Volatile.Read(ref _deadDeliveries), "{delivery}", "Deliveries that were given up");
    }

    protected override async Task Work(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                await Look(stoppingToken);
            }
            catch (Exception exception) when (exception is OperationCanceledException || StorageEngine.IsAway(exception))
            {
                // The figures stay as they were; readiness says that the database is away.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t is { IsCompletedSuccessfully: true, Result: true }, TaskScheduler.Default));
    }

    public override void Dispose()
    {
        _meter.Dispose();
        base.Dispose();
    }

    /// <summary>Counts anew. Called by the timer.</summary>
    public async Task Look(CancellationToken ct)
    {
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
        var journal = scope.ServiceProvider.GetRequiredService<JournalReader>();
        var lags = new List<Measurement<long>>();
        foreach (var reactor in await db.Set<ReactorRow>().AsNoTracking().ToListAsync(ct))
        {
            var behind = await journal.After(new(reactor.Xid, reactor.Seq), MostLag, ct);
            lags.Add(new(behind.Count, new KeyValuePair<string, object?>("reactor", reactor.Name)));
        }
        _lags = lags;
        foreach (var (gauge, latest) in _ofModules) latest.Measurements = await gauge.Count(db, ct);
        var waiting = await db.Set<Delivery>().Where(d => d.State == DeliveryState.Pending).Select(d => (Instant?)d.CreatedAt).MinAsync(ct);
        Volatile.Write(ref _oldestDelivery, waiting is { } since ? (_clock.GetCurrentInstant() - since).TotalSeconds : 0);
        Volatile.Write(ref _deadDeliveries, await db.Set<Delivery>().LongCountAsync(d => d.State == DeliveryState.Dead, ct));
    }

    private sealed class Latest
    {
        private volatile IReadOnlyList<Measurement<long>> _measurements = [];

        public IReadOnlyList<Measurement<long>> Measurements
        {
            get => _measurements;
            set => _measurements = value;
        }
    }
}

/// <summary>A number that a module wants on <c>/metrics</c>. It is counted every fifteen seconds, by each node.</summary>
/// <param name="Name">By OpenTelemetry's conventions: <c>bridgewatch.ticket.open</c>.</param>
/// <param name="Count">One measurement for each set of tags.</param>
public sealed record Gauge(
    string Name, string Unit, string Description, Func<BridgewatchDb, CancellationToken, Task<IReadOnlyList<Measurement<long>>>> Count);
