using Bridgewatch.Catalog;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Queues;

/// <summary>Adds to an actor the queues of their teams.</summary>
internal sealed class QueueFacts(BridgewatchDb db) : IActorFacts
{
    public async ValueTask<ActorFacts> Of(PersonId person, CancellationToken ct)
    {
        var teams = db.TeamMembers.Where(m => m.Person == person).Select(m => (TeamId?)m.Team);
        return new([], await db.Queues.Where(q => teams.Contains(q.Team)).Select(q => q.Id).ToListAsync(ct));
    }
}
