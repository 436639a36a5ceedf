using System.Globalization;
using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Governance.Practices;

/// <summary>What somebody wishes: that a practice does not apply, or another target for a part of it.</summary>
/// <param name="ReviewOn">Until when it does not apply.</param>
internal sealed record PracticeWish(string Practice, LocalDate? ReviewOn = null, string? Part = null, decimal? Target = null);

/// <summary>What makes a practice look better needs another person's yes. A small team goes ahead, and another person looks at it afterwards: a no
/// then takes it back.</summary>
internal sealed class PracticeWishes(BridgewatchDb db, Envelope envelope, PracticeJudge judge, ISender sender, SecondPerson second)
    : IApprovable, IReactor<ApprovalGiven>, IReactor<ApprovalRefused>
{
    public const string Name = "governance.practice-by-approval";

    internal const string ThisKind = "governance.practice-decision";

    public string Kind => ThisKind;

    static bool IReactor<ApprovalGiven>.Concerns(ApprovalGiven fact) => fact.Kind == ThisKind;

    static bool IReactor<ApprovalRefused>.Concerns(ApprovalRefused fact) => fact.Kind == ThisKind;

    /// <summary>Asks another person.</summary>
    /// <param name="title">What is wished, in one line.</param>
    /// <returns>The approval, and whether it is to be waited for.</returns>
    /// <exception cref="Refusal">Something about the practice is asked already.</exception>
    public async Task<(ApprovalId Approval, bool Waits)> Ask(PracticeStanding standing, PracticeWish wish, string title, string reason, CancellationToken ct)
    {
        Guid? thing = standing.About.Id;
        if (await db.Set<Approval>().AnyAsync(a => a.ThingId == thing && a.Kind == ThisKind && a.State == ApprovalState.Waiting && !a.Afterwards, ct))
            throw PracticeRefusals.IsAsked(standing.Number);
        var proposal = KernelJson.Write(wish);
        var afterwards = await second.ComesAfterwards(ct);
        var approval = await sender.Send(new AskApproval(
            Kind, title, reason, proposal, HashOf(standing, wish, proposal, reason), standing.About, GovernancePermissions.DecidePractices, null,
            await second.By(envelope.At, ct), afterwards), ct);
        return (approval, !afterwards);
    }

    public async Task<string?> HashNow(Approval approval, CancellationToken ct)
    {
        var wish = KernelJson.Read<PracticeWish>(approval.Proposal);
        // Until a day that has passed nothing can be set aside any more.
        if (wish.ReviewOn <= envelope.At.InZone(await judge.Zone(ct)).Date) return null;
        var practice = Practice.By(wish.Practice);
        var standing = await db.PracticeStandings.AsNoTracking().SingleOrDefaultAsync(p => p.Number == practice.Number, ct) ?? PracticeStanding.Of(practice);
        return HashOf(standing, wish, approval.Proposal, approval.Content);
    }

    public async ValueTask React(ApprovalGiven fact, Entry entry, CancellationToken ct) => await sender.Send(new FollowApproval(fact.Approval), ct);

    public async ValueTask React(ApprovalRefused fact, Entry entry, CancellationToken ct) => await sender.Send(new FollowApproval(fact.Approval), ct);

    private static string HashOf(PracticeStanding standing, PracticeWish wish, string proposal, string reason) => Approval.HashOf(
        standing.Number, standing.SetAside?.Approval.ToString(),
        wish.Part is { } part && standing.TargetsInForce().TryGetValue(part, out var target) ? target.ToString(CultureInfo.InvariantCulture) : null, proposal, reason);
}
