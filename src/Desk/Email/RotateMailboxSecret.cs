using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Email;

/// <summary>Gives whoever posts mail a new secret; the one before works no more.</summary>
[Requires(DeskPermissions.ManageSettings)]
public sealed record RotateMailboxSecret(MailboxId Id) : ICommand<AddedMailbox>;

internal sealed class RotateMailboxSecretHandler(BridgewatchDb db, Actor actor, PublicUrl address) : ICommandHandler<RotateMailboxSecret, AddedMailbox>
{
    public async ValueTask<AddedMailbox> Handle(RotateMailboxSecret command, CancellationToken ct)
    {
        actor.MustHold(default);
        var mailbox = await db.ExpectMailbox(command.Id, ct);
        return new(mailbox.Id, address.Of(mailbox.Path), mailbox.Rotate());
    }
}

internal static class RotateMailboxSecretEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/mailboxes/{id}/secret", async (MailboxId id, Commands commands, Door door, CancellationToken ct) =>
    {
        MailboxRules.RefuseKey(door);
        return TypedResults.Ok(await commands.Send(new RotateMailboxSecret(id), ct));
    });
}
