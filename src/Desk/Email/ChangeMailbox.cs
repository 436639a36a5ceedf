using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Email;

/// <summary>Changes a mailbox to what is given.</summary>
[Requires(DeskPermissions.ManageSettings)]
public sealed record ChangeMailbox(MailboxId Id, MailboxGiven Mailbox) : ICommand;

internal sealed class ChangeMailboxValidator : AbstractValidator<ChangeMailbox>
{
    public ChangeMailboxValidator() => RuleFor(c => c.Mailbox).Custom(MailboxGivenValidator.Check);
}

internal sealed class ChangeMailboxHandler(BridgewatchDb db, Actor actor, MailboxReading reading) : ICommandHandler<ChangeMailbox>
{
    public async ValueTask<Unit> Handle(ChangeMailbox command, CancellationToken ct)
    {
        actor.MustHold(default);
        var mailbox = await db.ExpectMailbox(command.Id, ct);
        mailbox.Change(command.Mailbox.Name.Trim(), reading.Place(command.Mailbox, mailbox.Place), await reading.Use(command.Mailbox, mailbox.Id, ct));
        return default;
    }
}

internal static class ChangeMailboxEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/mailboxes/{id}", async (MailboxId id, MailboxGiven body, Commands commands, CancellationToken ct) =>
    {
        await commands.Send(new ChangeMailbox(id, body), ct);
        return TypedResults.NoContent();
    });
}
