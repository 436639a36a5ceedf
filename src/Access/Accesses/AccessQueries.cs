using System.Globalization;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Access.Accesses;

/// <param name="Subject">As people know it: <c>T-1042</c>.</param>
/// <param name="By">The browser in words, or the token by its last characters.</param>
/// <param name="Address">Of the network, as far as known.</param>
public sealed record AccessResource(
    Instant At, PersonId Person, string PersonName, AccessKind What, string SubjectKind, Guid SubjectId, string Subject, string By, string? Address)
{
    internal long Seq { get; init; }
}

/// <param name="Subject">As people know it, exactly.</param>
public sealed record AccessFilter(PersonId? Person = null, AccessKind? What = null, string? Subject = null, Instant? From = null, Instant? To = null);

/// <summary>The access log, for those who watch over it.</summary>
public sealed class AccessQueries(BridgewatchDb db, Actor actor)
{
    private const int MostCounted = 1_000;

    /// <summary>Newest first.</summary>
    /// <exception cref="Forbidden">The actor may not read the access log.</exception>
    public async Task<Page<AccessResource>> Newest(AccessFilter filter, string? cursor, int size, bool count, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        if (!actor.May(AccessPermissions.ReadAccessLog, default)) throw new Forbidden(AccessPermissions.ReadAccessLog);
        var (all, people) = (Filtered(filter), db.People);
        var before = Read(cursor);
        var rows = await all.Where(a => a.Seq < before).OrderByDescending(a => a.Seq).Take(size + 1)
            .Join(people, a => a.Person, p => p.Id, (a, p) => new { Entry = a, p.Name }).OrderByDescending(r => r.Entry.Seq)
            .Select(r => new AccessResource(
                r.Entry.At, r.Entry.Person, r.Name, r.Entry.What, r.Entry.SubjectKind, r.Entry.SubjectId, r.Entry.Subject, r.Entry.By, r.Entry.Address)
            { Seq = r.Entry.Seq })
            .ToListAsync(ct);
        var page = Page.Of(rows, size, last => last.Seq.ToString(CultureInfo.InvariantCulture));
        if (!count) return page;
        var counted = await all.Take(MostCounted + 1).CountAsync(ct);
        return page with { Count = new(Math.Min(counted, MostCounted), counted > MostCounted) };
    }

    private IQueryable<AccessEntry> Filtered(AccessFilter filter)
    {
        var all = db.Accesses.AsNoTracking();
        if (filter.Person is { } person) all = all.Where(a => a.Person == person);
        if (filter.What is { } what) all = all.Where(a => a.What == what);
        if (!string.IsNullOrWhiteSpace(filter.Subject)) all = all.Where(a => a.Subject == filter.Subject.Trim());
        if (filter.From is { } from) all = all.Where(a => a.At >= from);
        if (filter.To is { } to) all = all.Where(a => a.At < to);
        return all;
    }

    private static long Read(string? cursor) => string.IsNullOrEmpty(cursor) ? long.MaxValue
        : long.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq
        : throw new Invalid("cursor", "Take the cursor from 'next' of the page before.");
}

internal static class AccessLogEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/access-log",
        async (PersonId? person, [WordsOf(typeof(AccessKind))] string? what, string? subject, string? from, string? to, string? cursor, int? limit, bool? count,
            Reads reads, CancellationToken ct) =>
        {
            var filter = new AccessFilter(person, Words.Read<AccessKind>("what", what), subject, Read("from", from), Read("to", to));
            var size = Page.Size(limit);
            return TypedResults.Ok(await reads.From((AccessQueries q, CancellationToken c) => q.Newest(filter, cursor, size, count ?? false, c), ct));
        });

    private static Instant? Read(string field, string? time) => string.IsNullOrEmpty(time) ? null
        : InstantPattern.ExtendedIso.Parse(time) is { Success: true, Value: var at } ? at
        : throw new Invalid(field, "Give a time in UTC, such as 2026-03-27T16:00:00Z.");
}
