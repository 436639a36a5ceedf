using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Import;

/// <summary>Holds what stands here against what an export says, ticket by ticket, whoever wrote it here and how.</summary>
internal sealed class ImportComparison(BridgewatchDb db)
{
    public async Task<Compared> Compare(string source, IReadOnlyList<BroughtTicket> tickets, CancellationToken ct)
    {
        var numbers = tickets.Select(t => t.Old.Number).ToList();
        var rows = await db.ImportedTickets.AsNoTracking().Where(i => i.Source == source && numbers.Contains(i.Number)).ToDictionaryAsync(i => i.Number, ct);
        var ids = rows.Values.Select(r => r.Ticket).ToList();
        var here = await db.Tickets.AsNoTracking().Include(t => t.Labels).Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, ct);
        var said = (await db.AllMessages.AsNoTracking().Where(m => ids.Contains(m.Ticket)).Select(m => new { m.Ticket, m.At, m.Kind, m.Person, m.Contact }).ToListAsync(ct))
            .ToLookup(m => m.Ticket, m => (m.At, m.Kind, m.Person, m.Contact));
        var files = await db.AllAttachments.AsNoTracking().Where(a => ids.Contains(a.Ticket) && a.Message != null).GroupBy(a => a.Ticket).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);
        var worked = await TicketBringer.WorkedOn(db, ids, ct);
        var compared = new Compared();
        foreach (var one in tickets)
        {
            if (!rows.TryGetValue(one.Old.Number, out var row) || !here.TryGetValue(row.Ticket, out var ticket)) compared.Differs(one, "It is not here.");
            // A newer record of the same ticket was read before.
            else if (one.Old.UpdatedAt >= row.UpdatedAt) Compare(one, row, ticket, [.. said[ticket.Id]], files.GetValueOrDefault(ticket.Id), worked.Contains(ticket.Id.Value), compared);
        }
        return compared;
    }

    private static void Compare(
        BroughtTicket one, ImportedTicket row, Ticket ticket, List<(NodaTime.Instant At, MessageKind Kind, PersonId? Person, ContactId? Contact)> said, int files, bool isWorkedOn, Compared compared)
    {
        compared.Here.Add(one.Old.Number);
        var brought = row.Messages.Split(' ').ToHashSet();
        foreach (var message in one.Messages)
        {
            var found = said.FindIndex(s => s.At == message.Old.At && s.Kind == message.Kind && s.Person == message.Person && s.Contact == message.Contact);
            if (found < 0 || !(brought.Contains(message.Old.Id) || brought.Contains(OldMessages.Description))) compared.Differs(one, $"Message {message.Old.Id} is not here.");
            else compared.Messages++;
            if (found >= 0) said.RemoveAt(found);
        }
        var kept = row.Files.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        foreach (var file in one.Old.Messages.SelectMany(m => m.Files))
            if (kept.Contains(file.Id)) compared.Files++;
            else if (file.Path is null) compared.Missing.Add(new($"ticket {one.Old.Number}", $"The content of file {file.Id} ({file.Name}) does not lie beside the export."));
            else compared.Differs(one, $"File {file.Id} ({file.Name}) was not taken.");
        if (files < kept.Count) compared.Differs(one, $"{kept.Count - files} of its files are not here any more.");
        foreach (var difference in States(one, ticket)) compared.Differs(one, isWorkedOn ? $"{difference} Somebody worked on it here since, and that counts." : difference);
    }

    private static IEnumerable<string> States(BroughtTicket one, Ticket ticket)
    {
        var old = one.Old;
        // What is solved closes here when its time has come, as it does there.
        var isClosedByTime = old.Status == TicketStatus.Resolved && ticket.Status == TicketStatus.Closed;
        if (ticket.Status != old.Status && !isClosedByTime) yield return $"Its status is {Words.Of(old.Status)} there and {Words.Of(ticket.Status)} here.";
        if (ticket.Subject != one.Subject) yield return "Its subject is another.";
        if (ticket.Type != old.Type) yield return $"Its type is {Words.Of(old.Type)} there and {Words.Of(ticket.Type)} here.";
        if (ticket.OpenedAt != old.OpenedAt) yield return "It was opened at another time.";
        if (ticket.Requester != one.Requester) yield return "Another person asked it.";
        if (ticket.Organization != one.Organization) yield return "It belongs to another organization.";
        if (ticket.Queue != one.Queue) yield return "It stands in another queue.";
        if (ticket.Assignee != one.Assignee) yield return "Somebody else has it.";
        if (old.Priority is { } priority && ticket.Priority != priority) yield return $"Its priority is {Words.Of(priority)} there and {Words.Of(ticket.Priority)} here.";
        if (!ticket.Labels.Select(l => l.Label).ToHashSet().SetEquals(one.Labels)) yield return "Its labels are others.";
        if (ticket.Fields.Count != one.Fields.Count || one.Fields.Any(f => !ticket.Fields.TryGetValue(f.Key, out var value) || FieldValue.Text(value) != FieldValue.Text(f.Value))) yield return "Its fields say something else.";
    }
}

/// <summary>What a comparison has found so far.</summary>
internal sealed class Compared
{
    /// <summary>Numbers there of tickets that are here.</summary>
    public HashSet<string> Here { get; } = [];

    public int Messages { get; set; }

    public int Files { get; set; }

    public List<MoveDifference> Differences { get; } = [];

    /// <summary>Files whose content does not lie beside the export.</summary>
    public List<MoveDifference> Missing { get; } = [];

    public void Differs(BroughtTicket ticket, string how) => Differences.Add(new($"ticket {ticket.Old.Number}", how));
}
