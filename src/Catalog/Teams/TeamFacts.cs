using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Teams;

/// <summary>Tells for each command to which teams its actor belongs.</summary>
internal sealed class TeamFacts(BridgewatchDb db) : IActorFacts
{
    public async ValueTask<ActorFacts> Of(PersonId person, CancellationToken ct)
    {
        var inUse = db.Teams.Where(t => t.ArchivedAt == null).Select(t => t.Id);
        return new(await db.TeamMembers.Where(m => m.Person == person && inUse.Contains(m.Team)).Select(m => m.Team).ToListAsync(ct), []);
    }
}
