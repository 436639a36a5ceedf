using Bridgewatch.Access;
using Bridgewatch.Access.Accesses;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Triggers;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>What was said on a ticket, and what happened to it.</summary>
public sealed class ConversationQueries(BridgewatchDb db, Actor actor, JournalTypes types, AttachmentQueries attachments, AccessLog log, IClock clock)
{
    /// <summary>Everything that was said, oldest first. Who reads masked sees our words, not the customer's.</summary>
    public async Task<IReadOnlyList<MessageResource>> Messages(TicketNumber number, CancellationToken ct)
    {
        var ticket = await Find(number, ct);
        await Note(ticket, number, ct);
        // A customer sees of what was merged only their own; see PortalQueries.
        var merged = actor.Kind == ActorKind.Contact ? new Dictionary<TicketId, TicketNumber>() : await db.Tickets.WentOnIn(number, ct);
        var messages = db.AllMessages.AsNoTracking();
        if (merged.Count == 0) return await Shown(messages.Where(m => m.Ticket == ticket), merged, ct);
        var others = merged.Keys.ToList();
        // That one was merged is told by the other; the note of it would only say it again.
        return await Shown(messages.Where(m => m.Ticket == ticket
            || (others.Contains(m.Ticket) && !(m.Kind == MessageKind.Note && m.Purpose == NotePurpose.Resolution))), merged, ct);
    }

    /// <exception cref="NotVisible">There is no such ticket for this actor, or no such message on it.</exception>
    public async Task<MessageResource> Message(TicketNumber number, MessageId id, CancellationToken ct)
    {
        var ticket = await Find(number, ct);
        await Note(ticket, number, ct);
        return (await Shown(db.AllMessages.AsNoTracking().Where(m => m.Ticket == ticket && m.Id == id), new Dictionary<TicketId, TicketNumber>(), ct)).SingleOrDefault() ?? throw new NotVisible("message");
    }

    private async Task<IReadOnlyList<MessageResource>> Shown(
        IQueryable<Message> which, IReadOnlyDictionary<TicketId, TicketNumber> merged, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Contact) which = which.ForCustomers(clock.GetCurrentInstant());
        var messages = await which.OrderBy(m => m.At).ThenBy(m => m.Id).ToListAsync(ct);
        var personIds = messages.SelectMany(m => new[] { m.Person, m.Redacted?.By }).OfType<PersonId>().Distinct().ToList();
        var contactIds = messages.Select(m => m.Contact).OfType<ContactId>().Distinct().ToList();
        var people = await db.People.Where(p => personIds.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var contacts = await db.Contacts.Where(c => contactIds.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Name, ct);
        var files = await attachments.Of([.. messages.Select(m => m.Id)], ct);
        var splits = actor.Kind == ActorKind.Contact ? Splits.None : await Splits.Of(messages, db.Tickets.VisibleTo(actor), db, ct);
        return messages.ConvertAll(m => Mask(MessageResource.Of(m, Author(m)) with
        {
            MergedFrom = merged.TryGetValue(m.Ticket, out var from) ? from : null,
            Attachments = [.. files[m.Id]],
            SplitFrom = splits.From(m),
            SplitInto = splits.Into(m),
            Redacted = m.Redacted is { } mark ? new(mark.Reason, people.GetValueOrDefault(mark.By), mark.At) : null,
        }));

        string? Author(Message m) => m.Person is { } person ? people.GetValueOrDefault(person) : m.Contact is { } contact ? contacts.GetValueOrDefault(contact) : null;
    }

    /// <summary>The ticket's journal, oldest first, with names where ids stand for people of ours.</summary>
    public async Task<IReadOnlyList<HistoryLine>> History(TicketNumber number, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Contact) throw new NotVisible("history");
        var ticket = await Find(number, ct);
        var rows = await db.Journal.Where(r => r.SubjectId == ticket.Value).OrderBy(r => r.At).ThenBy(r => r.Seq).ToListAsync(ct);
        var actors = rows.Where(r => r.ActorKind == ActorKind.Person).Select(r => new PersonId(Guid.Parse(r.Actor))).Distinct().ToList();
        var people = await db.People.Where(p => actors.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);
        var triggers = await Triggers(rows, ct);
        return rows.ConvertAll(r => new HistoryLine(
            r.At, r.ActorKind == ActorKind.Person ? people.GetValueOrDefault(new PersonId(Guid.Parse(r.Actor))) : null, r.ActorKind, r.Type,
            types.Read(r.Type, r.Data))
        { Trigger = TriggerOf(r) is { } trigger ? new(trigger, triggers.GetValueOrDefault(trigger)) : null });
    }

    /// <summary>Names of the triggers for which the program acted.</summary>
    private async Task<Dictionary<TriggerId, string>> Triggers(List<JournalRow> rows, CancellationToken ct)
    {
        var ids = rows.Select(TriggerOf).OfType<TriggerId>().Distinct().ToList();
        return ids.Count == 0 ? [] : await db.AllTriggers.Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Name }).ToDictionaryAsync(t => t.Id, t => t.Name, ct);
    }

    private static TriggerId? TriggerOf(JournalRow row) =>
        row.Actor.StartsWith(Caller.TriggerPrefix, StringComparison.Ordinal) && TriggerId.TryParse(row.Actor[Caller.TriggerPrefix.Length..], out var id) ? id : null;

    private ValueTask Note(TicketId ticket, TicketNumber number, CancellationToken ct) =>
        log.Note(AccessKind.Conversation, new("ticket", ticket.Value), number.ToString(), ct);

    private async Task<TicketId> Find(TicketNumber number, CancellationToken ct) => await db.Tickets.VisibleTo(actor)
        .Where(t => t.Number == number).Select(t => (TicketId?)t.Id).SingleOrDefaultAsync(ct) ?? throw actor.Misses();

    private MessageResource Mask(MessageResource message) => message.Kind == MessageKind.Inbound && actor.IsMasked(DeskPermissions.ReadTickets)
        ? message with { Author = Kernel.Mask.Hidden, Body = Kernel.Mask.Hidden }
        : message with { Body = Kernel.Mask.For(actor, DeskPermissions.ReadTickets).Quoting(message.Body) };
}

/// <summary>One thing that happened to a ticket.</summary>
/// <param name="By">The name of one of ours; null for customers, integrations and the program.</param>
/// <param name="Fact">The event; null when erased, or unknown to this version.</param>
public sealed record HistoryLine(Instant At, string? By, ActorKind ActorKind, string Type, [property: System.Text.Json.Serialization.JsonIgnore] JournalEvent? Fact)
{
    /// <summary>The trigger for which the program did it; null for all else.</summary>
    public NamedTrigger? Trigger { get; init; }

    /// <summary>The event as JSON with its own members.</summary>
    public object? Data => Fact;
}

/// <param name="Name">Null for one that is gone.</param>
public sealed record NamedTrigger(TriggerId Id, string? Name);
