using System.Text.Json;
using Bridgewatch.Catalog.Brands;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Import;

/// <summary>Writes tickets of elsewhere through the ticket's own deeds, so that the journal tells the same story as the state.</summary>
internal sealed class TicketBringer(BridgewatchDb db, Envelope envelope, Numbers numbers, Settings settings, TicketFacts facts, DueWork due)
{
    private static readonly JsonElement Nothing = JsonSerializer.SerializeToElement((string?)null);

    public async Task<Brought> Bring(string source, IReadOnlyList<BroughtTicket> tickets, CancellationToken ct)
    {
        var wanted = tickets.Select(t => t.Old.Number).ToList();
        var known = await db.ImportedTickets.AsNoTracking().Where(i => i.Source == source && wanted.Contains(i.Number)).ToDictionaryAsync(i => i.Number, ct);
        var (impact, patience, window) = (await settings.Get<ImpactSettings>(ct), await settings.Get<PatienceSettings>(ct), (await settings.Get<DeskSettings>(ct)).ReopenWindow);
        var opened = 0;
        foreach (var one in tickets.Where(t => !known.ContainsKey(t.Old.Number)).DistinctBy(t => t.Old.Number))
        {
            await Open(source, one, impact, patience, window, ct);
            opened++;
        }
        var changed = tickets.Where(t => known.TryGetValue(t.Old.Number, out var row) && row.IsNews(t.Old)).ToList();
        if (changed.Count > 0) await Continue(source, changed, patience, window, ct);
        return new(opened, changed.Count, tickets.Count - opened - changed.Count);
    }

    private async Task Open(string source, BroughtTicket one, ImpactSettings impact, PatienceSettings patience, Duration window, CancellationToken ct)
    {
        var old = one.Old;
        var organization = await facts.Organization(one.Organization, ct);
        var opening = new Opening(
            one.Subject, old.Type, old.Channel, envelope.Origin, old.OpenedAt, Brand.Default, one.Queue, one.Team, SupportTier.L1,
            new()
            {
                Type = old.Type,
                Tier = organization?.Tier,
                AnnualRevenue = organization?.Revenue?.Amount,
                RevenueCurrency = organization?.Revenue?.Currency,
            },
            [], one.Labels)
        {
            Priority = old.Priority,
            Requester = one.Requester,
            Organization = organization?.Id,
            Region = organization?.Region,
        };
        var first = one.Messages[0];
        Speaks(first);
        var (ticket, message) = Ticket.Open(new(await numbers.Next("ticket", ct)), opening, impact, patience, id => Written(id, first), []);
        ticket.BeganWith(message);
        db.Insert(ticket);
        db.Insert(message);
        TellFiles(ticket, message, first.Files);
        envelope.Speak(Caller.System);
        if (one.Fields.Count > 0)
            foreach (var change in ticket.TellFields(one.Fields, old.OpenedAt)) db.Insert(change);
        if (one.Copies.Count > 0) ticket.CopyTo(one.Copies, old.OpenedAt);
        if (one.Assignee is { } assignee) ticket.Assign(assignee, null, patience, old.OpenedAt);
        var last = message;
        foreach (var said in one.Messages.Skip(1)) last = Tell(ticket, said, last);
        Stand(ticket, one, last, patience);
        envelope.Speak(envelope.Actor.Caller);
        ticket.IsBrought(source, old.Number, Instant.Max(old.UpdatedAt, ticket.UpdatedAt));
        if (ticket.Status == TicketStatus.Resolved)
            db.Insert(new DueItem { Id = DueId.New(), Kind = CloseResolved.Kind, Subject = ticket.Id.Value, NextAt = ClosesAt(ticket, window) });
        db.Insert(new ImportedTicket
        {
            Source = source,
            Number = old.Number,
            Ticket = ticket.Id,
            Mark = old.Mark,
            Stamp = old.Stamp,
            UpdatedAt = old.UpdatedAt,
            Messages = string.Join(' ', one.Messages.Select(m => m.Old.Id)),
            Files = string.Join(' ', one.Messages.SelectMany(m => m.Files).Select(f => f.Old.Id)),
        });
    }

    /// <summary>What was resolved long ago closes only a window after it came, so that its customer can still say that it was not.</summary>
    private Instant ClosesAt(Ticket ticket, Duration window) => Instant.Max(ticket.ResolvedAt!.Value, envelope.At) + window;

    private async Task Continue(string source, List<BroughtTicket> changed, PatienceSettings patience, Duration window, CancellationToken ct)
    {
        var wanted = changed.ConvertAll(t => t.Old.Number);
        var rows = await db.ImportedTickets.Where(i => i.Source == source && wanted.Contains(i.Number)).ToDictionaryAsync(i => i.Number, ct);
        var ids = rows.Values.Select(r => r.Ticket).ToList();
        var tickets = await db.Tickets.Include(t => t.Codes).Include(t => t.Labels).Include(t => t.Copies).Include(t => t.FieldValues).AsSplitQuery()
            .Where(t => ids.Contains(t.Id)).ToDictionaryAsync(t => t.Id, ct);
        var said = (await db.AllMessages.AsNoTracking().Where(m => ids.Contains(m.Ticket)).ToListAsync(ct)).ToLookup(m => m.Ticket);
        var worked = await WorkedOn(db, ids, ct);
        foreach (var one in changed)
        {
            var row = rows[one.Old.Number];
            var ticket = tickets[row.Ticket];
            var last = GoOn(ticket, row, one, [.. said[ticket.Id].OrderBy(m => m.At)]);
            // What somebody does here counts, once they have begun.
            if (!worked.Contains(ticket.Id.Value)) await Follow(ticket, one, last, patience, window, ct);
            envelope.Speak(envelope.Actor.Caller);
            ticket.IsBrought(source, one.Old.Number, Instant.Max(one.Old.UpdatedAt, ticket.UpdatedAt));
            (row.Stamp, row.Mark, row.UpdatedAt) = (one.Old.Stamp, one.Old.Mark ?? row.Mark, one.Old.UpdatedAt);
        }
    }

    /// <summary>Tickets to which somebody did something here; what the program does by itself is not counted.</summary>
    public static async Task<HashSet<Guid>> WorkedOn(BridgewatchDb db, IReadOnlyList<TicketId> tickets, CancellationToken ct)
    {
        var ids = tickets.Select(t => t.Value).ToList();
        return [.. await db.Journal.Where(r => r.SubjectKind == "ticket" && ids.Contains(r.SubjectId) && r.Origin == Origin.Live && r.ActorKind != ActorKind.System).Select(r => r.SubjectId).Distinct().ToListAsync(ct)];
    }

    /// <summary>Tells what was said since, and gives files whose content came later to their messages.</summary>
    /// <returns>What was said last.</returns>
    private Message GoOn(Ticket ticket, ImportedTicket row, BroughtTicket one, List<Message> said)
    {
        var (messages, files) = (row.Messages.Split(' ').ToHashSet(), row.Files.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToHashSet());
        // Of a ticket whose words were not in the export, the first of them stands here already.
        if (messages.Contains(OldMessages.Description)) messages.Add(one.Messages[0].Old.Id);
        var last = said[^1];
        foreach (var message in one.Messages)
        {
            if (messages.Add(message.Old.Id))
            {
                last = Tell(ticket, message, last);
                files.UnionWith(message.Files.Select(f => f.Old.Id));
                continue;
            }
            var late = message.Files.Where(f => files.Add(f.Old.Id)).ToList();
            if (late.Count > 0 && said.Find(m => m.At == message.Old.At) is { } here) TellFiles(ticket, here, late);
        }
        (row.Messages, row.Files) = (string.Join(' ', messages), string.Join(' ', files));
        return last;
    }

    /// <summary>Makes it what it is there by now.</summary>
    private async Task Follow(Ticket ticket, BroughtTicket one, Message last, PatienceSettings patience, Duration window, CancellationToken ct)
    {
        var (old, at) = (one.Old, one.Old.UpdatedAt);
        envelope.Speak(Caller.System);
        ticket.Describe(one.Subject, old.Type, ticket.Component, at);
        var organization = await facts.Organization(one.Organization, ct);
        if (ticket.Status != TicketStatus.Closed && ticket.MergedInto is null)
        {
            if (one.Requester is { } requester) ticket.AskedBy(requester, organization?.Id, organization?.Region, null, discloses: true, at);
            ticket.CopyTo(one.Copies, at);
        }
        if (organization is not null) ticket.CountFor(organization.Id, organization.Region, at);
        ticket.Send(one.Queue, one.Team, ticket.Tier, at);
        if (one.Assignee is { } assignee) ticket.Assign(assignee, null, patience, at);
        else ticket.Unassign(at);
        ticket.Mark(one.Labels.ToList(), [.. ticket.Codes.Select(c => c.Code)], at);
        if (old.Priority is { } priority) ticket.WeighAs(priority, patience, at);
        var fields = ticket.Fields.Keys.Where(k => !one.Fields.ContainsKey(k)).ToDictionary(k => k, _ => Nothing);
        foreach (var (key, value) in one.Fields) fields[key] = value;
        foreach (var change in ticket.TellFields(fields, at)) db.Add(change);
        Stand(ticket, one, last, patience);
        if (ticket is { Status: TicketStatus.Resolved }) await due.Set(CloseResolved.Kind, ticket.Id.Value, ClosesAt(ticket, window), ct);
    }

    private Message Tell(Ticket ticket, BroughtMessage said, Message last)
    {
        Speaks(said);
        var message = Written(ticket.Id, said);
        db.Insert(message);
        ticket.Tell(message);
        TellFiles(ticket, message, said.Files);
        return message.At >= last.At ? message : last;
    }

    private void Stand(Ticket ticket, BroughtTicket one, Message last, PatienceSettings patience)
    {
        var (old, by) = (one.Old, one.Assignee);
        if (by is { } person) envelope.Speak(new(ActorKind.Person, person.Value));
        else envelope.Speak(Caller.System);
        ticket.StandAs(old.Status, last, by, patience, old.Status.IsUnsolved() ? old.UpdatedAt : old.SolvedAt ?? old.UpdatedAt);
    }

    private void TellFiles(Ticket ticket, Message message, IReadOnlyList<BroughtOldFile> files)
    {
        var kept = new List<Attachment>();
        foreach (var file in files)
        {
            var attachment = Attachment.Bring(ticket.Id, message.Person, message.Kind, file.File, message.At);
            attachment.GoesWith(message.Id);
            db.Insert(attachment);
            kept.Add(attachment);
        }
        ticket.TellFiles(message.Id, kept, message.At);
    }

    private static Message Written(TicketId ticket, BroughtMessage said) => Message.Write(
        ticket, said.Kind, said.Old.Channel, OldMessages.Body(said.Old, [.. said.Files.Select(f => (f.Old, f.File))]), said.Old.At, said.Person, said.Contact, mailId: said.Old.MailId);

    private void Speaks(BroughtMessage said) => envelope.Speak(
        said.Person is { } person ? new(ActorKind.Person, person.Value) : said.Contact is { } contact ? new(ActorKind.Contact, contact.Value) : Caller.System);
}
