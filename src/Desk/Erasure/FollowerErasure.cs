using Bridgewatch.Desk.Following;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Erasure;

/// <summary>What a colleague follows. A follower is a person and a ticket, and nothing else.</summary>
internal sealed class FollowerErasure(BridgewatchDb db) : IErases
{
    public string Store => "desk.followers";

    public IReadOnlyList<string> Tables => ["ticket_follower"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) =>
        subject.Person is null ? 0 : await db.AllFollowers.CountAsync(f => f.Person == subject.Person, ct);

    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) => subject.Person is null ? []
        : [.. await db.AllFollowers.AsNoTracking().Where(f => f.Person == subject.Person && !f.Ended).OrderBy(f => f.Since).Select(f => new { f.Ticket, f.Since }).ToListAsync(ct)];

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct) =>
        subject.Person is null ? 0 : await db.AllFollowers.Where(f => f.Person == subject.Person).ExecuteDeleteAsync(ct);
}
