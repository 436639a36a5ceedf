using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel;

/// <param name="Key">Names the promise; the same one is delivered once.</param>
/// <param name="About">What it is about.</param>
/// <param name="NextAt">When it is tried next; null unless it is pending.</param>
/// <param name="LastError">What stood against the last attempt.</param>
/// <param name="To">Of a mail: its recipient, until its contents are emptied. The text is never shown, since it may hold one-time links.</param>
/// <param name="CanRetry">It is not sent yet, and its contents are still there.</param>
public sealed record DeliveryResource(
    DeliveryId Id, string Kind, string Key, DeliveryState State, DeliverySubject About, Instant CreatedAt, Instant? NextAt, int Attempts,
    string? LastError, Instant? SentAt, string? DroppedBecause, string? To, string? Subject, bool CanRetry);

public sealed record DeliverySubject(string Kind, Guid Id);

/// <summary>What is to be sent, was sent, and failed.</summary>
public sealed class DeliveryQueries(BridgewatchDb db, Actor actor)
{
    private const int MostCounted = 1_000;

    /// <summary>Newest first. A page is one seek in the index (state, created, key).</summary>
    /// <exception cref="Invalid">The cursor is none of ours.</exception>
    public async Task<Page<DeliveryResource>> List(DeliveryState state, string? cursor, int size, CancellationToken ct)
    {
        MustBeAllowed();
        var deliveries = db.Set<Delivery>().AsNoTracking().Where(d => d.State == state);
        if (Read(cursor) is (var at, var key))
            deliveries = deliveries.Where(d => d.CreatedAt < at || (d.CreatedAt == at && d.Key.CompareTo(key) < 0));
        var rows = await deliveries.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Key).Take(size + 1).ToListAsync(ct);
        var page = Page.Of(rows, size, last => string.Create(CultureInfo.InvariantCulture, $"{Micros.InMicros(last.CreatedAt):x}.{last.Key}"));
        return new([.. page.Items.Select(Resource)], page.Next);
    }

    /// <summary>How many there are in a state, counted up to <see cref="MostCounted"/>.</summary>
    public async Task<Count> Count(DeliveryState state, CancellationToken ct)
    {
        MustBeAllowed();
        var counted = await db.Set<Delivery>().Where(d => d.State == state).Take(MostCounted + 1).CountAsync(ct);
        return new(Math.Min(counted, MostCounted), counted > MostCounted);
    }

    /// <summary>How many there are in each state, those that were sent left out: they are many.</summary>
    public async Task<IReadOnlyDictionary<DeliveryState, int>> Waiting(CancellationToken ct)
    {
        MustBeAllowed();
        return await db.Set<Delivery>().Where(d => d.State == DeliveryState.Pending || d.State == DeliveryState.Dead)
            .GroupBy(d => d.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
    }

    /// <exception cref="NotVisible">There is none.</exception>
    public async Task<DeliveryResource> One(DeliveryId id, CancellationToken ct)
    {
        MustBeAllowed();
        return Resource(await db.Set<Delivery>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct) ?? throw new NotVisible("delivery"));
    }

    private DeliveryResource Resource(Delivery d)
    {
        var mail = MailIn(d);
        return new(d.Id, d.Kind, d.Key, d.State, new(d.SubjectKind, d.SubjectId), d.CreatedAt, d.State == DeliveryState.Pending ? d.NextAt : null,
            d.Attempts, d.LastError, d.SentAt, d.DroppedBecause, mail is null ? null : Mask.For(actor, KernelPermissions.ManageDeliveries).Address(mail.To), Mask.For(actor, KernelPermissions.ManageDeliveries).Text(mail?.Subject),
            d.State is DeliveryState.Pending or DeliveryState.Dead && d.Payload.Length > 0);
    }

    /// <summary>Null for what is no mail, or was emptied.</summary>
    internal static Mail? MailIn(Delivery delivery)
    {
        if (delivery.Kind != Mail.Kind || delivery.Payload.Length == 0) return null;
        try
        {
            return KernelJson.Read<Mail>(delivery.Payload);
        }
        catch (JsonException)
        {
            // Somebody wrote past the program; the list still shows that it is there.
            return null;
        }
    }

    private static (Instant At, string Key)? Read(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor)) return null;
        return cursor.Split('.', 2) is [var at, var key] && long.TryParse(at, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var micros)
            && micros is > 0 and < 253_402_300_800_000_000
                ? (Micros.Of(micros), key)
                : throw new Invalid("cursor", "Take the cursor from 'next' of the page before.");
    }

    private void MustBeAllowed()
    {
        if (!actor.May(KernelPermissions.ManageDeliveries)) throw new Forbidden(KernelPermissions.ManageDeliveries);
    }
}

internal static class DeliveryEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/deliveries", async (
            [WordsOf(typeof(DeliveryState))] string? state, int? limit, string? cursor, bool? count, Reads reads, CancellationToken ct) =>
        {
            var (which, size) = (Words.Read<DeliveryState>("state", state) ?? DeliveryState.Dead, Page.Size(limit));
            var page = await reads.From((DeliveryQueries q, CancellationToken c) => q.List(which, cursor, size, c), ct);
            return TypedResults.Ok(count == true ? page with { Count = await reads.From((DeliveryQueries q, CancellationToken c) => q.Count(which, c), ct) } : page);
        });
        api.MapGet("/deliveries/{delivery}", async (DeliveryId delivery, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((DeliveryQueries q, CancellationToken c) => q.One(delivery, c), ct)));
    }
}
