using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Tests.Governance;

/// <summary>A practice of which so many of a hundred cases are hits.</summary>
internal sealed class ToldPractice(string number, long hits) : IPractice
{
    public string Number => number;

    /// <summary>May change while the application runs.</summary>
    public long Hits { get; set; } = hits;

    public Task<PracticeFigure> Count(Instant now, DateTimeZone zone, CancellationToken ct) => Task.FromResult(new PracticeFigure(
        "1", PracticePeriod.Last(28, now, zone), [new("part", "Part", "of parts", Hits, 100, PracticeBound.LowerAtLeast, 0.85m, 100)], [], [], 0));

    public Task<Page<PracticeCase>> Cases(string part, bool hits, PracticePeriod period, string? cursor, int size, CancellationToken ct) =>
        Task.FromResult(new Page<PracticeCase>([], null));

    public IAsyncEnumerable<string> Names(string part, bool hits, PracticePeriod period, CancellationToken ct) => AsyncEnumerable.Empty<string>();

    public Task<IReadOnlyList<PracticeCase>> Named(IReadOnlyCollection<string> names, CancellationToken ct) => Task.FromResult<IReadOnlyList<PracticeCase>>([]);
}
