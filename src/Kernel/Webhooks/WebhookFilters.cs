using Bridgewatch.Kernel.Query;

namespace Bridgewatch.Kernel.Webhooks;

/// <summary>Which things the queries of webhooks ask for.</summary>
public sealed class WebhookFilters(WebhookFilter filter, IServiceProvider scope)
{
    /// <summary>The query as we would have written it; null for none.</summary>
    /// <exception cref="Invalid">It cannot be asked.</exception>
    public async Task<string?> Read(string? query, CancellationToken ct) => string.IsNullOrWhiteSpace(query) ? null : await filter.Read(scope, query, ct);

    /// <summary>What could stand at a place of a query that is being written.</summary>
    public Task<QueryCompletion> Complete(string text, int caret, CancellationToken ct) => filter.Complete(scope, text, caret, ct);

    /// <summary>What stands against asking it now; null for nothing. Names that it gives may be gone since it was read.</summary>
    public async Task<string?> Fault(string? query, CancellationToken ct)
    {
        try
        {
            await Read(query, ct);
            return null;
        }
        catch (Invalid invalid)
        {
            return string.Join(' ', invalid.Errors.SelectMany(e => e.Value));
        }
    }

    /// <summary>Whether something that happened to a thing is told. A query that cannot be asked any more fits nothing: its receiver was never meant to know everything.</summary>
    public async Task<bool> Fits(string? query, Subject about, CancellationToken ct)
    {
        if (query is null) return true;
        if (about.Kind != filter.Kind) return false;
        try
        {
            return await filter.Fits(scope, query, about.Id, ct);
        }
        catch (Invalid)
        {
            return false;
        }
    }
}
