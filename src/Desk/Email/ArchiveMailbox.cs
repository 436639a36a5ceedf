using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Email;

/// <summary>Takes nothing from a mailbox any more. What came stays.</summary>
[Requires(DeskPermissions.ManageSettings)]
public sealed record ArchiveMailbox(MailboxId Id) : ICommand;

internal sealed class ArchiveMailboxHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<ArchiveMailbox>
{
    public async ValueTask<Unit> Handle(ArchiveMailbox command, CancellationToken ct)
    {
        actor.MustHold(default);
        var mailbox = await db.Mailboxes.SingleOrDefaultAsync(m => m.Id == command.Id, ct) ?? throw new NotVisible("mailbox");
        mailbox.Archive(envelope.At);
        return default;
    }
}

internal static class ArchiveMailboxEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/mailboxes/{id}", async (MailboxId id, Commands commands, CancellationToken ct) =>
    {
        await commands.Send(new ArchiveMailbox(id), ct);
        return TypedResults.NoContent();
    });
}
