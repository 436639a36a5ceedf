using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Kernel.Duties;

/// <param name="Title">What is asked or owed, in one line.</param>
/// <param name="Words">Exactly what is approved, or what helps to do a task.</param>
/// <param name="By">Who asked; null when a rule did.</param>
/// <param name="Afterwards">It was done already, and is looked at.</param>
/// <param name="Accepted">The receipt was given.</param>
public sealed record MailedDuty(bool IsTask, string Title, string? Words, string? By, string To, Instant Due, bool Afterwards, bool Accepted);

/// <summary>The door that a mailed link opens: for one look and one answer, as the person to whom it was mailed, and for nothing else.</summary>
public sealed class MailedDoor(MailedAnswers answers, Door door, Reads reads, Commands commands)
{
    /// <summary>What the link is about. Looking does nothing: scanners of mail follow links.</summary>
    /// <exception cref="Refusal">It cannot be answered any more; why.</exception>
    public ValueTask<MailedDuty> Look(string secret, CancellationToken ct)
    {
        var answer = answers.Open(secret);
        return As(answer.Person, () => reads.From((MailedDuties q, CancellationToken c) => q.Look(answer, c), ct));
    }

    /// <exception cref="Refusal">It cannot be answered any more; why.</exception>
    /// <exception cref="Invalid">A no needs its reason.</exception>
    public async ValueTask Answer(string secret, MailedDeed deed, string? words, CancellationToken ct)
    {
        var answer = answers.Open(secret);
        var state = await As(answer.Person, async () =>
        {
            await reads.From((MailedDuties q, CancellationToken c) => q.Look(answer, c), ct);
            return await commands.Send(new AnswerByMail(secret, deed, words), ct);
        });
        state?.MustCount();
    }

    private async ValueTask<T> As<T>(PersonId person, Func<ValueTask<T>> deed)
    {
        var before = door.Caller;
        door.Caller = new(ActorKind.Person, person.Value);
        try
        {
            return await deed();
        }
        catch (NotSignedIn)
        {
            throw MailedRefusals.PersonLeft();
        }
        catch (Exception exception) when (exception is NotVisible or Forbidden)
        {
            throw MailedRefusals.NotTheirs();
        }
        finally
        {
            door.Caller = before;
        }
    }
}

/// <summary>Looks at what a mailed link is about, as the person to whom it was mailed.</summary>
internal sealed class MailedDuties(BridgewatchDb db, ApprovalSight approvals, IEnumerable<IApprovable> kinds, IColleagues colleagues)
{
    public Task<MailedDuty> Look(MailedAnswer answer, CancellationToken ct) =>
        answer.Approval is { } approval ? Look(approval, answer, ct) : Look(answer.Task!.Value, answer, ct);

    private async Task<MailedDuty> Look(ApprovalId id, MailedAnswer answer, CancellationToken ct)
    {
        var approval = await db.Set<Approval>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, ct) ?? throw MailedRefusals.NotTheirs();
        if (approval.State != ApprovalState.Waiting) throw ApprovalRefusals.Decided(approval.State);
        approval = await approvals.ExpectToDecide(id, ct);
        var stands = approval.Hash == answer.Hash
            && (approval.Afterwards || await kinds.Single(k => k.Kind == approval.Kind).HashNow(approval, ct) == approval.Hash);
        if (!stands) throw ApprovalRefusals.IsVoid();
        var names = await Names(approval.Author, answer.Person, ct);
        return new(false, approval.Title, approval.Content, names.GetValueOrDefault(approval.Author), names.GetValueOrDefault(answer.Person, ""), approval.Due, approval.Afterwards, false);
    }

    private async Task<MailedDuty> Look(TaskId id, MailedAnswer answer, CancellationToken ct)
    {
        var task = await db.Set<OwedTask>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) ?? throw MailedRefusals.NotTheirs();
        if (task.State != TaskState.Open) throw TaskRefusals.AlreadySettled(task.State);
        if (task.Owner != answer.Person) throw MailedRefusals.NotTheirs();
        var names = await Names(task.GivenBy, answer.Person, ct);
        return new(true, task.Title, task.Details, task.GivenBy is { } giver ? names.GetValueOrDefault(giver) : null, names.GetValueOrDefault(answer.Person, ""), task.Due, false, task.Receipt is not null);
    }

    private Task<IReadOnlyDictionary<PersonId, string>> Names(PersonId? by, PersonId to, CancellationToken ct) =>
        colleagues.Names([.. new[] { by, to }.OfType<PersonId>().Distinct()], ct);
}
