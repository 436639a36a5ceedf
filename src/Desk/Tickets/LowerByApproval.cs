using Bridgewatch.Access.People;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Desk.Notifications;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Duties;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Lets a P1 fall, as somebody asked and another person approved. Does nothing when it is none any more.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record LowerByApproval(ApprovalId Approval) : ICommand;

internal sealed class LowerByApprovalHandler(BridgewatchDb db, Envelope envelope, Settings settings, People people) : ICommandHandler<LowerByApproval>
{
    public async ValueTask<Unit> Handle(LowerByApproval command, CancellationToken ct)
    {
        var approval = await db.Set<Approval>().SingleAsync(a => a.Id == command.Approval, ct);
        var id = new TicketId(approval.ThingId!.Value);
        var ticket = await db.Tickets.SingleAsync(t => t.Id == id, ct);
        if (ticket.Priority != Priority.P1) return default;
        var (patience, cuts) = (await settings.Get<PatienceSettings>(ct), (await settings.Get<ImpactSettings>(ct)).Cuts);
        // It is the deed of who asked; that another person agreed is in the approval.
        envelope.Speak(new(ActorKind.Person, approval.Author.Value));
        var why = Message.Write(id, MessageKind.Note, Channel.Form, approval.Content, envelope.At, approval.Author, purpose: NotePurpose.Priority);
        db.AllMessages.Add(why);
        if (KernelJson.Read<LowerTo>(approval.Proposal).Priority is { } to) ticket.Override(to, why, await people.NamedIn(why.Body, ct), approval.Author, patience, envelope.At);
        else ticket.FollowScoreAgain(cuts, why.Id, patience, envelope.At);
        return default;
    }
}

/// <param name="Priority">Null where it is to follow the score again.</param>
internal sealed record LowerTo(Priority? Priority);

/// <summary>A P1 falls only when another person agrees. A small team lowers it at once, and another person looks at it afterwards.</summary>
internal sealed class P1Lowering(BridgewatchDb db, Actor actor, Envelope envelope, ISender sender, SecondPerson second) : IApprovable, IReactor<ApprovalGiven>
{
    public const string Name = "desk.lower-by-approval";

    private const string ThisKind = "desk.lower-p1";

    public string Kind => ThisKind;

    static bool IReactor<ApprovalGiven>.Concerns(ApprovalGiven fact) => fact.Kind == ThisKind;

    /// <summary>Asks another person.</summary>
    /// <param name="to">Null where it is to follow the score again.</param>
    /// <returns>The approval to wait for; null when it is to be done now. Rules ask nobody.</returns>
    /// <exception cref="Refusal">It was asked already.</exception>
    public async Task<ApprovalId?> Ask(Ticket ticket, Priority? to, string reason, CancellationToken ct)
    {
        if (actor.PersonOrNone is null) return null;
        Guid? thing = ticket.Id.Value;
        if (await db.Set<Approval>().AnyAsync(a => a.ThingId == thing && a.Kind == ThisKind && a.State == ApprovalState.Waiting && !a.Afterwards, ct))
            throw TicketRefusals.LoweringIsAsked(ticket);
        var proposal = KernelJson.Write(new LowerTo(to));
        var title = to is { } priority
            ? RuleTexts.Of<DeskTexts>("approval.lower-p1", ticket.Number, priority)
            : RuleTexts.Of<DeskTexts>("approval.lower-p1-score", ticket.Number);
        var content = reason.Length <= Approval.LongestContent ? reason : reason[..Approval.LongestContent];
        var afterwards = await second.ComesAfterwards(ct);
        var approval = await sender.Send(new AskApproval(
            Kind, title, content, proposal, HashOf(ticket, proposal, content), ticket.About, DeskPermissions.OverridePriority, ticket.Queue,
            await second.By(envelope.At, ct), afterwards), ct);
        return afterwards ? null : approval;
    }

    public async Task<string?> HashNow(Approval approval, CancellationToken ct)
    {
        var id = new TicketId(approval.ThingId!.Value);
        var ticket = await db.Tickets.AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct);
        return ticket is { Priority: Priority.P1 } ? HashOf(ticket, approval.Proposal, approval.Content) : null;
    }

    public async ValueTask React(ApprovalGiven fact, Entry entry, CancellationToken ct)
    {
        if (await db.Set<Approval>().AnyAsync(a => a.Id == fact.Approval && !a.Afterwards, ct)) await sender.Send(new LowerByApproval(fact.Approval), ct);
    }

    private static string HashOf(Ticket ticket, string proposal, string reason) => Approval.HashOf(
        ticket.Number.ToString(), Words.Of(ticket.Status == TicketStatus.Closed ? TicketStatus.Closed : TicketStatus.Open), ticket.PriorityOverride?.Reason.ToString(),
        ticket.Component?.ToString(), ticket.Severity?.ToString(), proposal, reason);
}
