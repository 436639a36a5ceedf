using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Email;

/// <summary>Takes a mail in once more, for instance after its cause of trouble is mended. One that is a message already stays the one it is.</summary>
[Requires(DeskPermissions.ManageSettings)]
public sealed record ReplayMail(MailboxId Mailbox, RawMailId Mail) : ICommand;

/// <summary>Somebody had a mail taken in once more.</summary>
[JournalType("desk.raw-mail.replayed.v1")]
public sealed record MailReplayed(MailboxId Mailbox, RawMailId Mail) : JournalEvent;

internal sealed class ReplayMailHandler(BridgewatchDb db, Actor actor, Journal journal) : ICommandHandler<ReplayMail>
{
    public async ValueTask<Unit> Handle(ReplayMail command, CancellationToken ct)
    {
        actor.MustHold(default);
        var raw = await db.RawMails.SingleOrDefaultAsync(r => r.Id == command.Mail && r.Mailbox == command.Mailbox, ct) ?? throw new NotVisible("mail");
        if (raw.State is RawMailState.Waiting or RawMailState.TakenIn) return default;
        raw.WaitAgain();
        journal.Record(new("mailbox", command.Mailbox.Value), new MailReplayed(command.Mailbox, command.Mail));
        return default;
    }
}

internal static class ReplayMailEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/mailboxes/{id}/mails/{mail}/replay",
        async (MailboxId id, RawMailId mail, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ReplayMail(id, mail), ct);
            return TypedResults.Accepted($"/api/v1/mailboxes/{id}/mails");
        });
}
