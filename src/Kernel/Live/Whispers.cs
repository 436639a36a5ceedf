namespace Bridgewatch.Kernel;

/// <summary>What the nodes of one installation tell each other and nobody keeps, such as who has which ticket open. A node that stands alone talks to
/// nobody, and a word may get lost: who listens must get by without it.</summary>
public sealed class Whispers(StorageEngine engine)
{
    /// <summary>Another node said something. Who listens must return at once.</summary>
    public event Action<string>? Heard;

    /// <summary>Tells all other nodes, and does not wait for it. PostgreSQL carries no more than 8,000 bytes.</summary>
    public void Say(string word) => _ = Tell(word);

    internal void Hear(string word) => Heard?.Invoke(word);

    private async Task Tell(string word)
    {
        try
        {
            await engine.Whisper(word, CancellationToken.None);
        }
        catch (Exception exception) when (StorageEngine.IsAway(exception) || exception is ObjectDisposedException)
        {
            // Said again at the next change, and from time to time.
        }
    }
}
