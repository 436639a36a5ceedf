using System.Text;
using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Search;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Search;

/// <summary>The words of tickets, for the search index of a node.</summary>
internal sealed class SearchableTickets(BridgewatchDb db) : ISearchable
{
    /// <summary>The kind, as it is asked for.</summary>
    public const string Tickets = "ticket";

    /// <summary>So much of one conversation is found, its beginning.</summary>
    private const int LongestText = 500_000;

    public string Kind => Tickets;

    public async Task<IReadOnlyList<SearchDocument>> Of(IReadOnlyCollection<Guid> subjects, CancellationToken ct)
    {
        var ids = subjects.Select(s => new TicketId(s)).ToList();
        return await Read(db.Tickets.Where(t => ids.Contains(t.Id)).OrderBy(t => t.Number), ct);
    }

    public async Task<IReadOnlyList<SearchDocument>> After(long key, int limit, CancellationToken ct)
    {
        var from = new TicketNumber(key);
        return await Read(db.Tickets.Where(t => t.Number >= from).OrderBy(t => t.Number).Take(limit), ct);
    }

    public Task<long> Count(CancellationToken ct) => db.Tickets.LongCountAsync(ct);

    private async Task<IReadOnlyList<SearchDocument>> Read(IQueryable<Ticket> which, CancellationToken ct)
    {
        var tickets = await which.AsNoTracking().Include(t => t.Codes).Include(t => t.Labels).AsSplitQuery().ToListAsync(ct);
        var ids = tickets.ConvertAll(t => t.Id);
        var messages = (await db.AllMessages.AsNoTracking().Where(m => ids.Contains(m.Ticket) && m.Body != "")
            .Select(m => new { m.Ticket, m.Kind, m.At, m.Body }).ToListAsync(ct)).OrderBy(m => m.At).ToLookup(m => m.Ticket);
        return tickets.ConvertAll(t => Document(
            t, Joined(messages[t.Id].Where(m => m.Kind != MessageKind.Note).Select(m => m.Body)), Joined(messages[t.Id].Where(m => m.Kind == MessageKind.Note).Select(m => m.Body))));
    }

    private static SearchDocument Document(Ticket ticket, string body, string notes)
    {
        // Codes that only notes speak of, or that were given by hand, are not the customer's to find.
        var codes = ErrorCodes.In(ticket.Subject).Concat(ErrorCodes.In(body)).Distinct().ToList();
        var ours = ticket.Codes.Select(c => c.Code).Concat(ErrorCodes.In(notes)).Except(codes).Select(SearchWords.Fused);
        return new(ticket.Number.Value, ticket.Subject, body, string.Join('\n', [notes, .. ours, .. ticket.Labels.Select(l => l.Label)]), codes, TicketMarks.Of(ticket));
    }

    private static string Joined(IEnumerable<string> bodies)
    {
        var text = new StringBuilder();
        foreach (var body in bodies)
        {
            text.AppendLine(body);
            if (text.Length > LongestText) break;
        }
        return text.ToString();
    }
}
