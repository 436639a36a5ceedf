using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Notifications;

/// <summary>Tells people what concerns them: in the product always, by mail as they prefer. Nobody is told what they did themselves,
/// or of a ticket that they cannot see.</summary>
internal sealed class TellPeople(BridgewatchDb db, Envelope envelope, Deliveries deliveries, NotificationTexts texts, IActors actors)
    : IReactor<TicketAssigned>, IReactor<NoteAdded>, IReactor<CustomerWrote>, IReactor<TicketOpened>, IReactor<TicketResolved>,
      IReactor<TicketDiagnosed>, IReactor<PriorityOverridden>
{
    public const string Name = "desk.tell-people";

    static bool IReactor<NoteAdded>.Concerns(NoteAdded fact) => fact.Mentions.Count > 0;

    static bool IReactor<TicketOpened>.Concerns(TicketOpened fact) => fact.Mentions.Count > 0;

    static bool IReactor<TicketResolved>.Concerns(TicketResolved fact) => fact.Mentions.Count > 0;

    static bool IReactor<TicketDiagnosed>.Concerns(TicketDiagnosed fact) => fact.Mentions.Count > 0;

    static bool IReactor<PriorityOverridden>.Concerns(PriorityOverridden fact) => fact.Mentions.Count > 0;

    public ValueTask React(TicketAssigned fact, Entry entry, CancellationToken ct) =>
        Tell([fact.To], NotificationKind.Assigned, fact.Ticket, entry, ct);

    public ValueTask React(NoteAdded fact, Entry entry, CancellationToken ct) => Mentioned(fact.Mentions, fact.Ticket, entry, ct);

    public ValueTask React(TicketOpened fact, Entry entry, CancellationToken ct) => Mentioned(fact.Mentions, fact.Ticket, entry, ct);

    public ValueTask React(TicketResolved fact, Entry entry, CancellationToken ct) => Mentioned(fact.Mentions, fact.Ticket, entry, ct);

    public ValueTask React(TicketDiagnosed fact, Entry entry, CancellationToken ct) => Mentioned(fact.Mentions, fact.Ticket, entry, ct);

    public ValueTask React(PriorityOverridden fact, Entry entry, CancellationToken ct) => Mentioned(fact.Mentions, fact.Ticket, entry, ct);

    public async ValueTask React(CustomerWrote fact, Entry entry, CancellationToken ct)
    {
        var assignee = await db.Tickets.Where(t => t.Id == fact.Ticket).Select(t => t.Assignee).SingleOrDefaultAsync(ct);
        if (assignee is { } person) await Tell([person], NotificationKind.CustomerWrote, fact.Ticket, entry, ct);
    }

    private ValueTask Mentioned(IReadOnlyList<PersonId> whom, TicketId ticket, Entry entry, CancellationToken ct) =>
        Tell(whom, NotificationKind.Mentioned, ticket, entry, ct);

    private async ValueTask Tell(IEnumerable<PersonId> whom, NotificationKind kind, TicketId ticketId, Entry entry, CancellationToken ct)
    {
        if (entry.Origin is Origin.Demo or Origin.Imported) return;
        PersonId? by = entry.ActorKind == ActorKind.Person && Guid.TryParse(entry.Actor, out var id) ? new PersonId(id) : null;
        var ids = whom.Where(p => p != by).Distinct().ToList();
        if (ids.Count == 0) return;
        var ticket = await db.Tickets.AsNoTracking().SingleAsync(t => t.Id == ticketId, ct);
        var people = await db.People.Where(p => ids.Contains(p.Id) && p.State == PersonState.Active).ToListAsync(ct);
        var author = by is null ? null : await db.People.Where(p => p.Id == by).Select(p => p.Name).SingleOrDefaultAsync(ct);
        foreach (var person in people)
        {
            if (!await Sees(person.Id, ticketId, ct)) continue;
            db.Add(new Notification { Id = NotificationId.New(), Person = person.Id, Kind = kind, Ticket = ticketId, By = by, At = envelope.At });
            if (!Wants(person.Notifications, kind)) continue;
            var (subject, text) = texts.Of(kind, ticket, author, person.Locale);
            deliveries.Mail($"notification:{entry.Seq}:{person.Id}", new("notification", ticketId.Value),
                new(person.Email, person.Name, subject, text, null, $"{ticket.Number}.{entry.Seq}.{person.Id.Value:N}@bridgewatch.invalid", []));
        }
    }

    private async Task<bool> Sees(PersonId person, TicketId ticket, CancellationToken ct)
    {
        var actor = await actors.Load(new(ActorKind.Person, person.Value), ct);
        return await db.Tickets.VisibleTo(actor).AnyAsync(t => t.Id == ticket, ct);
    }

    private static bool Wants(MailPreferences mail, NotificationKind kind) => kind switch
    {
        NotificationKind.Assigned => mail.OnAssignment,
        NotificationKind.Mentioned => mail.OnMention,
        _ => mail.OnReply,
    };
}
