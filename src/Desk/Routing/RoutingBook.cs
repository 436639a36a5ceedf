using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Routing;

/// <summary>The rules that are switched on, read once.</summary>
/// <param name="Router">Null where there are neither rules nor patterns, and nothing is to be done.</param>
/// <param name="Rules">By name.</param>
internal sealed record RoutingBook(Router? Router, IReadOnlyDictionary<string, (RoutingRuleId Id, int Revision)> Rules);

/// <summary>What this node remembers of rules: a ticket is opened a thousand times before one changes.</summary>
internal sealed class RoutingMemory(FactNews news)
{
    public Remembered<string, RoutingBook> Books { get; } =
        new(news, type => type.StartsWith("desk.routing-rule.", StringComparison.Ordinal) || type == "kernel.setting.changed.v1");
}

/// <summary>Brings the rules in force.</summary>
internal sealed class RoutingBooks(BridgewatchDb db, Envelope envelope, Settings settings, RoutingMemory memory)
{
    public async Task<RoutingBook> InForce(CancellationToken ct) => (await memory.Books.Get("", envelope, () => Read(ct)))!;

    private async Task<RoutingBook?> Read(CancellationToken ct)
    {
        var codes = await settings.Get<CodeSettings>(ct);
        var rules = await db.AllRoutingRules.AsNoTracking().Where(r => r.On).OrderBy(r => r.Place).ThenBy(r => r.Id).ToListAsync(ct);
        var router = rules.Count == 0 && codes is { Rules.Count: 0, Standard: true } ? null : Router(codes, [.. rules.Select(r => r.Text)]);
        return new(router, rules.ToDictionary(r => r.Name, r => (r.Id, r.Revision)));
    }

    /// <summary>A rule that an older version took and this one does not is left out, rather than that no ticket is opened.</summary>
    internal static Router Router(CodeSettings codes, IReadOnlyList<RouteRule> rules)
    {
        List<RouteFault> faults = [];
        if (Routing.Router.Read(new(codes.Rules, rules, codes.Standard), faults) is { } router) return router;
        var wrong = faults.Select(f => f.Rule).ToHashSet();
        return Routing.Router.Read(new([.. codes.Rules.Where(c => !wrong.Contains(c.Name))], [.. rules.Where(r => !wrong.Contains(r.Name))], codes.Standard), [])
            ?? throw new InvalidOperationException("Rules without faults were refused.");
    }
}
