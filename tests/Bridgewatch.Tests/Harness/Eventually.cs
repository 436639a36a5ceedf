using System.Diagnostics;

namespace Bridgewatch.Tests.Harness;

/// <summary>
/// The only place where tests wait: it asks again every few milliseconds until the answer is there, and fails with what
/// it last saw. The limit is for broken code, not for slow machines: success never waits for it.
/// </summary>
public static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits until the condition holds.</summary>
    /// <param name="because">What should have happened, for the message: "the mail arrives".</param>
    public static Task Holds(Func<Task<bool>> condition, string because, TimeSpan? timeout = null) =>
        Passes(async () => (await condition()).ShouldBeTrue(), because, timeout);

    /// <inheritdoc cref="Holds(Func{Task{bool}},string,TimeSpan?)"/>
    public static Task Holds(Func<bool> condition, string because, TimeSpan? timeout = null) =>
        Holds(() => Task.FromResult(condition()), because, timeout);

    /// <summary>Waits until the source gives something other than null, and returns it.</summary>
    public static async Task<T> Gives<T>(Func<Task<T?>> source, string because, TimeSpan? timeout = null) where T : class
    {
        T? found = null;
        await Passes(async () => (found = await source()).ShouldNotBeNull(), because, timeout);
        return found!;
    }

    /// <summary>Waits until the assertion stops throwing.</summary>
    /// <exception cref="ShouldAssertException">It still threw at the end; carries the last exception.</exception>
    public static async Task Passes(Func<Task> assertion, string because, TimeSpan? timeout = null)
    {
        var limit = timeout ?? Patience;
        var waited = Stopwatch.StartNew();
        using var ticks = new PeriodicTimer(Pause);
        while (true)
        {
            try
            {
                await assertion();
                return;
            }
            catch (Exception e) when (waited.Elapsed >= limit)
            {
                throw new ShouldAssertException($"Waited {limit.TotalSeconds:0.#} s in vain: {because}. At last: {e.Message}", e);
            }
            catch (Exception) when (waited.Elapsed < limit)
            {
                await ticks.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            }
        }
    }
}
