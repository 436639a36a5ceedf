using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Kernel;

/// <summary>Where a reactor stands on the node that runs it. What it digests is kept at once, with its effects; what it only passes over
/// is kept a few times a second, and read again by the next one when it is lost.</summary>
internal sealed class Progress(Position kept)
{
    /// <summary>How often a position is written down that only passed over entries.</summary>
    public static readonly TimeSpan KeptEvery = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan TriedAgainEvery = TimeSpan.FromSeconds(1);

    private long _keptAt;
    private long _triedAgainAt;

    /// <summary>As the database knows it.</summary>
    public Position Kept { get; private set; } = kept;

    /// <summary>How far it has read.</summary>
    public Position Reached { get; set; } = kept;

    public bool IsKept => Kept == Reached;

    public static async Task<Progress> Load(IServiceScopeFactory scopes, string reactor, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var row = await scope.ServiceProvider.GetRequiredService<BridgewatchDb>().Set<ReactorRow>().AsNoTracking().SingleAsync(r => r.Name == reactor, ct);
        return new(new(row.Xid, row.Seq));
    }

    public void Moved(Position to)
    {
        Kept = Reached = to;
        _keptAt = Stopwatch.GetTimestamp();
    }

    public bool IsTimeToKeep() => !IsKept && Stopwatch.GetElapsedTime(_keptAt) >= KeptEvery;

    /// <summary>True once a second: whether a person wants entries tried again is a question to the database.</summary>
    public bool IsTimeToTryAgain()
    {
        if (Stopwatch.GetElapsedTime(_triedAgainAt) < TriedAgainEvery) return false;
        _triedAgainAt = Stopwatch.GetTimestamp();
        return true;
    }
}
