using Mediator;

namespace Bridgewatch.Kernel.Duties;

/// <summary>What a mailed link can answer.</summary>
public enum MailedDeed { Approve, Reject, Accept, Complete, Decline }

/// <summary>Answers about one duty by a mailed link, as the person to whom it was mailed. The journal tells that it came this way.</summary>
/// <param name="Secret">Of the link.</param>
/// <param name="Words">Why not, or what came of it.</param>
/// <returns>What became of an approval; null for a task.</returns>
[Requires(RequiresAttribute.ByContent)]
public sealed record AnswerByMail(string Secret, MailedDeed Deed, string? Words = null) : ICommand<ApprovalState?>;

internal sealed class AnswerByMailHandler(MailedAnswers answers, Actor actor, ISender sender, Journal journal) : ICommandHandler<AnswerByMail, ApprovalState?>
{
    public async ValueTask<ApprovalState?> Handle(AnswerByMail command, CancellationToken ct)
    {
        var answer = answers.Open(command.Secret);
        if (actor.PersonOrNone != answer.Person) throw MailedRefusals.NotTheirs();
        journal.Record(answer.About, new AnsweredByMail(command.Deed));
        if (answer.Approval is { } approval) return await sender.Send(new DecideApproval(approval, VerdictOf(command.Deed), command.Words), ct);
        await sender.Send(Of(answer.Task!.Value, command), ct);
        return null;
    }

    private static Verdict VerdictOf(MailedDeed deed) => deed switch
    {
        MailedDeed.Approve => Verdict.Approve,
        MailedDeed.Reject => Verdict.Reject,
        _ => throw MailedRefusals.Unreadable(),
    };

    private static ICommand<Unit> Of(TaskId task, AnswerByMail command) => command.Deed switch
    {
        MailedDeed.Accept => new AcceptTask(task),
        MailedDeed.Complete => new CompleteTask(task, command.Words),
        MailedDeed.Decline => new DeclineTask(task, command.Words ?? ""),
        _ => throw MailedRefusals.Unreadable(),
    };
}

/// <summary>What follows in the same transaction was answered by a mailed link, without signing in.</summary>
[JournalType("kernel.duty.answered-by-mail.v1")]
public sealed record AnsweredByMail(MailedDeed Deed) : JournalEvent;
