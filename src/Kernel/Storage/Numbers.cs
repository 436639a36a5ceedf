namespace Bridgewatch.Kernel;

/// <summary>Numbers for people: unique, growing roughly, with gaps.</summary>
public sealed class Numbers(BridgewatchDb db, StorageEngine engine)
{
    /// <param name="kind">One of the module's <see cref="Module.Numbers"/>.</param>
    public ValueTask<long> Next(string kind, CancellationToken ct) => engine.TakeNumber(db, kind, ct);
}
