using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Scores the unsolved tickets of an organization anew, after its tier or revenue changed.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record RescoreTickets(OrganizationId Organization) : ICommand;

internal sealed class RescoreTicketsHandler(BridgewatchDb db, Envelope envelope, Settings settings, TicketFacts facts) : ICommandHandler<RescoreTickets>
{
    public async ValueTask<Unit> Handle(RescoreTickets command, CancellationToken ct)
    {
        var impact = await settings.Get<ImpactSettings>(ct);
        var patience = await settings.Get<PatienceSettings>(ct);
        var tickets = await db.Tickets.Include(t => t.Codes).Where(t => t.Organization == command.Organization && !t.IsSolved).ToListAsync(ct);
        foreach (var ticket in tickets) ticket.Rescore(ImpactScore.Of(await facts.Inputs(ticket, ct), impact), impact.Cuts, patience, envelope.At);
        return default;
    }
}

/// <summary>Keeps scores in step with what organizations are worth.</summary>
internal sealed class RescoreOnWorth(ISender sender) : IReactor<OrganizationTierChanged>, IReactor<OrganizationRevenueChanged>
{
    public const string Name = "desk.rescore-on-worth";

    public async ValueTask React(OrganizationTierChanged fact, Entry entry, CancellationToken ct) =>
        await sender.Send(new RescoreTickets(fact.Organization), ct);

    public async ValueTask React(OrganizationRevenueChanged fact, Entry entry, CancellationToken ct) =>
        await sender.Send(new RescoreTickets(fact.Organization), ct);
}
