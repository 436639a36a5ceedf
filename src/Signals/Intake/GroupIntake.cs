using Bridgewatch.Catalog.Components;
using Bridgewatch.Kernel;
using Bridgewatch.Signals.Alertmanager;
using Bridgewatch.Signals.Alerts;
using Bridgewatch.Signals.Inbox;
using Bridgewatch.Signals.Integrations;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Signals.Intake;

/// <summary>Judges the alerts of a message against what is known of them, and lets their tickets follow.</summary>
internal sealed class GroupIntake(BridgewatchDb db, ComponentQueries components, AlertTickets tickets)
{
    /// <summary>Fingerprints asked for in one query.</summary>
    private const int LargestQuestion = 500;

    private readonly Dictionary<(string?, string?), ComponentId?> _components = [];

    public async Task<RawOutcome> Take(RawMessage raw, AlertmanagerBody body, CancellationToken ct)
    {
        var integration = await db.AllIntegrations.SingleAsync(i => i.Id == raw.Integration, ct);
        var warnings = RawWarning.Of(body.Warnings.Concat(body.Alerts.SelectMany(a => a.Warnings)));
        var outcome = new RawOutcome(0, 0, 0, 0, body.Group!.TruncatedAlerts, [], warnings);
        // An alert that stands twice in a body counts as its last mention.
        var alerts = body.Alerts.GroupBy(a => a.Fingerprint).Select(g => g.Last()).ToList();
        foreach (var group in alerts.GroupBy(a => AlertGroup.KeyOf(a.GroupKey, a.Fingerprint)))
        {
            var taken = await Take(integration, raw, group.Key, [.. group], body.Group.TruncatedAlerts, ct);
            outcome = outcome with
            {
                Fired = outcome.Fired + taken.Fired,
                Resolved = outcome.Resolved + taken.Resolved,
                Changed = outcome.Changed + taken.Changed,
                Repeated = outcome.Repeated + taken.Repeated,
                Tickets = [.. outcome.Tickets.Union(taken.Tickets)],
            };
        }
        return outcome;
    }

    private async Task<RawOutcome> Take(
        Integration integration, RawMessage raw, string key, IReadOnlyList<NormalAlert> said, long truncated, CancellationToken ct)
    {
        var known = await Known(integration.Id, key, said, ct);
        var group = await db.AlertGroups.SingleOrDefaultAsync(g => g.Integration == integration.Id && g.Key == key, ct);
        if (group is null) db.AlertGroups.Add(group = new() { Integration = integration.Id, Key = key });
        var newest = raw.ReceivedAt > group.LastBodyAt;

        var turns = new GroupTurns(integration, group, raw.ReceivedAt) { Truncated = truncated, FirstTruncated = newest && truncated > 0 && group.Truncated == 0 };
        foreach (var alert in said) await Judge(turns, known, alert, ct);
        // A message that is not the newest, or left something out, cannot say what has ended.
        if (newest && truncated == 0)
        {
            var listed = said.Select(a => a.Fingerprint).ToHashSet(StringComparer.Ordinal);
            turns.Unlisted.AddRange(known.Values.Where(a => a.Group == key && a.Status == AlertStatus.Firing && !listed.Contains(a.Fingerprint)));
        }
        turns.StillFiring = known.Values.Count(a => a.Group == key && a.Status == AlertStatus.Firing)
            - turns.Ends.Count(t => t.Alert.Group == key && t.Alert.Status == AlertStatus.Firing) - turns.Unlisted.Count;
        if (newest) (group.LastBodyAt, group.Truncated) = (raw.ReceivedAt, truncated);

        if (await tickets.Open(turns, ct) is { } ticket) group.Ticket = ticket;
        foreach (var (alert, now, component) in turns.Fires)
        {
            var isNew = alert.StartsAt == default;
            alert.Fire(now, key, component, group.Ticket!.Value, raw.ReceivedAt);
            if (isNew) db.AllAlerts.Add(alert);
        }
        foreach (var (alert, now, component) in turns.Changes) alert.Change(now, key, component, raw.ReceivedAt);
        foreach (var (alert, now, component) in turns.Ends)
        {
            var isNew = alert.StartsAt == default;
            alert.End(now, key, component, raw.ReceivedAt);
            if (isNew) db.AllAlerts.Add(alert);
        }
        foreach (var alert in turns.Unlisted) alert.EndUnlisted(raw.ReceivedAt);
        var number = await tickets.Feed(turns, ct);
        return new(turns.Fires.Count, turns.Ends.Count + turns.Unlisted.Count, turns.Changes.Count,
            said.Count - turns.Fires.Count - turns.Ends.Count - turns.Changes.Count, truncated, number is { } n ? [n] : [], []);
    }

    private async Task Judge(GroupTurns turns, Dictionary<string, Alert> known, NormalAlert said, CancellationToken ct)
    {
        var met = known.TryGetValue(said.Fingerprint, out var alert);
        alert ??= Alert.Meet(turns.Integration.Id, said);
        var turn = met ? alert.Judge(said, turns.ReceivedAt) : said.Status is AlertStatus.Resolved ? AlertTurn.Ends : AlertTurn.Fires;
        if (turn == AlertTurn.None) return;
        var list = turn switch { AlertTurn.Fires => turns.Fires, AlertTurn.Changes => turns.Changes, _ => turns.Ends };
        list.Add(new(alert, said, await Component(said, ct)));
    }

    /// <summary>All that are named, and all of the group that fire.</summary>
    private async Task<Dictionary<string, Alert>> Known(IntegrationId integration, string group, IReadOnlyList<NormalAlert> said, CancellationToken ct)
    {
        var known = await db.AllAlerts.Where(a => a.Integration == integration && a.Group == group && a.Status == AlertStatus.Firing)
            .ToDictionaryAsync(a => a.Fingerprint, StringComparer.Ordinal, ct);
        foreach (var part in said.Select(a => a.Fingerprint).Where(f => !known.ContainsKey(f)).ToList().Chunk(LargestQuestion))
        {
            foreach (var alert in await db.AllAlerts.Where(a => a.Integration == integration && part.Contains(a.Fingerprint)).ToListAsync(ct))
                known[alert.Fingerprint] = alert;
        }
        return known;
    }

    /// <summary>The component of the catalog that an alert names, by path or other name; null when it names none that we know.</summary>
    private async Task<ComponentId?> Component(NormalAlert alert, CancellationToken ct)
    {
        if (_components.TryGetValue((alert.Service, alert.Component), out var remembered)) return remembered;
        ComponentId? found = null;
        string?[] names = [alert.Component, alert.Component is null || alert.Service is null ? null : $"{alert.Service}/{alert.Component}", alert.Service];
        foreach (var name in names)
        {
            if (await components.Find(name, ct) is not { ArchivedAt: null } component) continue;
            found = component.Id;
            break;
        }
        return _components[(alert.Service, alert.Component)] = found;
    }
}

/// <summary>What a message means for one group.</summary>
internal sealed class GroupTurns(Integration integration, AlertGroup group, NodaTime.Instant receivedAt)
{
    public Integration Integration => integration;

    public AlertGroup Group => group;

    public NodaTime.Instant ReceivedAt => receivedAt;

    public List<Turning> Fires { get; } = [];

    public List<Turning> Changes { get; } = [];

    public List<Turning> Ends { get; } = [];

    public List<Alert> Unlisted { get; } = [];

    /// <summary>Alerts of the group that fired before and go on.</summary>
    public int StillFiring { get; set; }

    public long Truncated { get; init; }

    /// <summary>The sender left alerts out, and had not done so before.</summary>
    public bool FirstTruncated { get; init; }

    /// <summary>The ticket that this message opened.</summary>
    public TicketNumber? Opened { get; set; }

    /// <summary>The group's ticket was resolved, and is open again by this message.</summary>
    public bool Reopened { get; set; }

    public bool SomeEnded => Ends.Count + Unlisted.Count > 0;

    /// <summary>Nothing fires any more, as far as the sender says all.</summary>
    public bool AllEnded => SomeEnded && StillFiring == 0 && Fires.Count == 0 && Truncated == 0;

    /// <summary>Something to tell beside the end of all.</summary>
    public bool SomethingGoesOn => Fires.Count > 0 || Changes.Count > 0 || FirstTruncated || (SomeEnded && !AllEnded);
}

/// <param name="Component">Null when the alert names none that the catalog knows.</param>
internal sealed record Turning(Alert Alert, NormalAlert Now, ComponentId? Component);
