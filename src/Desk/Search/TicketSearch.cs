using System.Globalization;
using Bridgewatch.Desk.Import;
using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Search;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Search;

/// <summary>Finds tickets by words. The index of the node says what may fit; the database says what is so and what the actor sees.</summary>
public sealed class TicketSearch(BridgewatchDb db, Actor actor, SearchIndex index, TicketQueries tickets, ImportQueries imports)
{
    private const int LongestExcerpt = 220;

    /// <summary>So many other spellings are tried when nothing is found.</summary>
    private const int MostTries = 9;

    private bool IsMasked => actor.IsMasked(DeskPermissions.ReadTickets);

    /// <summary>Notes are our own people's; whoever is not one of them does not find them either.</summary>
    private bool SeesNotes => actor.SeesAll || actor.Kind == ActorKind.Person;

    /// <exception cref="Forbidden">The actor may read tickets nowhere.</exception>
    /// <exception cref="Unavailable">The index is being made.</exception>
    public async Task<FoundTickets> Find(SearchQuestion question, CancellationToken ct)
    {
        if (!actor.May(DeskPermissions.ReadTickets)) throw new Forbidden(DeskPermissions.ReadTickets);
        var cursor = SearchCursor.Read(question.Cursor);
        var query = SearchQuery.Read(question.Text, question.Typing);
        var (found, numbers) = await Look(query, question.Filter, cursor.Before, ct);
        string? instead = null;
        if (numbers.Count == 0 && found.Rest is null && cursor.IsFirst && await Meant(query, question.Filter, ct) is { } meant) (query, instead, found, numbers) = meant;
        if (cursor.IsFirst && await Named(question, ct) is { } named) numbers = [named, .. numbers.Where(n => n != named)];
        if (cursor.IsFirst && await ByOldNumber(question, ct) is { Count: > 0 } old) numbers = [.. old.Union(numbers)];
        var shown = numbers.Skip(cursor.Shown).Take(question.Size).ToList();
        var next = cursor.Shown + shown.Count < numbers.Count ? cursor with { Shown = cursor.Shown + shown.Count } : found.Rest is { } rest ? new SearchCursor(rest, 0) : (SearchCursor?)null;
        return new(await Rows(shown, query, ct), next?.ToString())
        {
            Count = new(numbers.Count, found.Rest is not null),
            SearchedBackTo = found.Rest is { } last ? await DayOf(last, ct) : null,
            CutShort = found.CutShort,
            InsteadOf = instead is null ? null : question.Text,
            LookedFor = instead,
            Lag = index.State.Lag,
        };
    }

    /// <summary>Numbers of visible tickets with these words, best first.</summary>
    private async Task<(SearchHits Found, IReadOnlyList<TicketNumber> Numbers)> Look(SearchQuery query, TicketFilter filter, long? before, CancellationToken ct)
    {
        var found = index.Find(new(SearchableTickets.Tickets, query, SeesNotes, [.. TicketMarks.SeenBy(actor), .. TicketMarks.Of(filter)], before));
        if (found.Keys.Count == 0) return (found, []);
        var keys = found.Keys.Select(k => new TicketNumber(k)).ToList();
        // The index may lag behind a move to another queue, and a lead may since have lost their role.
        var seen = (await Seen(filter).Where(t => keys.Contains(t.Number)).Select(t => t.Number).ToListAsync(ct)).ToHashSet();
        return (found, keys.FindAll(seen.Contains));
    }

    private IQueryable<Ticket> Seen(TicketFilter filter)
    {
        var seen = filter.On(db.Tickets.VisibleTo(actor).AsNoTracking(), db);
        return IsMasked ? seen.Where(t => t.Requester == null) : seen;
    }

    /// <summary>Another spelling that finds something the actor sees. A word without such a hit may be another customer's, and is not named.</summary>
    private async Task<(SearchQuery, string, SearchHits, IReadOnlyList<TicketNumber>)?> Meant(SearchQuery query, TicketFilter filter, CancellationToken ct)
    {
        foreach (var (_, other) in index.Near(SearchableTickets.Tickets, query).Take(MostTries))
        {
            var (found, numbers) = await Look(other, filter, null, ct);
            if (numbers.Count > 0) return (other, other.ToString(), found, numbers);
        }
        return null;
    }

    /// <summary>The ticket whose number was typed.</summary>
    private async Task<TicketNumber?> Named(SearchQuestion question, CancellationToken ct) =>
        TicketNumber.TryParse(question.Text?.Trim(), out var number) || TicketNumber.TryParse(TicketNumber.Prefix + question.Text?.Trim(), out number)
            ? await question.Filter.On(db.Tickets.VisibleTo(actor), db).Where(t => t.Number == number).Select(t => (TicketNumber?)t.Number).SingleOrDefaultAsync(ct)
            : null;

    /// <summary>Tickets whose number elsewhere was typed: <c>zd:1042</c>.</summary>
    private async Task<IReadOnlyList<TicketNumber>> ByOldNumber(SearchQuestion question, CancellationToken ct)
    {
        var old = (await imports.ByOldNumber(question.Text ?? "", ct)).Select(o => o.Ticket).Distinct().ToList();
        return old.Count == 0 ? [] : await Seen(question.Filter).Where(t => old.Contains(t.Number)).OrderBy(t => t.Number).Select(t => t.Number).ToListAsync(ct);
    }

    private async Task<IReadOnlyList<FoundTicketRow>> Rows(List<TicketNumber> shown, SearchQuery query, CancellationToken ct)
    {
        var rows = await db.Tickets.VisibleTo(actor).AsNoTracking().Where(t => shown.Contains(t.Number)).Include(t => t.Codes).Include(t => t.Labels).AsSplitQuery().ToListAsync(ct);
        var ids = rows.ConvertAll(t => t.Id);
        var names = await tickets.NamesOf(rows, ct);
        var readable = db.AllMessages.AsNoTracking().Where(m => ids.Contains(m.Ticket) && m.Body != "");
        if (!SeesNotes) readable = readable.Where(m => m.Kind != MessageKind.Note);
        if (IsMasked) readable = readable.Where(m => m.Kind != MessageKind.Inbound);
        var messages = (await readable.ToListAsync(ct)).OrderBy(m => m.At).ToLookup(m => m.Ticket);
        return [.. rows.OrderBy(t => shown.IndexOf(t.Number)).Select(t => Row(TicketQueries.Resource(t, names[t.Id], full: false), Best(messages[t.Id], query), query))];
    }

    private FoundTicketRow Row(TicketResource ticket, Message? best, SearchQuery query) =>
        new(SearchableTickets.Tickets, ticket, SearchExcerpt.Whole(ticket.Subject, query), best is null ? [] : Excerpt(best.Body, query), best?.Kind == MessageKind.Note);

    private IReadOnlyList<ExcerptPart> Excerpt(string body, SearchQuery query)
    {
        var mask = Mask.For(actor, DeskPermissions.ReadTickets);
        // A word may stand in the address behind a link only.
        return SearchExcerpt.Of(mask.Quoting(PlainText.From(body)), query, LongestExcerpt) is { Count: > 0 } excerpt ? excerpt : SearchExcerpt.Of(mask.Quoting(body), query, LongestExcerpt);
    }

    private static Message? Best(IEnumerable<Message> messages, SearchQuery query) =>
        messages.Select(m => (Message: m, Words: SearchExcerpt.Words(m.Body, query))).Where(m => m.Words > 0).OrderByDescending(m => m.Words).FirstOrDefault().Message;

    /// <summary>The day on which the ticket with about this number was opened.</summary>
    private async Task<LocalDate?> DayOf(long key, CancellationToken ct)
    {
        var number = new TicketNumber(key);
        var opened = await db.Tickets.Where(t => t.Number >= number).OrderBy(t => t.Number).Select(t => (Instant?)t.OpenedAt).FirstOrDefaultAsync(ct);
        return opened?.InUtc().Date;
    }
}

/// <summary>What somebody looks for.</summary>
/// <param name="Typing">The last word may go on.</param>
public sealed record SearchQuestion(string? Text, TicketFilter Filter, string? Cursor = null, int Size = 20, bool Typing = false);

/// <summary>Tickets that were found, best first, and how far was looked.</summary>
/// <param name="Next">Opaque; null at the end.</param>
public sealed record FoundTickets(IReadOnlyList<FoundTicketRow> Items, string? Next)
{
    /// <summary>How many are ranked; capped when older ones were not looked at yet.</summary>
    public required Count Count { get; init; }

    /// <summary>The day back to which tickets were looked through; null when all were.</summary>
    public LocalDate? SearchedBackTo { get; init; }

    /// <summary>The time was over before enough was found; the next page goes on.</summary>
    public bool CutShort { get; init; }

    /// <summary>What was typed, when nothing had it and something else was looked for.</summary>
    public string? InsteadOf { get; init; }

    /// <summary>What was looked for instead.</summary>
    public string? LookedFor { get; init; }

    /// <summary>How long ago all changes were in the index of this node.</summary>
    public required Duration Lag { get; init; }
}

/// <summary>A ticket that was found, and where in it the words stand.</summary>
/// <param name="InNote">The excerpt is from an internal note.</param>
public sealed record FoundTicketRow(string Kind, TicketResource Ticket, IReadOnlyList<ExcerptPart> Title, IReadOnlyList<ExcerptPart> Excerpt, bool InNote);

/// <summary>Where a page ended. Opaque outside.</summary>
/// <param name="Before">The key from which the index went on.</param>
/// <param name="Shown">So many of what it found there were shown.</param>
internal readonly record struct SearchCursor(long? Before, int Shown)
{
    public bool IsFirst => Before is null && Shown == 0;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Before:x}.{Shown:x}");

    /// <exception cref="Invalid">It is none of ours.</exception>
    public static SearchCursor Read(string? text)
    {
        if (string.IsNullOrEmpty(text)) return default;
        if (text.Split('.') is [var before, var shown] && int.TryParse(shown, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var count) && count is >= 0 and <= SearchIndex.Window)
        {
            if (before.Length == 0) return new(null, count);
            if (long.TryParse(before, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var key) && key > 0) return new(key, count);
        }
        throw new Invalid("cursor", "Take the cursor from 'next' of the page before.");
    }
}
