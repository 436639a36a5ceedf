using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Following;
using Bridgewatch.Desk.Sla;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Desk.Triggers;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Notifications;

/// <summary>Tells people what concerns them: in the product always, by mail as they prefer. Nobody is told what they did themselves,
/// or of a ticket that they cannot see.</summary>
internal sealed class TellPeople(BridgewatchDb db, Envelope envelope, Deliveries deliveries, NotificationTexts texts, IActors actors)
    : IReactor<TicketAssigned>, IReactor<NoteAdded>, IReactor<CustomerWrote>, IReactor<TicketOpened>, IReactor<TicketResolved>,
      IReactor<TicketDiagnosed>, IReactor<PriorityOverridden>, IReactor<TicketReplied>, IReactor<TicketReopened>, IReactor<TicketClosed>,
      IReactor<SlaWarned>, IReactor<SlaBreached>, IReactor<TicketEscalated>, IReactor<TriggerTold>
{
    public const string Name = "desk.tell-people";

    /// <summary>In percent of a target; earlier ones stand in the history alone.</summary>
    private const int LastWarning = 90;

    static bool IReactor<NoteAdded>.Concerns(NoteAdded fact) => fact.Mentions.Count > 0;

    static bool IReactor<TicketOpened>.Concerns(TicketOpened fact) => fact.Mentions.Count > 0;

    static bool IReactor<TicketDiagnosed>.Concerns(TicketDiagnosed fact) => fact.Mentions.Count > 0;

    static bool IReactor<TicketEscalated>.Concerns(TicketEscalated fact) => fact.Mentions.Count > 0;

    static bool IReactor<PriorityOverridden>.Concerns(PriorityOverridden fact) => fact.Mentions.Count > 0;

    static bool IReactor<SlaWarned>.Concerns(SlaWarned fact) => fact.Percent >= LastWarning;

    /// <summary>A target that was changed makes many late at once, and whoever changed it knows.</summary>
    static bool IReactor<SlaBreached>.Concerns(SlaBreached fact) => !fact.ByReclassification;

    public ValueTask React(TicketAssigned fact, Entry entry, CancellationToken ct) =>
        Tell([fact.To], NotificationKind.Assigned, fact.Ticket, entry, ct);

    public ValueTask React(NoteAdded fact, Entry entry, CancellationToken ct) => Mentioned(fact.Mentions, fact.Ticket, entry, ct);

    public ValueTask React(TicketOpened fact, Entry entry, CancellationToken ct) => Mentioned(fact.Mentions, fact.Ticket, entry, ct);

    public async ValueTask React(TicketResolved fact, Entry entry, CancellationToken ct)
    {
        await Mentioned(fact.Mentions, fact.Ticket, entry, ct);
        await TellFollowers(fact.Ticket, entry, ct, but: fact.Mentions);
    }

    public ValueTask React(TicketReplied fact, Entry entry, CancellationToken ct) => TellFollowers(fact.Ticket, entry, ct);

    public ValueTask React(TicketReopened fact, Entry entry, CancellationToken ct) => TellFollowers(fact.Ticket, entry, ct);

    public ValueTask React(TicketClosed fact, Entry entry, CancellationToken ct) => TellFollowers(fact.Ticket, entry, ct);

    public ValueTask React(TicketDiagnosed fact, Entry entry, CancellationToken ct) => Mentioned(fact.Mentions, fact.Ticket, entry, ct);

    public ValueTask React(TicketEscalated fact, Entry entry, CancellationToken ct) => Mentioned(fact.Mentions, fact.Ticket, entry, ct);

    public ValueTask React(PriorityOverridden fact, Entry entry, CancellationToken ct) => Mentioned(fact.Mentions, fact.Ticket, entry, ct);

    public async ValueTask React(CustomerWrote fact, Entry entry, CancellationToken ct)
    {
        var assignee = await db.Tickets.Where(t => t.Id == fact.Ticket).Select(t => t.Assignee).SingleOrDefaultAsync(ct);
        if (assignee is { } person) await Tell([person], NotificationKind.CustomerWrote, fact.Ticket, entry, ct);
        await TellFollowers(fact.Ticket, entry, ct, but: assignee is { } told ? [told] : []);
    }

    public ValueTask React(SlaWarned fact, Entry entry, CancellationToken ct) => TellOwner(NotificationKind.DueSoon, fact.Ticket, entry, ct);

    public ValueTask React(SlaBreached fact, Entry entry, CancellationToken ct) => TellOwner(NotificationKind.Late, fact.Ticket, entry, ct);

    public ValueTask React(TriggerTold fact, Entry entry, CancellationToken ct) => Tell(fact.People, NotificationKind.Trigger, fact.Ticket, entry, ct);

    /// <summary>Whoever has it; where nobody has, the lead of its team.</summary>
    private async ValueTask TellOwner(NotificationKind kind, TicketId ticket, Entry entry, CancellationToken ct)
    {
        var teams = db.Teams;
        var owner = await db.Tickets.Where(t => t.Id == ticket).Select(t => t.Assignee ?? teams.Where(m => m.Id == t.Team).Select(m => m.Lead).FirstOrDefault()).SingleOrDefaultAsync(ct);
        if (owner is { } person) await Tell([person], kind, ticket, entry, ct);
    }

    /// <param name="but">Who is told of it otherwise.</param>
    private async ValueTask TellFollowers(TicketId ticket, Entry entry, CancellationToken ct, IReadOnlyList<PersonId>? but = null)
    {
        var followers = await db.AllFollowers.Where(f => f.Ticket == ticket && !f.Ended).Select(f => f.Person).ToListAsync(ct);
        if (followers.Count > 0) await Tell(followers.Except(but ?? []), NotificationKind.Followed, ticket, entry, ct);
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
        NotificationKind.Assigned or NotificationKind.DueSoon or NotificationKind.Late or NotificationKind.Trigger => mail.OnAssignment,
        NotificationKind.Mentioned => mail.OnMention,
        _ => mail.OnReply,
    };
}
