using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Bridgewatch.Ui;

namespace Bridgewatch.Desk.Duties;

/// <summary>How much one owes, at “My work” in the navigation; red once something is late.</summary>
internal sealed class MyWorkCounts(Reads reads, Door door) : INavCounts
{
    public const string Path = "/my-work";

    public async Task<IReadOnlyDictionary<string, NavCount>> Count(CancellationToken ct)
    {
        var counts = new Dictionary<string, NavCount>();
        if (door.Caller.Kind != ActorKind.Person) return counts;
        var tasks = await reads.From((TaskQueries q, CancellationToken c) => q.Owed(c), ct);
        var approvals = await reads.From((ApprovalQueries q, CancellationToken c) => q.Owed(c), ct);
        var (open, late) = (tasks.Open + approvals.Open, tasks.Late + approvals.Late);
        if (open > 0) counts[Path] = new($"{open}", Urgent: late > 0);
        return counts;
    }
}
