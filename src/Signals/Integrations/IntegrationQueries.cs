using System.Text.Json;
using Bridgewatch.Catalog;
using Bridgewatch.Kernel;
using Bridgewatch.Signals.Alerts;
using Bridgewatch.Signals.Inbox;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Signals.Integrations;

/// <summary>How an integration stands.</summary>
public enum IntegrationState
{
    /// <summary>Nothing has come yet.</summary>
    Silent,
    Working,

    /// <summary>Something came that was not understood, or was incomplete.</summary>
    NeedsAttention,
    Archived,
}

/// <param name="Url">Absolute, from the public address.</param>
/// <param name="Service">The component's slug.</param>
/// <param name="EarlierSecretUntil">Until then the secret before the last works too; null when it does not.</param>
/// <param name="NotUnderstood">Messages that stand there with a problem.</param>
/// <param name="Truncated">Alerts that the sender left out of the newest messages of its groups, of the last days.</param>
public sealed record IntegrationResource(
    IntegrationId Id, IntegrationSource Source, string Name, string Url, string? Service, bool ResolvesTickets, Instant AddedAt,
    Instant? EarlierSecretUntil, Instant? LastReceivedAt, IntegrationState State, int Waiting, int NotUnderstood, int Firing, long Truncated, long Version);

/// <summary>A message as it arrived and what it became.</summary>
/// <param name="Hash">SHA-256 of the body.</param>
public sealed record RawResource(
    RawMessageId Id, Instant ReceivedAt, RawState State, int Size, string Hash, Instant? ProcessedAt, string? Problem, RawOutcome? Outcome);

/// <param name="Ticket">Null when nobody heard of it before its end.</param>
public sealed record AlertResource(
    AlertId Id, string Fingerprint, AlertStatus Status, AlertSeverity Severity, string Title, IReadOnlyDictionary<string, string> Labels,
    Instant StartsAt, Instant? EndsAt, bool Unlisted, Instant LastSeenAt, TicketNumber? Ticket, string? Component);

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
        var found = await rows.OrderByDescending(r => r.ReceivedAt).Take(size + 1)
            .Select(r => new { r.Id, r.ReceivedAt, r.State, r.Size, r.Hash, r.ProcessedAt, r.Problem, r.Outcome }).ToListAsync(ct);
        return Page.Of(found.ConvertAll(r => new RawResource(
            r.Id, r.ReceivedAt, r.State, r.Size, Convert.ToHexStringLower(r.Hash), r.ProcessedAt, r.Problem,
            r.Outcome is null ? null : KernelJson.Read<RawOutcome>(r.Outcome))), size, last => new ListPlace(last.ReceivedAt, "").Write());
    }

    /// <summary>The body of a message as it came. It may hold personal data, so it needs more than reading.</summary>
    /// <exception cref="NotVisible">There is none, or it is deleted by now.</exception>
    public async Task<byte[]> Body(IntegrationId id, RawMessageId message, CancellationToken ct)
    {
        var service = await Expect(id, ct);
        if (!actor.May(SignalsPermissions.ManageIntegrations, await db.PlaceOf(service, ct))) throw new Forbidden(SignalsPermissions.ManageIntegrations);
        var raw = await db.RawMessages.AsNoTracking().SingleOrDefaultAsync(r => r.Id == message && r.Integration == id, ct) ?? throw new NotVisible("message");
        await using var body = raw.Open();
        using var whole = new MemoryStream(raw.Size);
        await body.CopyToAsync(whole, ct);
        return whole.ToArray();
    }

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
        var (groups, tickets, components) = (db.AlertGroups, db.Set<Desk.Tickets.Ticket>(), db.Components);
        var found = await rows.OrderByDescending(a => a.SaidAt).ThenBy(a => a.Fingerprint).Take(size + 1)
            .LeftJoin(groups, a => new { a.Integration, Key = a.Group }, g => new { g.Integration, g.Key }, (a, g) => new { Alert = a, Seen = (Instant?)g!.LastBodyAt })
            .LeftJoin(tickets, a => a.Alert.Ticket, t => (TicketId?)t.Id, (a, t) => new { a.Alert, a.Seen, Number = (TicketNumber?)t!.Number })
            .LeftJoin(components, a => a.Alert.Component, c => (ComponentId?)c.Id, (a, c) => new { a.Alert, a.Seen, a.Number, c!.Slug })
            .ToListAsync(ct);
        var page = Page.Of(found, size, last => new ListPlace(last.Alert.SaidAt, last.Alert.Fingerprint).Write());
        return new([.. page.Items.Select(a => Resource(a.Alert, a.Seen, a.Number, a.Slug))], page.Next);
    }

    private AlertResource Resource(Alert alert, Instant? groupSeen, TicketNumber? ticket, string? component) => new(
        alert.Id, alert.Fingerprint, alert.Status, alert.Severity, actor.Masked ? Mask.Hidden : alert.Title,
        actor.Masked ? new Dictionary<string, string>() : JsonSerializer.Deserialize<Dictionary<string, string>>(alert.Labels)!,
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

internal static class IntegrationEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/integrations", async (bool? archived, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(new Page<IntegrationResource>(await reads.From((IntegrationQueries q, CancellationToken c) => q.List(archived ?? false, c), ct), null)));
        api.MapGet("/integrations/{id}", async (IntegrationId id, Reads reads, CancellationToken ct) =>
        {
            var one = await reads.From((IntegrationQueries q, CancellationToken c) => q.One(id, c), ct);
            return Tagged.Ok(one, one.Version);
        });
        api.MapGet("/integrations/{id}/messages", async (IntegrationId id, string? state, string? cursor, int? limit, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((IntegrationQueries q, CancellationToken c) => q.Messages(id, Read<RawState>("state", state), cursor, Page.Size(limit), c), ct)));
        api.MapGet("/integrations/{id}/messages/{message}/body", async (IntegrationId id, RawMessageId message, Reads reads, CancellationToken ct) =>
            TypedResults.Bytes(await reads.From((IntegrationQueries q, CancellationToken c) => q.Body(id, message, c), ct), "application/json", $"{message}.json"));
        api.MapGet("/integrations/{id}/alerts", async (IntegrationId id, string? status, string? cursor, int? limit, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((IntegrationQueries q, CancellationToken c) => q.Alerts(id, Read<AlertStatus>("status", status), cursor, Page.Size(limit), c), ct)));
    }

    private static TEnum? Read<TEnum>(string field, string? word) where TEnum : struct, Enum =>
        word is null ? null : Words.TryRead<TEnum>(word, out var value) ? value : throw new Invalid(field, $"'{word}' is none of: {string.Join(", ", Enum.GetValues<TEnum>().Select(Words.Of))}.");
}
