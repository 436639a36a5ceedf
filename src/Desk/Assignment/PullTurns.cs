using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Assignment;

/// <summary>Lets those who ask this node for the next ticket of one queue come one after the other.</summary>
/// <remarks>That each ticket goes to one person is kept by its version, on any number of nodes. Without turns twenty who ask at once would all try for
/// the first one, and nineteen of them again for the second.</remarks>
internal sealed class PullTurns
{
    private readonly SemaphoreSlim[] _gates = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1))];

    public SemaphoreSlim Of(string queue) => _gates[(uint)string.GetHashCode(queue, StringComparison.Ordinal) % (uint)_gates.Length];
}

/// <summary>The turn of one command, which ends with its scope: when it is committed, or came to nothing.</summary>
internal sealed class PullTurn(PullTurns turns) : IPrepare<TakeNextTicket>, IDisposable
{
    private SemaphoreSlim? _held;

    public async ValueTask Prepare(TakeNextTicket command, CancellationToken ct)
    {
        var gate = turns.Of(command.Queue);
        await gate.WaitAsync(ct);
        _held = gate;
    }

    public void Dispose() => _held?.Release();
}
