using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Email;

/// <summary>Takes mail of an address in from now on.</summary>
[Requires(DeskPermissions.ManageSettings)]
public sealed record AddMailbox(MailboxGiven Mailbox) : ICommand<AddedMailbox>;

/// <param name="Url">Absolute: where mail may be posted.</param>
/// <param name="Secret">Of whoever posts. Shown now and never again.</param>
public sealed record AddedMailbox(MailboxId Id, string Url, string Secret);

internal sealed class AddMailboxValidator : AbstractValidator<AddMailbox>
{
    public AddMailboxValidator() => RuleFor(c => c.Mailbox).Custom(MailboxGivenValidator.Check);
}

internal sealed class AddMailboxHandler(BridgewatchDb db, Actor actor, Envelope envelope, MailboxReading reading, PublicUrl address) : ICommandHandler<AddMailbox, AddedMailbox>
{
    public async ValueTask<AddedMailbox> Handle(AddMailbox command, CancellationToken ct)
    {
        actor.MustHold(default);
        var (mailbox, secret) = Mailbox.Add(command.Mailbox.Name.Trim(), reading.Place(command.Mailbox, null), await reading.Use(command.Mailbox, null, ct), envelope.At);
        db.Mailboxes.Add(mailbox);
        return new(mailbox.Id, address.Of(mailbox.Path), secret);
    }
}

internal static class AddMailboxEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/mailboxes", async (MailboxGiven body, Commands commands, Door door, CancellationToken ct) =>
    {
        MailboxRules.RefuseKey(door);
        var added = await commands.Send(new AddMailbox(body), ct);
        return TypedResults.Created($"/api/v1/mailboxes/{added.Id}", added);
    });
}
