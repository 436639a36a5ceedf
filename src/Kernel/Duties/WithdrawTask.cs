using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Kernel.Duties;

/// <summary>Takes back a task that is no longer wanted.</summary>
[Requires(RequiresAttribute.ByContent)]
public sealed record WithdrawTask(TaskId Task, string? Reason = null) : ICommand;

internal sealed class WithdrawTaskValidator : AbstractValidator<WithdrawTask>
{
    public WithdrawTaskValidator() => RuleFor(c => c.Reason).MaximumLength(OwedTask.LongestReason);
}

internal sealed class WithdrawTaskHandler(TaskSight sight, Actor actor, Envelope envelope, DueWork due) : ICommandHandler<WithdrawTask>
{
    public async ValueTask<Unit> Handle(WithdrawTask command, CancellationToken ct)
    {
        var task = await sight.ExpectGiven(command.Task, ct);
        // What another one gave is declined, with a reason, and not made to vanish.
        if (actor.PersonOrNone == task.Owner && task.GivenBy != task.Owner) throw new Forbidden(KernelPermissions.LeadDuties);
        task.Withdraw(actor.PersonOrNone, string.IsNullOrWhiteSpace(command.Reason) ? null : command.Reason.Trim(), envelope.At);
        await due.Cancel(RemindOfTask.Kind, task.Id.Value, ct);
        return default;
    }
}

internal static class WithdrawTaskEndpoint
{
    public sealed record Given(string? Reason = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tasks/{task}/withdrawal",
        async (TaskId task, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new WithdrawTask(task, body.Reason), ct);
            return TypedResults.NoContent();
        });
}
