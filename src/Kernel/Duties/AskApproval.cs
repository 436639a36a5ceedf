using Mediator;
using NodaTime;

namespace Bridgewatch.Kernel.Duties;

/// <summary>Asks for another person's yes. Sent by the command that would need it, within its transaction.</summary>
/// <param name="Title">What is asked, in one line.</param>
/// <param name="Content">Exactly what is approved, in words.</param>
/// <param name="Proposal">What is to be done then, as JSON of the module that asks.</param>
/// <param name="Hash">See <see cref="Approval.HashOf"/>.</param>
/// <param name="Permission">Whoever holds it may decide, everywhere or in the queue.</param>
/// <param name="Afterwards">It is done already, and looked at afterwards.</param>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record AskApproval(
    string Kind, string Title, string Content, string Proposal, string Hash, Subject? Thing, string Permission, QueueId? Queue, Instant Due, bool Afterwards) : ICommand<ApprovalId>;

internal sealed class AskApprovalHandler(BridgewatchDb db, Actor actor, Envelope envelope, DueWork due) : ICommandHandler<AskApproval, ApprovalId>
{
    public async ValueTask<ApprovalId> Handle(AskApproval command, CancellationToken ct)
    {
        var approval = Approval.Ask(command, actor.Person, envelope.Origin, envelope.At);
        db.Add(approval);
        if (approval.Due != Micros.Never) await due.Set(RemindOfApproval.Kind, approval.Id.Value, approval.Due, ct);
        return approval.Id;
    }
}
