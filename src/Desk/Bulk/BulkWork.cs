using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Bulk;

/// <summary>Does one thing to many tickets, one after the other. What one of them does not allow stops none of the others.</summary>
public sealed class BulkWork(Reads reads, Commands commands, Door door)
{
    /// <summary>So many tickets are changed at once.</summary>
    public const int Most = 500;

    /// <param name="tickets">At most <see cref="Most"/>.</param>
    /// <param name="each">Told after each.</param>
    public async Task<BulkReport> Do(IReadOnlyCollection<TicketNumber> tickets, BulkDeed deed, CancellationToken ct, Action<int>? each = null)
    {
        if (tickets.Count > Most) throw new Invalid("tickets", $"Give at most {Most} tickets.");
        var (results, done) = (new List<BulkResult>(), new List<(TicketResource Before, long After)>());
        var (key, match) = (door.IdempotencyKey, door.IfMatch);
        try
        {
            // Each has a key of its own, so that who repeats the whole repeats nothing.
            door.IfMatch = null;
            foreach (var number in tickets.Distinct())
            {
                door.IdempotencyKey = key is null ? null : $"{key}/{number}";
                results.Add(await Try(number, async () =>
                {
                    var before = await Read(number, ct);
                    var waits = await deed.Do(commands, before, ct);
                    if (waits is null) done.Add((before, (await Read(number, ct)).Version));
                    return waits;
                }));
                each?.Invoke(results.Count);
            }
        }
        finally
        {
            (door.IdempotencyKey, door.IfMatch) = (key, match);
        }
        return new(results) { Done = deed.CanBeUndone ? done : [], Deed = deed };
    }

    /// <summary>Puts back what was done, but for tickets to which something else happened since.</summary>
    public async Task<BulkReport> Undo(BulkReport report, CancellationToken ct)
    {
        var results = new List<BulkResult>();
        foreach (var (before, after) in report.Done)
        {
            results.Add(await Try(before.Number, async () =>
            {
                if ((await Read(before.Number, ct)).Version != after) throw new Refusal("changed-since", "Something else happened to it since.", "Look at it, and change it by hand.");
                return await report.Deed!.Undo(commands, before, ct);
            }));
        }
        return new(results);
    }

    private async Task<TicketResource> Read(TicketNumber number, CancellationToken ct) => await reads.From((TicketQueries q, CancellationToken c) => q.One(number, c), ct);

    private static async Task<BulkResult> Try(TicketNumber number, Func<Task<ApprovalId?>> deed)
    {
        try
        {
            return await deed() is { } approval
                ? new(number, false) { Approval = approval, What = RuleTexts.Of<DeskTexts>("bulk.waits") }
                : new(number, true);
        }
        catch (Exception exception) when (exception is Refusal or Invalid or Forbidden or NotVisible or Stale or KeyUsedOtherwise)
        {
            var problem = Problems.Describe(exception);
            return new(number, false) { Problem = problem.Type, What = exception is Invalid invalid ? string.Join(' ', invalid.Errors.Values.SelectMany(f => f)) : problem.Title };
        }
    }
}

/// <summary>What became of each ticket.</summary>
public sealed record BulkReport(IReadOnlyList<BulkResult> Results)
{
    internal IReadOnlyList<(TicketResource Before, long After)> Done { get; init; } = [];

    internal BulkDeed? Deed { get; init; }

    /// <summary>Something of it can be put back.</summary>
    internal bool CanBeUndone => Done.Count > 0;
}

/// <param name="Done">It is as it was to be.</param>
public sealed record BulkResult(TicketNumber Ticket, bool Done)
{
    /// <summary>It waits for another person's yes, and is as it was until then.</summary>
    public ApprovalId? Approval { get; init; }

    /// <summary>The type of the problem that the command answered with.</summary>
    public string? Problem { get; init; }

    /// <summary>In words.</summary>
    public string? What { get; init; }
}
