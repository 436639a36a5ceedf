using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Bridgewatch.Desk.Sla;

/// <summary>The policies, to be asked about tickets.</summary>
internal sealed class SlaBook(BridgewatchDb db, Envelope envelope, SlaMemory memory)
{
    /// <summary>What is promised to a ticket as it stands.</summary>
    /// <param name="last">What was promised until now.</param>
    /// <param name="since">When that happened which may have changed it.</param>
    public async Task<TicketPromised> For(TicketId ticket, Priority priority, TicketPromised? last, Instant since, CancellationToken ct)
    {
        var policies = await memory.Policies(ct);
        if (last is not null) since = Instant.Max(since, last.Since);
        foreach (var policy in policies.InUse)
        {
            if (policy.On(envelope.At) is not { } version || !await Fits(ticket, version.Promise.When, ct)) continue;
            var calendar = (await memory.Calendar(version.Promise.Calendar, null, ct))?.Version ?? 0;
            var found = new TicketPromised(ticket, policy.Id, version.Number, calendar, priority, Instant.Max(since, version.From));
            return IsOurDoing(found) ? found with { Since = envelope.At } : found;
        }
        var nothing = new TicketPromised(ticket, null, 0, 0, priority, since);
        return IsOurDoing(nothing) ? nothing with { Since = envelope.At } : nothing;

        // Not the ticket changed, but a policy went or its calendar did, which is not told of what happened before: that may be read late.
        bool IsOurDoing(TicketPromised now) => last?.Policy is { } before
            && (!policies.All[before].IsInUse || (now.Policy == before && now.Version == last.Version && now.CalendarVersion != last.CalendarVersion));
    }

    /// <summary>The terms that a promise means; null where nothing is promised.</summary>
    public async Task<ClockTerms?> Terms(TicketPromised promised, CancellationToken ct)
    {
        if (promised.Policy is not { } id || (await memory.Policies(ct)).All.GetValueOrDefault(id) is not { } policy) return null;
        var promise = policy.Versions.Single(v => v.Number == promised.Version).Promise;
        return await memory.Calendar(promise.Calendar, promised.CalendarVersion, ct) is { } calendar ? promise.Terms(id, policy.Name, promised.Priority, calendar.Reckons) : null;
    }

    /// <summary>What a condition names may be gone; then nothing fits it.</summary>
    private async Task<bool> Fits(TicketId ticket, string when, CancellationToken ct)
    {
        if (when.Length == 0) return true;
        try
        {
            var asker = new QueryAsker(null, envelope.At, DateTimeZone.Utc);
            var bound = await TicketNoun.Instance.Read(when).Bind("when", asker, new NamesInQueries(db, Actor.System).Find, ct);
            return await bound.On(db.Tickets.Where(t => t.Id == ticket), db.Database.IsNpgsql()).AnyAsync(ct);
        }
        catch (Invalid)
        {
            return false;
        }
    }
}

/// <summary>Policies and calendars as this node knows them. They are read beside the transaction that asks, so that they can be kept.</summary>
internal sealed class SlaMemory(IServiceScopeFactory scopes, FactNews news)
{
    private readonly Remembered<int, KnownPolicies> _policies = new(news, type => type.StartsWith("desk.sla-policy.", StringComparison.Ordinal));

    /// <summary>True where it is known that nobody promised anything ever: then nothing is to be reckoned.</summary>
    public bool HasNone => _policies.TryGet(0, out var known) && known.Everyone.Count == 0;

    public async Task<KnownPolicies> Policies(CancellationToken ct)
    {
        if (_policies.TryGet(0, out var known)) return known;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
        return (await _policies.Get(0, scope.ServiceProvider.GetRequiredService<Envelope>(), async () =>
            new KnownPolicies([.. (await db.SlaPolicies.WithVersions().ToListAsync(ct)).InOrder().Select(KnownPolicy.Of)])))!;
    }

    public async Task<KnownCalendar?> Calendar(CalendarId calendar, int? version, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<KnownCalendars>().Find(calendar, version, ct);
    }
}

/// <param name="Everyone">In the order in which they are asked, archived ones among them.</param>
internal sealed record KnownPolicies(IReadOnlyList<KnownPolicy> Everyone)
{
    public IReadOnlyDictionary<SlaPolicyId, KnownPolicy> All { get; } = Everyone.ToDictionary(p => p.Id);

    public IEnumerable<KnownPolicy> InUse => Everyone.Where(p => p.IsInUse);
}

internal sealed record KnownPolicy(SlaPolicyId Id, string Name, bool IsInUse, IReadOnlyList<KnownPolicyVersion> Versions)
{
    public static KnownPolicy Of(SlaPolicy policy) =>
        new(policy.Id, policy.Name, policy.ArchivedAt is null, [.. policy.Versions.Select(v => new KnownPolicyVersion(v.Number, v.From, v.Read()))]);

    /// <summary>See <see cref="SlaPolicy.On"/>.</summary>
    public KnownPolicyVersion? On(Instant at) => Versions.Where(v => v.From <= at).MaxBy(v => v.Number);
}

internal sealed record KnownPolicyVersion(int Number, Instant From, SlaPromise Promise);
