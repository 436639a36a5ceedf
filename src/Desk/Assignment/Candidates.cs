using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Access.Roles;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Assignment;

/// <summary>Who could take what waits in a queue: the members of its team, with what they have and can do. A few questions, however many they are.</summary>
internal sealed class Candidates(BridgewatchDb db, IClock clock)
{
    public async Task<IReadOnlyList<Candidate>> Of(Queue queue, CancellationToken ct)
    {
        if (queue.Team is not { } team || !await db.Teams.AnyAsync(t => t.Id == team && t.ArchivedAt == null, ct)) return [];
        var (members, now) = (db.TeamMembers.Where(m => m.Team == team).Select(m => m.Person), clock.GetCurrentInstant());
        var people = await db.People.AsNoTracking().Where(p => members.Contains(p.Id) && p.State == PersonState.Active).Select(p => new { p.Id, p.Name, p.Tier }).ToListAsync(ct);
        if (people.Count == 0) return [];
        // Before what they have is counted: whoever is given something meanwhile by somebody else has another turn then, and that is noticed.
        var turns = await db.PushTurns.AsNoTracking().Where(t => members.Contains(t.Person)).ToDictionaryAsync(t => t.Person, t => t.Turn, ct);
        var open = await db.Tickets.Where(t => t.Assignee != null && !t.IsSolved && t.RankAt < QueueRank.Never && members.Contains(t.Assignee!.Value))
            .GroupBy(t => t.Assignee).Select(g => new { Person = g.Key!.Value, Count = g.Count() }).ToDictionaryAsync(g => g.Person, g => g.Count, ct);
        var away = (await db.Absences.Where(a => a.EndedAt == null && a.From <= now && a.Until > now && members.Contains(a.Person)).Select(a => new { a.Person, a.LastDay }).ToListAsync(ct))
            .GroupBy(a => a.Person).ToDictionary(g => g.Key, g => g.Max(a => a.LastDay));
        var skills = await db.StaffSkills.Where(s => members.Contains(s.Person)).ToDictionaryAsync(s => s.Person, s => s.SkillList, ct);
        var working = await MayWork(queue, members, now, ct);
        return [.. people.Select(p => new Candidate(
            p.Id, p.Name, p.Tier, skills.TryGetValue(p.Id, out var known) ? StaffSkills.Read(known).ToHashSet(StringComparer.OrdinalIgnoreCase) : [],
            away.TryGetValue(p.Id, out var last) ? last : null, working.Contains(p.Id), open.GetValueOrDefault(p.Id), turns.GetValueOrDefault(p.Id)))];
    }

    /// <summary>Those who hold a role here by which they can resolve tickets.</summary>
    private async Task<IReadOnlySet<PersonId>> MayWork(Queue queue, IQueryable<PersonId> members, Instant now, CancellationToken ct)
    {
        var here = queue.Id.Value;
        var held = await db.RoleGrants.Where(g => members.Contains(g.Person) && g.From <= now && g.Until > now
                && (g.Scope == GrantScope.Everything || g.Scope == GrantScope.OwnTeams || (g.Scope == GrantScope.Queue && g.In == here)))
            .Join(db.Set<Role>().Where(r => r.ArchivedAt == null), g => g.Role, r => r.Id, (g, r) => new { g.Person, r.PermissionList }).ToListAsync(ct);
        return held.Where(h => h.PermissionList.Split(' ').Contains(DeskPermissions.ResolveTickets)).Select(h => h.Person).ToHashSet();
    }
}

/// <summary>When the program last gave somebody a ticket, counted over everybody. One who commits a second choice of the same person at the same moment
/// is turned away by it, and chooses again.</summary>
public sealed class PushTurn
{
    public required PersonId Person { get; init; }

    /// <summary>Higher than all before.</summary>
    public long Turn { get; set; }
}
