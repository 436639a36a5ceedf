using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Lets a ticket go on in another one of the same customer, who told of the same twice. It can be taken back.</summary>
[Requires(DeskPermissions.ResolveTickets)]
public sealed record MergeTicket(TicketNumber Ticket, TicketNumber Into) : ICommand;

internal sealed class MergeTicketHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, DueWork due) : ICommandHandler<MergeTicket>
{
    public async ValueTask<Unit> Handle(MergeTicket command, CancellationToken ct)
    {
        if (command.Ticket == command.Into) throw new Invalid("into", RuleTexts.Of<DeskTexts>("rule.merge-with-itself"));
        var (ticket, into) = (await db.Tickets.Expect(command.Ticket, actor, ct), await db.Tickets.Expect(command.Into, actor, ct));
        var note = Message.Write(
            ticket.Id, MessageKind.Note, actor.Types(), $"{ticket.Number} → {into.Number}", envelope.At, actor.PersonOrNone, purpose: NotePurpose.Resolution);
        ticket.MergeInto(into, note, actor.PersonOrNone, await settings.Get<PatienceSettings>(ct), envelope.At);
        db.AllMessages.Add(note);
        await due.Set(CloseResolved.Kind, ticket.Id.Value, envelope.At + (await settings.Get<DeskSettings>(ct)).ReopenWindow, ct);
        return default;
    }
}

internal static class MergeTicketEndpoint
{
    public sealed record Given(TicketNumber Into);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tickets/{ticket}/merge",
        async (TicketNumber ticket, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new MergeTicket(ticket, body.Into), ct);
            return TypedResults.NoContent();
        });
}
