using System.Threading.Channels;

namespace Bridgewatch.Kernel;

/// <summary>What the nodes of one installation tell each other and nobody keeps, such as who has which ticket open. A node that stands alone talks to
/// nobody, and a word may get lost: who listens must get by without it. What is heard is heard in the order in which it was said.</summary>
public sealed class Whispers : IDisposable
{
    /// <summary>While the database is away the oldest words are forgotten first.</summary>
    private const int MostWaiting = 1_000;

    private readonly StorageEngine _engine;
    private readonly Channel<string> _said = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public Whispers(StorageEngine engine)
    {
        _engine = engine;
        _ = Task.Run(Tell);
    }

    /// <summary>Another node said something. Who listens must return at once.</summary>
    public event Action<string>? Heard;

    /// <summary>Tells all other nodes, and does not wait for it. PostgreSQL carries no more than 8,000 bytes.</summary>
    public void Say(string word) => _said.Writer.TryWrite(word);

    public void Dispose() => _said.Writer.TryComplete();

    internal void Hear(string word) => Heard?.Invoke(word);

    private async Task Tell()
    {
        await foreach (var word in _said.Reader.ReadAllAsync())
        {
            try
            {
                await _engine.Whisper(word, CancellationToken.None);
            }
            catch (Exception exception) when (StorageEngine.IsAway(exception) || exception is ObjectDisposedException)
            {
                // Said again at the next change, and from time to time.
            }
        }
    }
}
