using System.Collections.Frozen;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Email;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Triggers;

/// <summary>A trigger writes to the requester. Its mail says that no person wrote it, and it is no answer to what the customer asked.</summary>
/// <param name="Body">Markdown.</param>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record ReplyByTrigger(TicketNumber Ticket, string Body) : ICommand;

internal sealed class ReplyByTriggerValidator : AbstractValidator<ReplyByTrigger>
{
    public ReplyByTriggerValidator() => RuleFor(c => c.Body).NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("macro.say-something")).MaximumLength(Message.LongestBody);
}

internal sealed class ReplyByTriggerHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, Replies replies) : ICommandHandler<ReplyByTrigger>
{
    /// <summary>Over so long it is counted how much somebody got.</summary>
    private static readonly Duration CountedFor = Duration.FromHours(1);

    /// <summary>Names before the @ behind which nobody reads.</summary>
    private static readonly FrozenSet<string> Machines = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "mailer-daemon", "postmaster", "noreply", "no-reply", "no_reply", "donotreply", "do-not-reply", "do_not_reply", "bounce", "bounces");

    public async ValueTask<Unit> Handle(ReplyByTrigger command, CancellationToken ct)
    {
        var ticket = await db.Tickets.Expect(command.Ticket, actor, ct);
        if (ticket.Requester is not { } requester) throw TriggerRefusals.NobodyAsked();
        await MustBeAPerson(requester, ct);
        await MustNotHaveGotTooMuch(requester, ct);
        var message = Message.Write(ticket.Id, MessageKind.Reply, actor.Types(), command.Body, envelope.At);
        ticket.AnswerByTrigger(message);
        var brand = await db.Brands.Where(b => b.Id == ticket.Brand).Select(b => b.Name).SingleOrDefaultAsync(ct) ?? "";
        await replies.Send(ticket, message, brand, ct, automatic: true);
        db.AllMessages.Add(message);
        return default;
    }

    /// <summary>A mail of ours to ourselves, or to a machine, is answered by a machine.</summary>
    private async Task MustBeAPerson(ContactId requester, CancellationToken ct)
    {
        var addresses = await db.ContactAddresses.Where(a => a.Contact == requester).Select(a => a.Address).ToListAsync(ct);
        if (addresses.Count == 0) return;
        var ours = (await db.Mailboxes.AsNoTracking().Where(m => m.ArchivedAt == null).Select(m => m.Addresses).ToListAsync(ct)).SelectMany(a => a);
        var own = ours.Append((await settings.Get<OutgoingMail>(ct)).FromAddress).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (addresses.Exists(a => own.Contains(a) || Machines.Contains(a.Split('@')[0]))) throw TriggerRefusals.OursOrAMachine();
    }

    /// <summary>The same measure as for what one sender writes to us.</summary>
    private async Task MustNotHaveGotTooMuch(ContactId requester, CancellationToken ct)
    {
        var (since, most) = (envelope.At - CountedFor, (await settings.Get<MailIntakeSettings>(ct)).MostOfSender);
        if (await db.AllTriggerRuns.CountAsync(r => r.WroteTo == requester && r.At > since, ct) >= most) throw TriggerRefusals.WroteTooMuch(most);
    }
}
