using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Email;

/// <summary>A mailbox on the wire. Its password and its secret are shown to nobody.</summary>
/// <param name="Url">Where mail may be posted.</param>
/// <param name="Queue">The queue's slug.</param>
/// <param name="FetchedAt">When it was last asked; null for one into which mail is posted.</param>
/// <param name="Problem">Why nothing comes; null while it goes well.</param>
public sealed record MailboxResource(
    MailboxId Id, string Name, IReadOnlyList<string> Addresses, MailSource Source, string Queue, TicketType Type, string? Language, string Signature, string? Folder,
    string? Host, int? Port, MailSecurity Security, string? User, bool HasPassword, string Url, Instant? FetchedAt, string? Problem, Instant? ProblemSince,
    int Waiting, int Quarantined, Instant? LastReceivedAt, long Version);

/// <summary>A mail as it came.</summary>
/// <param name="Problem">Why it is no message of a ticket.</param>
public sealed record RawMailResource(
    RawMailId Id, Instant ReceivedAt, RawMailState State, long Size, string? From, string? Subject, TicketNumber? Ticket, Instant? ProcessedAt, string? Problem);

/// <summary>Questions about mailboxes and what came by them. Mails hold personal data, so that whoever asks must be allowed to look after mailboxes.</summary>
public sealed class MailboxQueries(BridgewatchDb db, Actor actor, PublicUrl address, FileStore files)
{
    public async Task<IReadOnlyList<MailboxResource>> List(CancellationToken ct)
    {
        MustManage();
        return await Resources(db.Mailboxes.AsNoTracking().Where(m => m.ArchivedAt == null), ct);
    }

    /// <exception cref="NotVisible">There is none, or it was archived.</exception>
    public async Task<MailboxResource> One(MailboxId id, CancellationToken ct)
    {
        MustManage();
        return (await Resources(db.Mailboxes.AsNoTracking().Where(m => m.Id == id && m.ArchivedAt == null), ct)).SingleOrDefault() ?? throw new NotVisible("mailbox");
    }

    /// <summary>What arrived, newest first.</summary>
    public async Task<Page<RawMailResource>> Mails(MailboxId id, RawMailState? state, string? cursor, int size, CancellationToken ct)
    {
        await One(id, ct);
        var before = Before(cursor);
        var rows = db.RawMails.AsNoTracking().Where(r => r.Mailbox == id);
        if (state is { } only) rows = rows.Where(r => r.State == only);
        if (before is { } time) rows = rows.Where(r => r.ReceivedAt < time);
        var tickets = db.Set<Ticket>().AsNoTracking();
        var found = await rows.OrderByDescending(r => r.ReceivedAt).Take(size + 1)
            .Select(r => new RawMailResource(r.Id, r.ReceivedAt, r.State, r.Size, r.Sender, r.Subject,
                tickets.Where(t => t.Id == r.Ticket).Select(t => (TicketNumber?)t.Number).FirstOrDefault(), r.ProcessedAt, r.Problem)).ToListAsync(ct);
        return Page.Of(found, size, last => Micros.InMicros(last.ReceivedAt).ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>A mail as it came, byte for byte.</summary>
    /// <exception cref="NotVisible">There is none, or it is deleted by now.</exception>
    public async Task<byte[]> Content(MailboxId id, RawMailId mail, CancellationToken ct)
    {
        MustManage();
        var sha256 = await db.RawMails.AsNoTracking().Where(r => r.Id == mail && r.Mailbox == id).Select(r => r.Sha256).SingleOrDefaultAsync(ct) ?? throw new NotVisible("mail");
        await using var content = files.Open(sha256) ?? throw new NotVisible("mail");
        using var bytes = new MemoryStream();
        await content.CopyToAsync(bytes, ct);
        return bytes.ToArray();
    }

    private async Task<IReadOnlyList<MailboxResource>> Resources(IQueryable<Mailbox> which, CancellationToken ct)
    {
        var (raws, queues, positions) = (db.RawMails, db.Set<Queues.Queue>(), db.MailboxPositions);
        var found = await which.Select(m => new
        {
            Mailbox = m,
            Queue = queues.Where(q => q.Id == m.Queue).Select(q => q.Slug).FirstOrDefault(),
            Position = positions.Where(p => p.Mailbox == m.Id).FirstOrDefault(),
            Waiting = raws.Count(r => r.Mailbox == m.Id && r.State == RawMailState.Waiting),
            Quarantined = raws.Count(r => r.Mailbox == m.Id && r.State == RawMailState.Quarantined),
            Received = raws.Where(r => r.Mailbox == m.Id).Max(r => (Instant?)r.ReceivedAt),
        }).ToListAsync(ct);
        return [.. found.OrderBy(f => f.Mailbox.Name, StringComparer.OrdinalIgnoreCase).Select(f => new MailboxResource(
            f.Mailbox.Id, f.Mailbox.Name, f.Mailbox.Addresses, f.Mailbox.Place.Source, f.Queue ?? "", f.Mailbox.Type, f.Mailbox.Language, f.Mailbox.Signature, f.Mailbox.Place.Folder,
            f.Mailbox.Place.Host, f.Mailbox.Place.Port is > 0 and var port ? port : null, f.Mailbox.Place.Security, f.Mailbox.Place.User, f.Mailbox.Place.Password is not null,
            address.Of(f.Mailbox.Path), f.Position?.FetchedAt, f.Position?.Problem, f.Position?.ProblemSince, f.Waiting, f.Quarantined, f.Received, f.Mailbox.Version))];
    }

    private static Instant? Before(string? cursor) => cursor is null ? null
        : long.TryParse(cursor, out var micros) ? Micros.Of(micros) : throw new Invalid("cursor", "Take a cursor as it was given.");

    private void MustManage()
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        if (!actor.May(DeskPermissions.ManageSettings, default)) throw new Forbidden(DeskPermissions.ManageSettings);
    }
}

internal static class MailboxReadEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/mailboxes", async (string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(Page.Part(await reads.From((MailboxQueries q, CancellationToken c) => q.List(c), ct), limit, cursor, count)));
        api.MapGet("/mailboxes/{id}", async (MailboxId id, Reads reads, CancellationToken ct) =>
        {
            var one = await reads.From((MailboxQueries q, CancellationToken c) => q.One(id, c), ct);
            return Tagged.Ok(one, one.Version);
        });
        api.MapGet("/mailboxes/{id}/mails", async (MailboxId id, [WordsOf(typeof(RawMailState))] string? state, string? cursor, int? limit, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((MailboxQueries q, CancellationToken c) => q.Mails(id, Words.Read<RawMailState>("state", state), cursor, Page.Size(limit), c), ct)));
        api.MapGet("/mailboxes/{id}/mails/{mail}/content", async (MailboxId id, RawMailId mail, Reads reads, CancellationToken ct) =>
            TypedResults.Bytes(await reads.From((MailboxQueries q, CancellationToken c) => q.Content(id, mail, c), ct), "message/rfc822", $"{mail}.eml"));
    }
}
