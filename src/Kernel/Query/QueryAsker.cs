using NodaTime;

namespace Bridgewatch.Kernel.Query;

/// <summary>Who asks, and when: what <c>me</c>, <c>7d</c> and <c>2026-03-27</c> mean.</summary>
/// <param name="Me">Null for whoever is no person of ours.</param>
/// <param name="Zone">In which a day begins and ends.</param>
/// <param name="ReadsMasked">Customers' words are not for this reader, and cannot be guessed either.</param>
public sealed record QueryAsker(PersonId? Me, Instant Now, DateTimeZone Zone, bool ReadsMasked = false);

/// <summary>Finds what a query names, as far as the asker sees it.</summary>
/// <param name="kind">The kind of thing, as its field declares it.</param>
/// <returns>Ids; empty when there is none, or none that the asker sees; null when there are more than can be asked for.</returns>
public delegate Task<IReadOnlyList<Guid>?> FindNamed(string kind, QueryPattern name, CancellationToken ct);

/// <summary>What the names in a query stand for, and who asks.</summary>
internal sealed class QueryBinding(QueryAsker asker, IReadOnlyDictionary<QueryValue, IReadOnlyList<Guid>> named)
{
    public QueryAsker Asker => asker;

    public IReadOnlyList<Guid> Named(QueryValue value) => named.TryGetValue(value, out var ids) ? ids : [];
}
