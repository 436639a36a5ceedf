using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Lets the tickets of a merged organization count for the one as which it goes on, some at a time, and scores the open ones anew.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record MoveTickets(OrganizationId From) : ICommand
{
    /// <summary>The kind of due work that sends it; its subject is the merged organization.</summary>
    public const string Kind = "desk.move-tickets";

    internal static DueHandler Handler { get; } = new(Kind, item => new MoveTickets(new OrganizationId(item.Subject)));
}

internal sealed class MoveTicketsHandler(BridgewatchDb db, Envelope envelope, OrganizationMoves moves, DueWork due) : ICommandHandler<MoveTickets>
{
    /// <summary>So few that nobody waits for them, since on SQLite one writer serves everybody.</summary>
    private const int AtOnce = 50;

    /// <summary>Who was opening a ticket at the time of the merge may not have known of it: so long it is looked for more.</summary>
    private static readonly Duration LooksAgainFor = Duration.FromMinutes(5);

    public async ValueTask<Unit> Handle(MoveTickets command, CancellationToken ct)
    {
        var from = await db.Organizations.SingleAsync(o => o.Id == command.From, ct);
        if (from.Merge is not { } merge) return default;
        var tickets = await db.Tickets.Include(t => t.Codes).Where(t => t.Organization == command.From)
            .OrderBy(t => t.OpenedAt).ThenBy(t => t.Number).Take(AtOnce).ToListAsync(ct);
        await moves.Move(tickets, merge.Into, ct);
        if (tickets.Count == AtOnce) await due.Set(MoveTickets.Kind, command.From.Value, envelope.At, ct);
        else if (envelope.At < merge.At + LooksAgainFor) await due.Set(MoveTickets.Kind, command.From.Value, envelope.At + Duration.FromMinutes(1), ct);
        return default;
    }
}

/// <summary>Lets what one person asked for one organization count for another.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record MoveTicketsOf(ContactId Contact, OrganizationId From, OrganizationId To) : ICommand;

internal sealed class MoveTicketsOfHandler(BridgewatchDb db, OrganizationMoves moves) : ICommandHandler<MoveTicketsOf>
{
    public async ValueTask<Unit> Handle(MoveTicketsOf command, CancellationToken ct)
    {
        var tickets = await db.Tickets.Include(t => t.Codes).Where(t => t.Requester == command.Contact && t.Organization == command.From).ToListAsync(ct);
        await moves.Move(tickets, command.To, ct);
        return default;
    }
}

/// <summary>Moves tickets that are loaded to an organization.</summary>
internal sealed class OrganizationMoves(Envelope envelope, Settings settings, TicketFacts facts)
{
    public async Task Move(IReadOnlyList<Ticket> tickets, OrganizationId to, CancellationToken ct)
    {
        var organization = (await facts.Organization(to, ct))!;
        var impact = await settings.Get<ImpactSettings>(ct);
        var patience = await settings.Get<PatienceSettings>(ct);
        foreach (var ticket in tickets)
        {
            ticket.CountFor(to, organization.Region, envelope.At);
            if (!ticket.IsSolved) ticket.Rescore(ImpactScore.Of(await facts.Inputs(ticket, ct), impact), impact.Cuts, patience, envelope.At);
        }
    }
}

/// <summary>Lets tickets follow where organizations are merged, and where people take what they asked along.</summary>
internal sealed class FollowOrganizations(ISender sender, DueWork due, Envelope envelope) : IReactor<OrganizationMerged>, IReactor<ContactMoved>
{
    public const string Name = "desk.follow-organizations";

    public async ValueTask React(OrganizationMerged fact, Entry entry, CancellationToken ct) =>
        await due.Set(MoveTickets.Kind, fact.Organization.Value, envelope.At, ct);

    public async ValueTask React(ContactMoved fact, Entry entry, CancellationToken ct)
    {
        if (fact.WithTickets) await sender.Send(new MoveTicketsOf(fact.Contact, fact.From, fact.To), ct);
    }
}
