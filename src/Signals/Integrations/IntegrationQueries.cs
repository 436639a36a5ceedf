using System.Text.Json;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Signals.Alertmanager;
using Bridgewatch.Signals.Alerts;
using Bridgewatch.Signals.Inbox;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Signals.Integrations;

/// <summary>Questions about integrations, what came by them, and their alerts.</summary>
public sealed class IntegrationQueries(BridgewatchDb db, Actor actor, IClock clock, PublicUrl address)
{
    /// <summary>By name; archived ones only when asked for.</summary>
    public async Task<IReadOnlyList<IntegrationResource>> List(bool archived, CancellationToken ct)
    {
        MustRead();
        return await Resources(Visible.Where(i => archived ? i.ArchivedAt != null : i.ArchivedAt == null), ct);
    }

    /// <exception cref="NotVisible">There is none.</exception>
    public async Task<IntegrationResource> One(IntegrationId id, CancellationToken ct)
    {
        MustRead();
        return (await Resources(Visible.Where(i => i.Id == id), ct)).SingleOrDefault() ?? throw new NotVisible("integration");
    }

    /// <summary>What arrived, newest first.</summary>
    /// <param name="state">Only those in this state.</param>
    public async Task<Page<RawResource>> Messages(IntegrationId id, RawState? state, string? cursor, int size, CancellationToken ct)
    {
        await Expect(id, ct);
        var rows = db.RawMessages.AsNoTracking().Where(r => r.Integration == id);
        if (state is { } only) rows = rows.Where(r => r.State == only);
        if (ListPlace.Read(cursor) is { At: var before }) rows = rows.Where(r => r.ReceivedAt < before);
        // Without their bodies, which can have megabytes.
        var found = await rows.OrderByDescending(r => r.ReceivedAt).Take(size + 1).Select(r => new RawMessage
        {
            Id = r.Id,
            Integration = r.Integration,
            ReceivedAt = r.ReceivedAt,
            Headers = "",
            Body = Array.Empty<byte>(),
            Size = r.Size,
            Hash = r.Hash,
            State = r.State,
            ProcessedAt = r.ProcessedAt,
            Problem = r.Problem,
            Outcome = r.Outcome,
        }).ToListAsync(ct);
        return Page.Of(found.ConvertAll(Resource), size, last => new ListPlace(last.ReceivedAt, "").Write());
    }

    /// <summary>A message as it came, what is understood of it, and what it became. It may hold personal data, so it needs more than reading.</summary>
    /// <exception cref="NotVisible">There is none, or it is deleted by now.</exception>
    public async Task<ReadMessageResource> Message(IntegrationId id, RawMessageId message, CancellationToken ct)
    {
        var (raw, bytes) = await Open(id, message, ct);
        var body = AlertmanagerBody.Read(new(bytes));
        return new(Resource(raw), [.. body.Alerts.Take(ReadMessageResource.MostAlerts)], body.Alerts.Count, bytes);
    }

    /// <summary>The body of a message as it came; it needs more than reading, likewise.</summary>
    /// <exception cref="NotVisible">There is none, or it is deleted by now.</exception>
    public async Task<byte[]> Body(IntegrationId id, RawMessageId message, CancellationToken ct) => (await Open(id, message, ct)).Body;

    /// <summary>Its alerts, those that changed last first.</summary>
    /// <param name="status">Only those that stand so.</param>
    public async Task<Page<AlertResource>> Alerts(IntegrationId id, AlertStatus? status, string? cursor, int size, CancellationToken ct)
    {
        await Expect(id, ct);
        var rows = db.Alerts.Where(a => a.Integration == id);
        if (status is { } only) rows = rows.Where(a => a.Status == only);
        if (ListPlace.Read(cursor) is { At: var said, Name: var fingerprint })
#pragma warning disable CA1309 // It runs in the database, by the order in which the database also sorts.
            rows = rows.Where(a => a.SaidAt < said || (a.SaidAt == said && string.Compare(a.Fingerprint, fingerprint) > 0));
#pragma warning restore CA1309
        var (groups, tickets, components) = (db.AlertGroups, db.Tickets, db.Components);
        var found = await rows.OrderByDescending(a => a.SaidAt).ThenBy(a => a.Fingerprint).Take(size + 1)
            .LeftJoin(groups, a => new { a.Integration, Key = a.Group }, g => new { g.Integration, g.Key }, (a, g) => new { Alert = a, Seen = (Instant?)g!.LastBodyAt })
            .LeftJoin(tickets, a => a.Alert.Ticket, t => (TicketId?)t.Id, (a, t) => new { a.Alert, a.Seen, Number = (TicketNumber?)t!.Number })
            .LeftJoin(components, a => a.Alert.Component, c => (ComponentId?)c.Id, (a, c) => new { a.Alert, a.Seen, a.Number, c!.Slug })
            .ToListAsync(ct);
        var page = Page.Of(found, size, last => new ListPlace(last.Alert.SaidAt, last.Alert.Fingerprint).Write());
        return new([.. page.Items.Select(a => Resource(a.Alert, a.Seen, a.Number, a.Slug))], page.Next);
    }

    /// <summary>The alerts under a ticket, those that fire first, to whoever sees the ticket: its texts have them as well.</summary>
    public async Task<IReadOnlyList<TicketAlert>> OfTicket(TicketNumber number, CancellationToken ct)
    {
        MustRead();
        var tickets = db.Tickets.VisibleTo(actor).Where(t => t.Number == number);
        var found = await db.Alerts.Where(a => tickets.Any(t => t.Id == a.Ticket)).Select(a => new TicketAlert(a.Id, a.Status, a.Severity, a.Title)).ToListAsync(ct);
        return [.. found.OrderBy(a => a.Status).ThenBy(a => a.Severity).ThenBy(a => a.Title, StringComparer.Ordinal).Select(a => actor.IsMasked(SignalsPermissions.Read) ? a with { Title = Mask.Hidden } : a)];
    }

    private async Task<(RawMessage Raw, byte[] Body)> Open(IntegrationId id, RawMessageId message, CancellationToken ct)
    {
        var service = await Expect(id, ct);
        if (!actor.May(SignalsPermissions.ManageIntegrations, await db.PlaceOf(service, ct))) throw new Forbidden(SignalsPermissions.ManageIntegrations);
        var raw = await db.RawMessages.AsNoTracking().SingleOrDefaultAsync(r => r.Id == message && r.Integration == id, ct) ?? throw new NotVisible("message");
        await using var body = raw.Open();
        using var whole = new MemoryStream(raw.Size);
        await body.CopyToAsync(whole, ct);
        return (raw, whole.ToArray());
    }

    private static RawResource Resource(RawMessage raw) => new(
        raw.Id, raw.ReceivedAt, raw.State, raw.Size, Convert.ToHexStringLower(raw.Hash), raw.ProcessedAt, raw.Problem,
        raw.Outcome is null ? null : KernelJson.Read<RawOutcome>(raw.Outcome));

    private AlertResource Resource(Alert alert, Instant? groupSeen, TicketNumber? ticket, string? component) => new(
        alert.Id, alert.Fingerprint, alert.Status, alert.Severity, actor.IsMasked(SignalsPermissions.Read) ? Mask.Hidden : alert.Title,
        actor.IsMasked(SignalsPermissions.Read) ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(alert.Labels)!,
        alert.StartsAt, alert.EndsAt, alert.Unlisted,
        // What fires is in the newest message of its group.
        alert.Status == AlertStatus.Firing && groupSeen > alert.SaidAt ? groupSeen.Value : alert.SaidAt, ticket, component);

    private async Task<IReadOnlyList<IntegrationResource>> Resources(IQueryable<Integration> which, CancellationToken ct)
    {
        var (raws, alerts, groups, components, now) = (db.RawMessages, db.Alerts, db.AlertGroups, db.Components, clock.GetCurrentInstant());
        var lately = now - AlertGroup.TruncationCounts;
        var found = await which.Select(i => new
        {
            Integration = i,
            Service = components.Where(c => c.Id == i.Service).Select(c => c.Slug).FirstOrDefault(),
            Received = raws.Where(r => r.Integration == i.Id).Max(r => (Instant?)r.ReceivedAt),
            Seen = groups.Where(g => g.Integration == i.Id).Max(g => (Instant?)g.LastBodyAt),
            Waiting = raws.Count(r => r.Integration == i.Id && r.State == RawState.Waiting),
            NotUnderstood = raws.Count(r => r.Integration == i.Id && r.State == RawState.NotUnderstood),
            Firing = alerts.Count(a => a.Integration == i.Id && a.Status == AlertStatus.Firing),
            Truncated = groups.Where(g => g.Integration == i.Id && g.LastBodyAt > lately).Sum(g => g.Truncated),
        }).ToListAsync(ct);
        return [.. found.OrderBy(f => f.Integration.Name, StringComparer.OrdinalIgnoreCase).Select(f => new IntegrationResource(
            f.Integration.Id, f.Integration.Source, f.Integration.Name, address.Of(f.Integration.Path), f.Service, f.Integration.ResolvesTickets,
            f.Integration.AddedAt, f.Integration.EarlierSecretUntil > now ? f.Integration.EarlierSecretUntil : null, f.Received ?? f.Seen,
            f.Integration.ArchivedAt is not null ? IntegrationState.Archived
                : f.NotUnderstood > 0 || f.Truncated > 0 ? IntegrationState.NeedsAttention
                : f.Received is null && f.Seen is null ? IntegrationState.Silent : IntegrationState.Working,
            f.Waiting, f.NotUnderstood, f.Firing, f.Truncated, f.Integration.Version))];
    }

    private IQueryable<Integration> Visible => db.Integrations.VisibleTo(db, actor);

    /// <returns>Its service.</returns>
    private async Task<ComponentId?> Expect(IntegrationId id, CancellationToken ct)
    {
        MustRead();
        var found = await Visible.Where(i => i.Id == id).Select(i => new { i.Service }).SingleOrDefaultAsync(ct) ?? throw new NotVisible("integration");
        return found.Service;
    }

    private void MustRead()
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        if (!actor.May(SignalsPermissions.Read)) throw new Forbidden(SignalsPermissions.Read);
    }
}
