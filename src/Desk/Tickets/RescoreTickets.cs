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

/// <summary>Scores unsolved tickets anew, some at a time, after weights or patience changed.</summary>
/// <param name="After">The last ticket that was done; null at the beginning.</param>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record RescoreAll(TicketId? After) : ICommand
{
    /// <summary>The kind of due work that sends it; its subject is the last ticket that was done, or empty.</summary>
    public const string Kind = "desk.rescore-all";

    internal static DueHandler Handler { get; } = new(Kind, item => new RescoreAll(item.Subject == Guid.Empty ? null : new TicketId(item.Subject)));
}

internal sealed class RescoreAllHandler(BridgewatchDb db, Envelope envelope, Settings settings, TicketFacts facts, DueWork due) : ICommandHandler<RescoreAll>
{
    /// <summary>So few that nobody waits for them, since on SQLite one writer serves everybody.</summary>
    private const int AtOnce = 50;

    public async ValueTask<Unit> Handle(RescoreAll command, CancellationToken ct)
    {
        var impact = await settings.Get<ImpactSettings>(ct);
        var patience = await settings.Get<PatienceSettings>(ct);
        var after = command.After is { } last ? await db.Tickets.Where(t => t.Id == last).Select(t => t.Number).SingleOrDefaultAsync(ct) : default;
        var tickets = await db.Tickets.Include(t => t.Codes).Where(t => !t.IsSolved && t.Number > after).OrderBy(t => t.Number).Take(AtOnce).ToListAsync(ct);
        foreach (var ticket in tickets) ticket.Rescore(ImpactScore.Of(await facts.Inputs(ticket, ct), impact), impact.Cuts, patience, envelope.At);
        if (tickets.Count == AtOnce) await due.Set(RescoreAll.Kind, tickets[^1].Id.Value, envelope.At, ct);
        return default;
    }
}

/// <summary>Keeps scores and places in step with the settings they are made by.</summary>
internal sealed class RescoreOnSettings(DueWork due, Envelope envelope) : IReactor<SettingChanged>
{
    public const string Name = "desk.rescore-on-settings";

    private static readonly string[] Made = [Settings.NameOf(typeof(ImpactSettings)), Settings.NameOf(typeof(PatienceSettings))];

    public async ValueTask React(SettingChanged fact, Entry entry, CancellationToken ct)
    {
        if (Made.Contains(fact.Name)) await due.Set(RescoreAll.Kind, Guid.Empty, envelope.At, ct);
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
