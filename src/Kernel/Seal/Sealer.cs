using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Bridgewatch.Kernel.Seal;

/// <summary>Seals new entries a few seconds after they were written, and all of them at a graceful stop.</summary>
/// <remarks>Registered before everything that writes, so that it stops after it.</remarks>
public sealed class Sealer(
    IServiceScopeFactory scopes, OperationalWrites writes, Leases leases, SealKeys keys, AnchorFile anchors, IClock clock, FirstAnswer first, ILogger<Sealer> log)
    : BackgroundWork(first)
{
    /// <summary>The node that holds this lease seals; the others stand by.</summary>
    public const string LeaseName = "seal";

    /// <summary>A batch of this size holds SQLite's only writer for about twenty milliseconds.</summary>
    public const int LargestBatch = 5_000;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <summary>How long a stop waits for transactions that other nodes have open.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _one = new(1);

    protected override async Task Work(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause);
        do
        {
            try
            {
                await Seal(stoppingToken);
                await anchors.CatchUp(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                if (!StorageEngine.IsAway(exception)) log.LogError(exception, "The journal could not be sealed.");
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t is { IsCompletedSuccessfully: true, Result: true }, TaskScheduler.Default));
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await SealTheRest(cancellationToken);
            await anchors.CatchUp(cancellationToken);
            await leases.Give(LeaseName);
        }
        catch (Exception exception)
        {
            log.LogWarning("The last entries are not sealed yet; the next start does it: {Reason}", exception.GetBaseException().Message);
        }
    }

    /// <summary>Seals what is there. False when another node does it.</summary>
    public async Task<bool> Seal(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return await SealBatches(ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _one.Dispose();
    }

    private async Task<bool> SealBatches(CancellationToken ct)
    {
        while (true)
        {
            IReadOnlyList<EntryColumns> entries;
            SealBatch? newest;
            await using (var scope = scopes.CreateAsyncScope())
            {
                var store = scope.ServiceProvider.GetRequiredService<SealStore>();
                // The newest batch first: if another node seals between the two, the number of ours is taken, and nothing is written.
                newest = await store.Newest(ct);
                entries = await store.Unsealed(LargestBatch, ct);
            }
            if (entries.Count == 0) return true;
            if (!await leases.Take(LeaseName, ct) || !await Write(newest, entries, ct)) return false;
            if (entries.Count < LargestBatch) return true;
        }
    }

    private async Task<bool> Write(SealBatch? newest, IReadOnlyList<EntryColumns> entries, CancellationToken ct)
    {
        var leaves = entries.Select(Leaf.Hash).ToList();
        var tree = new MerkleTree();
        foreach (var leaf in leaves) tree.Add(leaf);
        var (number, at, root) = ((newest?.Batch ?? 0) + 1, clock.GetCurrentInstant(), tree.Root());
        var chain = Chain.Next(newest is null ? Chain.Start : newest.Chain, number, leaves.Count, at, root);
        var batch = new SealBatch
        {
            Batch = number,
            Count = leaves.Count,
            Root = root,
            Chain = chain,
            Signature = keys.Sign(chain),
            KeyId = keys.Id,
            At = at,
        };
        try
        {
            await writes.Run(async db =>
            {
                await new SealStore(db).Write(batch, entries, leaves, keys.PublicKey, ct);
                return number;
            }, ct);
            return true;
        }
        catch (Exception exception) when (exception is DbUpdateException or System.Data.Common.DbException && !StorageEngine.IsAway(exception))
        {
            log.LogWarning("Batch {Batch} of the seal was not written, because another node was first: {Reason}", number, exception.GetBaseException().Message);
            return false;
        }
    }

    private async Task SealTheRest(CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        while (await Seal(ct))
        {
            await using var scope = scopes.CreateAsyncScope();
            if ((await scope.ServiceProvider.GetRequiredService<SealStore>().Waiting(ct)).Count == 0) return;
            await Task.Delay(TimeSpan.FromMilliseconds(50), patience.Token);
        }
    }
}
