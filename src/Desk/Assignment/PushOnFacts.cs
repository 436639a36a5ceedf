using Bridgewatch.Access.People;
using Bridgewatch.Access.Roles;
using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Desk.Assignment;

/// <summary>Has queues looked at again when something waits that did not, or when somebody can take more. It rests while no queue is pushed.</summary>
internal sealed class PushOnFacts(BridgewatchDb db, DueWork due, Envelope envelope, PushMemory memory)
    : IReactor<TicketOpened>, IReactor<TicketAssigned>, IReactor<TicketUnassigned>, IReactor<TicketSent>, IReactor<TicketWoke>, IReactor<TicketSnoozed>, IReactor<StatusChanged>,
      IReactor<TicketResolved>, IReactor<TicketReopened>, IReactor<TicketClosed>, IReactor<MergeUndone>, IReactor<AbsenceEnded>, IReactor<SkillsChanged>, IReactor<TeamJoined>,
      IReactor<RoleGranted>, IReactor<PersonChanged>, IReactor<InvitationAccepted>, IReactor<QueueAssignmentChanged>, IReactor<QueueChanged>, IReactor<CalendarHoursChanged>
{
    public const string Name = "desk.push-on-facts";

    /// <summary>What nobody had before frees nobody.</summary>
    static bool IReactor<TicketAssigned>.Concerns(TicketAssigned fact) => fact.From is not null;

    public ValueTask React(TicketOpened fact, Entry entry, CancellationToken ct) => Look([fact.Queue], ct);

    public ValueTask React(TicketAssigned fact, Entry entry, CancellationToken ct) => Freed(fact.From!.Value, ct);

    public async ValueTask React(TicketUnassigned fact, Entry entry, CancellationToken ct)
    {
        await Ticket(fact.Ticket, ct);
        await Freed(fact.From, ct);
    }

    public ValueTask React(TicketSent fact, Entry entry, CancellationToken ct) => Ticket(fact.Ticket, ct);

    public ValueTask React(TicketWoke fact, Entry entry, CancellationToken ct) => Ticket(fact.Ticket, ct);

    public ValueTask React(TicketSnoozed fact, Entry entry, CancellationToken ct) => Ticket(fact.Ticket, ct);

    public ValueTask React(StatusChanged fact, Entry entry, CancellationToken ct) => Ticket(fact.Ticket, ct);

    public ValueTask React(TicketResolved fact, Entry entry, CancellationToken ct) => Ticket(fact.Ticket, ct);

    public ValueTask React(TicketReopened fact, Entry entry, CancellationToken ct) => Ticket(fact.Ticket, ct);

    public ValueTask React(TicketClosed fact, Entry entry, CancellationToken ct) => Ticket(fact.Ticket, ct);

    public ValueTask React(MergeUndone fact, Entry entry, CancellationToken ct) => Ticket(fact.Ticket, ct);

    public ValueTask React(AbsenceEnded fact, Entry entry, CancellationToken ct) => Freed(fact.Person, ct);

    public ValueTask React(SkillsChanged fact, Entry entry, CancellationToken ct) => Freed(fact.Person, ct);

    public ValueTask React(TeamJoined fact, Entry entry, CancellationToken ct) => Freed(fact.Person, ct);

    public ValueTask React(RoleGranted fact, Entry entry, CancellationToken ct) => Freed(fact.Person, ct);

    public ValueTask React(PersonChanged fact, Entry entry, CancellationToken ct) => Freed(fact.Person, ct);

    public ValueTask React(InvitationAccepted fact, Entry entry, CancellationToken ct) => Freed(fact.Person, ct);

    public ValueTask React(QueueAssignmentChanged fact, Entry entry, CancellationToken ct) => Look([fact.Queue], ct);

    public ValueTask React(QueueChanged fact, Entry entry, CancellationToken ct) => Look([fact.Queue], ct);

    public async ValueTask React(CalendarHoursChanged fact, Entry entry, CancellationToken ct) => await Look((await memory.Pushed(ct)).Keys, ct);

    /// <summary>It waits now, or whoever has it has less to do.</summary>
    private async ValueTask Ticket(TicketId id, CancellationToken ct)
    {
        var ticket = await db.Tickets.Where(t => t.Id == id).Select(t => new { t.Queue, t.Assignee, t.IsSolved }).SingleOrDefaultAsync(ct);
        if (ticket?.Assignee is { } person) await Freed(person, ct);
        else if (ticket is { IsSolved: false }) await Look([ticket.Queue], ct);
    }

    /// <summary>Queues of the person's teams may have something for them.</summary>
    private async ValueTask Freed(PersonId person, CancellationToken ct)
    {
        var pushed = await memory.Pushed(ct);
        if (pushed.Count == 0) return;
        var teams = await db.TeamMembers.Where(m => m.Person == person).Select(m => m.Team).ToListAsync(ct);
        await Look(pushed.Where(p => p.Value is { } team && teams.Contains(team)).Select(p => p.Key), ct);
    }

    private async ValueTask Look(IEnumerable<QueueId> queues, CancellationToken ct)
    {
        var pushed = await memory.Pushed(ct);
        foreach (var queue in queues.Where(pushed.ContainsKey)) await due.Set(PushQueue.Kind, queue.Value, envelope.At, ct);
    }
}

/// <summary>Which queues the program gives out, with their teams, as this node knows it. Read beside the transaction that asks, so that it can be kept.</summary>
internal sealed class PushMemory(IServiceScopeFactory scopes, FactNews news)
{
    private readonly Remembered<int, IReadOnlyDictionary<QueueId, TeamId?>> _queues = new(news, type => type.StartsWith("desk.queue.", StringComparison.Ordinal));

    /// <summary>True where it is known that the program gives out nothing.</summary>
    public bool HasNone => _queues.TryGet(0, out var known) && known.Count == 0;

    public async ValueTask<IReadOnlyDictionary<QueueId, TeamId?>> Pushed(CancellationToken ct)
    {
        if (_queues.TryGet(0, out var known)) return known;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<BridgewatchDb>();
        return (await _queues.Get(0, scope.ServiceProvider.GetRequiredService<Envelope>(), async () =>
            await db.Queues.Where(q => q.Push != PushMode.None && !q.Archived).ToDictionaryAsync(q => q.Id, q => q.Team, ct)))!;
    }
}
