using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Subscriptions;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Scores the unsolved alerts of a service and what stands below it anew, after its subscriptions changed.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record RescoreAlertsOf(ComponentId Service) : ICommand
{
    /// <summary>The kind of due work that sends it: an import of a thousand subscriptions is one reason to count again.</summary>
    public const string Kind = "desk.rescore-alerts";

    internal static DueHandler Handler { get; } = new(Kind, item => new RescoreAlertsOf(new ComponentId(item.Subject)));
}

internal sealed class RescoreAlertsOfHandler(BridgewatchDb db, Envelope envelope, Settings settings, TicketFacts facts) : ICommandHandler<RescoreAlertsOf>
{
    public async ValueTask<Unit> Handle(RescoreAlertsOf command, CancellationToken ct)
    {
        var (impact, patience) = (await settings.Get<ImpactSettings>(ct), await settings.Get<PatienceSettings>(ct));
        var slug = await db.Components.Where(c => c.Id == command.Service).Select(c => c.Slug).SingleAsync(ct);
        var below = slug + "/";
        var components = await db.Components.Where(c => c.Slug == slug || c.Slug.StartsWith(below)).Select(c => (ComponentId?)c.Id).ToListAsync(ct);
        var tickets = await db.Tickets.Include(t => t.Codes)
            .Where(t => !t.IsSolved && t.Type == TicketType.Alert && t.Affected == null && components.Contains(t.Component)).ToListAsync(ct);
        foreach (var ticket in tickets) ticket.Rescore(ImpactScore.Of(await facts.Inputs(ticket, ct), impact), impact.Cuts, patience, envelope.At);
        return default;
    }
}

/// <summary>Keeps the scores of alerts in step with who uses the service.</summary>
internal sealed class RescoreOnSubscriptions(BridgewatchDb db, DueWork due, Envelope envelope)
    : IReactor<SubscriptionAdded>, IReactor<SubscriptionCorrected>, IReactor<SubscriptionEnded>, IReactor<SubscriptionMoved>,
        IReactor<SubscriptionArchived>
{
    public const string Name = "desk.rescore-on-subscriptions";

    public async ValueTask React(SubscriptionAdded fact, Entry entry, CancellationToken ct) =>
        await due.Set(RescoreAlertsOf.Kind, fact.Service.Value, envelope.At, ct);

    public ValueTask React(SubscriptionCorrected fact, Entry entry, CancellationToken ct) => Changed(fact.Subscription, ct);

    public ValueTask React(SubscriptionEnded fact, Entry entry, CancellationToken ct) => Changed(fact.Subscription, ct);

    public ValueTask React(SubscriptionMoved fact, Entry entry, CancellationToken ct) => Changed(fact.Subscription, ct);

    public ValueTask React(SubscriptionArchived fact, Entry entry, CancellationToken ct) => Changed(fact.Subscription, ct);

    private async ValueTask Changed(SubscriptionId id, CancellationToken ct)
    {
        var service = await db.Subscriptions.Where(s => s.Id == id).Select(s => s.Service).SingleAsync(ct);
        await due.Set(RescoreAlertsOf.Kind, service.Value, envelope.At, ct);
    }
}
