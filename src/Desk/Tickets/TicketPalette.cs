using Bridgewatch.Desk.Search;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Search;
using Bridgewatch.Ui;
using Microsoft.Extensions.Localization;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Finds tickets by number and by their words, for the palette.</summary>
internal sealed class TicketPalette(Reads reads, IStringLocalizer<DeskTexts> text) : IPaletteSource
{
    private const int Most = 6;

    public char? Sign => '#';

    public async Task<IReadOnlyList<PaletteItem>> Find(string words, CancellationToken ct)
    {
        if (SearchQuery.Read(words).IsEmpty) return [];
        try
        {
            var found = await reads.From((TicketSearch search, CancellationToken c) => search.Find(new(words, new TicketFilter(), Size: Most, Typing: true), c), ct);
            return [.. found.Items.Select(t => new PaletteItem($"{t.Ticket.Number} {t.Ticket.Subject}", $"/tickets/{t.Ticket.Number}", "queue", Aside: text[$"status.{t.Ticket.Status}"])), .. AllOf(words, found)];
        }
        catch (Exception exception) when (exception is Forbidden or Unavailable)
        {
            return [];
        }
    }

    private IEnumerable<PaletteItem> AllOf(string words, FoundTickets found)
    {
        if (found.Next is not null) yield return new(text["search.all", words], new SearchView(words).Href(), "search", Aside: $"{found.Count.Value}{(found.Count.Capped ? "+" : "")}");
    }
}
