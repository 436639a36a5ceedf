using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Teams;

/// <summary>Who our people are to each other, for what they owe.</summary>
internal sealed class Colleagues(BridgewatchDb db) : IColleagues
{
    public async Task<IReadOnlyDictionary<PersonId, string>> Names(IReadOnlyCollection<PersonId> people, CancellationToken ct) =>
        await db.People.AsNoTracking().Where(p => people.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.Name, ct);

    public async Task<IReadOnlyList<PersonId>> LeadsOf(PersonId person, CancellationToken ct)
    {
        var people = db.People.Where(p => p.State == PersonState.Active);
        return await (
            from member in db.Set<TeamMember>()
            join team in db.Set<Team>() on member.Team equals team.Id
            join lead in people on team.Lead equals (PersonId?)lead.Id
            where member.Person == person && team.ArchivedAt == null && lead.Id != person
            select lead.Id).Distinct().ToListAsync(ct);
    }

    public async Task<IReadOnlyList<PersonId>> LedBy(PersonId lead, CancellationToken ct) => await (
        from team in db.Set<Team>()
        join member in db.Set<TeamMember>() on team.Id equals member.Team
        where team.Lead == lead && team.ArchivedAt == null && member.Person != lead
        select member.Person).Distinct().ToListAsync(ct);
}
