using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Seal;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Governance.Seal;

/// <summary>How the seal stands.</summary>
/// <param name="Newest">The last sealed batch; null while nothing is sealed.</param>
/// <param name="Waiting">Entries that the seal has not reached.</param>
/// <param name="WaitingSince">When the oldest of them was written.</param>
/// <param name="Verification">The last check of this node, or the one that goes on.</param>
public sealed record SealResource(
    SignedRoot? Newest, long Waiting, Instant? WaitingSince, AnchorFileResource? File, AnchorMailResource? Mail, VerificationRun? Verification);

/// <param name="Path">On the server.</param>
/// <param name="Batch">The newest batch that this node knows to be in it; null when another node writes it.</param>
public sealed record AnchorFileResource(string Path, long? Batch, Instant? At);

/// <param name="To">Who gets it.</param>
/// <param name="LastAt">When the last one was made; null before the first.</param>
/// <param name="LastState">What became of it.</param>
public sealed record AnchorMailResource(string To, int EveryHours, Instant? LastAt, DeliveryState? LastState);

/// <summary>The seal for those who look after it.</summary>
public sealed class SealQueries(
    BridgewatchDb db, Actor actor, SignedRoots roots, SealStore store, AnchorFile file, Settings settings, VerificationRuns runs)
{
    public async Task<SealResource> Now(CancellationToken ct)
    {
        MustBeAllowed();
        var (waiting, since) = await store.Waiting(ct);
        return new(await roots.Newest(ct), waiting, since,
            file.Path is { } path ? new(path, file.Newest?.Batch, file.Newest?.At) : null, await Mail(ct), runs.Latest);
    }

    /// <summary>Checks the whole journal and waits for the result.</summary>
    public async Task<VerificationRun> Verify(CancellationToken ct)
    {
        MustBeAllowed();
        return await runs.Run().WaitAsync(ct);
    }

    /// <summary>Signed roots of the batches after one, in order.</summary>
    public Task<IReadOnlyList<SignedRoot>> Roots(long after, int size, CancellationToken ct)
    {
        MustBeAllowed();
        return roots.After(after, size, ct);
    }

    private async Task<AnchorMailResource?> Mail(CancellationToken ct)
    {
        var anchors = await settings.Get<Anchors>(ct);
        if (anchors.MailTo.Length == 0) return null;
        var last = await db.Set<Delivery>().AsNoTracking().Where(d => d.SubjectId == Guid.Empty && d.SubjectKind == Anchors.About).OrderByDescending(d => d.CreatedAt).FirstOrDefaultAsync(ct);
        return new(anchors.MailTo, anchors.Every, last?.CreatedAt, last?.State);
    }

    private void MustBeAllowed()
    {
        if (!actor.May(GovernancePermissions.ReadJournal)) throw new Forbidden(GovernancePermissions.ReadJournal);
    }
}
