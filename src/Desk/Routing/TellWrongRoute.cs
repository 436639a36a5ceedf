using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Routing;

/// <summary>Says that a ticket came to the wrong place. It counts against the rules that sent it there, also when nobody sends it elsewhere.</summary>
[Requires(DeskPermissions.AssignTickets)]
public sealed record TellWrongRoute(TicketNumber Ticket) : ICommand;

internal sealed class TellWrongRouteHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<TellWrongRoute>
{
    public async ValueTask<Unit> Handle(TellWrongRoute command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        var routed = await db.AllRoutedTickets.SingleOrDefaultAsync(r => r.Ticket == ticket.Id, ct);
        // Where no rule applied, one is missing.
        if (routed is null) db.AllRoutedTickets.Add(routed = RoutedTicket.By(ticket, new(), new([], [])));
        if (routed.TellWrong(actor.PersonOrNone, envelope.At)) ticket.TellWrongRoute(envelope.At);
        return default;
    }
}

/// <summary>Keeps when a person first sent a routed ticket elsewhere.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record NoteReroute(TicketId Ticket, Instant At) : ICommand, IBulkCommand;

internal sealed class NoteRerouteHandler(BridgewatchDb db) : ICommandHandler<NoteReroute>
{
    public async ValueTask<Unit> Handle(NoteReroute command, CancellationToken ct)
    {
        var (id, at) = (command.Ticket, command.At);
        await db.AllRoutedTickets.Where(r => r.Ticket == id && r.ReroutedAt == null).ExecuteUpdateAsync(s => s.SetProperty(r => r.ReroutedAt, at), ct);
        return default;
    }
}

/// <summary>Watches where people send what rules had sent elsewhere: queue, tier, component.</summary>
internal sealed class WatchReroutes(BridgewatchDb db, ISender sender) : IReactor<TicketSent>, IReactor<TicketDescribed>, IReactor<TicketDiagnosed>
{
    public const string Name = "desk.watch-reroutes";

    public ValueTask React(TicketSent fact, Entry entry, CancellationToken ct) => Note(fact.Ticket, entry, ct);

    public ValueTask React(TicketDescribed fact, Entry entry, CancellationToken ct) => Described(fact.Ticket, fact.Component, entry, ct);

    public ValueTask React(TicketDiagnosed fact, Entry entry, CancellationToken ct) => Described(fact.Ticket, fact.Component, entry, ct);

    private async ValueTask Described(TicketId ticket, ComponentId? component, Entry entry, CancellationToken ct)
    {
        if (await db.Tickets.AnyAsync(t => t.Id == ticket && t.FirstRoute.Component != component, ct)) await Note(ticket, entry, ct);
    }

    private async ValueTask Note(TicketId ticket, Entry entry, CancellationToken ct)
    {
        if (entry.ActorKind == ActorKind.Person) await sender.Send(new NoteReroute(ticket, entry.At), ct);
    }
}

internal static class TicketRoutingEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/tickets/{ticket}/routing", async (TicketNumber ticket, Reads reads, CancellationToken ct) =>
            TypedResults.Ok(await reads.From((RoutingQueries q, CancellationToken c) => q.Of(ticket, c), ct)));
        api.MapPut("/tickets/{ticket}/routing/wrong", async (TicketNumber ticket, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new TellWrongRoute(ticket), ct);
            return TypedResults.NoContent();
        });
    }
}
