using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Teams;

/// <summary>Tells for each command to which teams its actor belongs.</summary>
internal sealed class TeamFacts : IActorFacts
{
    private readonly Func<BridgewatchDb, PersonId, IAsyncEnumerable<TeamId>> _teams = EF.CompileAsyncQuery((BridgewatchDb db, PersonId person) =>
        from member in db.Set<TeamMember>()
        join team in db.Set<Team>() on member.Team equals team.Id
        where member.Person == person && team.ArchivedAt == null
        select team.Id);

    public async ValueTask<ActorFacts> Of(BridgewatchDb db, PersonId person, CancellationToken ct) => new(await _teams(db, person).ToListAsync(ct), []);
}
