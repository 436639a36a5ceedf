using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Forms;

/// <summary>Asks for a field no more, or again. Tickets keep what they say in it.</summary>
[Requires(DeskPermissions.ManageForms)]
public sealed record RetireTicketField(TicketFieldId Field, bool BringBack = false) : ICommand;

internal sealed class RetireTicketFieldHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<RetireTicketField>
{
    public async ValueTask<Unit> Handle(RetireTicketField command, CancellationToken ct)
    {
        actor.MustHold(default);
        var field = await db.AllTicketFields.SingleOrDefaultAsync(f => f.Id == command.Field, ct) ?? throw new NotVisible("ticket-field");
        if (command.BringBack) field.BringBack();
        else field.Retire(envelope.At);
        return default;
    }
}

internal static class RetireTicketFieldEndpoint
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPut("/ticket-fields/{field}/retirement", async (TicketFieldId field, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new RetireTicketField(field), ct);
            return TypedResults.NoContent();
        });
        api.MapDelete("/ticket-fields/{field}/retirement", async (TicketFieldId field, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new RetireTicketField(field, BringBack: true), ct);
            return TypedResults.NoContent();
        });
    }
}
