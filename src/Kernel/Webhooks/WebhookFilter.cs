using Bridgewatch.Kernel.Query;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>Asks of things in the query language which of them a webhook is told about. The module that has the things registers it.</summary>
/// <param name="Kind">What the journal calls the things: <c>ticket</c>. With a query, a webhook is told of nothing else.</param>
/// <param name="Read">Reads a query and gives it as we would have written it; throws <see cref="Invalid"/> at <c>query</c>.</param>
/// <param name="Fits">Whether the thing, as it stands now, is one that the query asks for.</param>
/// <param name="Complete">What could stand at a place of a query that is being written.</param>
public sealed record WebhookFilter(
    string Kind, Func<IServiceProvider, string, CancellationToken, Task<string>> Read, Func<IServiceProvider, string, Guid, CancellationToken, Task<bool>> Fits,
    Func<IServiceProvider, string, int, CancellationToken, Task<QueryCompletion>> Complete);
