using System.Globalization;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Seal;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Host.Doctoring;

/// <summary>Does everything that runs in the background keep up, and what has it set aside?</summary>
internal sealed class WorkChecks(IServiceProvider services, bool serving)
{
    private static readonly Duration Patience = Duration.FromMinutes(10);
    private static readonly Duration SealPatience = Duration.FromSeconds(30);

    private const int MostBehind = 1_000;

    private readonly BridgewatchDb _db = services.GetRequiredService<BridgewatchDb>();
    private readonly Instant _now = services.GetRequiredService<IClock>().GetCurrentInstant();

    public async Task<IReadOnlyList<Check>> All(CancellationToken ct) =>
        [await Future(ct), await Seal(ct), await Reactors(ct), await Poison(ct), await Dead(ct), await Late(ct), await Due(ct)];

    /// <summary>Entries from the future mean that a clock was wrong, here or on another node.</summary>
    private async Task<Check> Future(CancellationToken ct)
    {
        var soon = _now + Duration.FromMinutes(1);
        var newest = await _db.Journal.OrderByDescending(r => r.Seq).Select(r => (Instant?)r.At).FirstOrDefaultAsync(ct);
        return newest is { } at && at > soon
            ? Check.Problem("journal-time", $"The newest entry is of {at}, and now it is {_now}.", "Compare the clocks of the nodes.")
            : Check.Fine("journal-time", newest is null ? "The journal is empty." : $"The newest entry is of {newest}.");
    }

    private async Task<Check> Seal(CancellationToken ct)
    {
        var (count, since) = await services.GetRequiredService<SealStore>().Waiting(ct);
        if (count == 0) return Check.Fine("seal", "Every entry is sealed.");
        var what = string.Create(CultureInfo.InvariantCulture, $"{count:N0} entries are not sealed, the oldest of {since}.");
        return serving && since < _now - SealPatience
            ? Check.Problem("seal", what, "Look into the server's log for what stops the seal.")
            : Check.Note("seal", what, "The server seals them.");
    }

    private async Task<Check> Reactors(CancellationToken ct)
    {
        var behind = new List<string>();
        foreach (var reactor in await _db.Set<ReactorRow>().AsNoTracking().ToListAsync(ct))
        {
            var lag = await services.GetRequiredService<JournalReader>().After(new(reactor.Xid, reactor.Seq), MostBehind + 1, ct);
            if (lag.Count > MostBehind && lag[0].At < _now - Patience) behind.Add(reactor.Name);
        }
        if (behind.Count == 0) return Check.Fine("reactors", "All keep up.");
        var what = $"{string.Join(", ", behind)}: more than a thousand entries behind.";
        return serving ? Check.Problem("reactors", what, "See the page of reactors, and the server's log.") : Check.Note("reactors", what, "They go on when the server starts.");
    }

    private async Task<Check> Poison(CancellationToken ct)
    {
        var count = await _db.Set<PoisonEntry>().CountAsync(p => p.State != PoisonState.Skipped, ct);
        return count == 0
            ? Check.Fine("set-aside", "No entry that a reactor set aside waits for a decision.")
            : Check.Problem("set-aside", $"{count} entries were set aside by reactors.", "See the page of reactors.");
    }

    private async Task<Check> Dead(CancellationToken ct)
    {
        var count = await _db.Set<Delivery>().CountAsync(d => d.State == DeliveryState.Dead && d.Payload != "", ct);
        return count == 0
            ? Check.Fine("dead-deliveries", "None was given up.")
            : Check.Problem("dead-deliveries", $"{count} deliveries were given up.", "Look at them, and send them again or drop them.");
    }

    private async Task<Check> Late(CancellationToken ct)
    {
        var before = _now - Patience;
        var count = await _db.Set<Delivery>().CountAsync(d => d.State == DeliveryState.Pending && d.CreatedAt < before, ct);
        if (count == 0) return Check.Fine("deliveries", "None waits for long.");
        var what = $"{count} deliveries wait for more than ten minutes.";
        return serving ? Check.Problem("deliveries", what, "See the page of deliveries for what stops them.") : Check.Note("deliveries", what, "They go out when the server runs.");
    }

    private async Task<Check> Due(CancellationToken ct)
    {
        var before = _now - Patience;
        var count = await _db.Set<DueItem>().CountAsync(d => d.NextAt < before, ct);
        if (count == 0) return Check.Fine("due-work", "Nothing is late.");
        var what = $"{count} pieces of work are late by more than ten minutes.";
        return serving ? Check.Problem("due-work", what, "Look into the server's log.") : Check.Note("due-work", what, "They are done when the server runs.");
    }
}
