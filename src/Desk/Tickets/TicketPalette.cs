using Bridgewatch.Kernel;
using Bridgewatch.Ui;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Finds tickets by number and by the words of their subject, for the palette.</summary>
internal sealed class TicketPalette(Reads reads, IStringLocalizer<DeskTexts> text) : IPaletteSource
{
    public char? Sign => '#';

    public async Task<IReadOnlyList<PaletteItem>> Find(string words, CancellationToken ct) =>
        [.. (await reads.From((TicketFinder finder, CancellationToken c) => finder.Find(words, c), ct)).Select(t => new PaletteItem(
            $"{t.Number} {t.Subject}", $"/tickets/{t.Number}", "queue", Aside: text[$"status.{t.Status}"]))];
}

/// <summary>A ticket as far as the palette shows it.</summary>
public sealed record FoundTicket(TicketNumber Number, string Subject, TicketStatus Status);

/// <inheritdoc cref="TicketPalette"/>
public sealed class TicketFinder(BridgewatchDb db, Actor actor)
{
    private const int Most = 6;
    private const int MostWords = 6;
    private const int Recent = 1_000;

    /// <param name="words"><c>T-1042</c>, <c>1042</c>, or words, each of which is in the subject. Looked for among the thousand last touched.</param>
    public async Task<IReadOnlyList<FoundTicket>> Find(string words, CancellationToken ct)
    {
        if (!actor.May(DeskPermissions.ReadTickets)) return [];
        var seen = db.Tickets.VisibleTo(actor).AsNoTracking();
        var text = words.Trim();
        if (TicketNumber.TryParse(text, out var number) || TicketNumber.TryParse(TicketNumber.Prefix + text, out number))
        {
            var exact = await seen.Where(t => t.Number == number).Select(t => new { t.Number, t.Subject, t.Requester, t.Status }).ToListAsync(ct);
            if (exact.Count > 0) return exact.ConvertAll(t => new FoundTicket(t.Number, TicketSight.SubjectFor(actor.IsMasked(DeskPermissions.ReadTickets), t.Requester, t.Subject), t.Status));
        }
        if (text.Length < 2) return [];
        // What somebody may not read they may not find by guessing either.
        if (actor.IsMasked(DeskPermissions.ReadTickets)) seen = seen.Where(t => t.Requester == null);
        var recent = seen.OrderByDescending(t => t.UpdatedAt).Take(Recent);
#pragma warning disable CA1304, CA1311, CA1862 // It becomes lower() of the database.
        foreach (var word in text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords))
            recent = recent.Where(t => t.Subject.ToLower().Contains(word));
        return await recent.OrderByDescending(t => t.UpdatedAt).Take(Most).Select(t => new FoundTicket(t.Number, t.Subject, t.Status)).ToListAsync(ct);
#pragma warning restore CA1304, CA1311, CA1862
    }
}
