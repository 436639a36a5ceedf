using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Forms;

/// <summary>Deletes a field of which no ticket ever held a value; any other is retired.</summary>
[Requires(DeskPermissions.ManageForms)]
public sealed record DeleteTicketField(TicketFieldId Field) : ICommand;

internal sealed class DeleteTicketFieldHandler(BridgewatchDb db, Actor actor) : ICommandHandler<DeleteTicketField>
{
    public async ValueTask<Unit> Handle(DeleteTicketField command, CancellationToken ct)
    {
        actor.MustHold(default);
        var field = await db.AllTicketFields.SingleOrDefaultAsync(f => f.Id == command.Field, ct) ?? throw new NotVisible("ticket-field");
        if (await db.AllFieldValues.AnyAsync(v => v.Name == field.Key, ct) || await db.AllFieldChanges.AnyAsync(c => c.Name == field.Key, ct)) throw TicketFieldRefusals.InUse(field);
        field.Delete();
        db.Remove(field);
        return default;
    }
}

internal static class DeleteTicketFieldEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/ticket-fields/{field}", async (TicketFieldId field, Commands commands, CancellationToken ct) =>
    {
        await commands.Send(new DeleteTicketField(field), ct);
        return TypedResults.NoContent();
    });
}
