using Bridgewatch.Catalog.Teams;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Queues;

/// <summary>Adds to an actor the queues of their teams.</summary>
internal sealed class QueueFacts : IActorFacts
{
    private readonly Func<BridgewatchDb, PersonId, IAsyncEnumerable<QueueId>> _queues = EF.CompileAsyncQuery((BridgewatchDb db, PersonId person) =>
        from queue in db.Set<Queue>()
        join member in db.Set<TeamMember>() on queue.Team equals (TeamId?)member.Team
        where member.Person == person
        select queue.Id);

    public async ValueTask<ActorFacts> Of(BridgewatchDb db, PersonId person, CancellationToken ct) => new([], await _queues(db, person).ToListAsync(ct));
}
