using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Kernel.Duties;

/// <summary>Says that one will not do a task, and why. Who gave it is told.</summary>
[Requires(RequiresAttribute.ByContent)]
public sealed record DeclineTask(TaskId Task, string Reason) : ICommand;

internal sealed class DeclineTaskValidator : AbstractValidator<DeclineTask>
{
    public DeclineTaskValidator() =>
        RuleFor(c => c.Reason).NotEmpty().WithMessage(_ => RuleTexts.Of<KernelTexts>("duty.reason-missing")).MaximumLength(OwedTask.LongestReason);
}

internal sealed class DeclineTaskHandler(TaskSight sight, Actor actor, Envelope envelope, DueWork due) : ICommandHandler<DeclineTask>
{
    public async ValueTask<Unit> Handle(DeclineTask command, CancellationToken ct)
    {
        var task = await sight.Expect(command.Task, ct);
        task.Decline(actor.Person, command.Reason.Trim(), envelope.At);
        await due.Cancel(RemindOfTask.Kind, task.Id.Value, ct);
        return default;
    }
}

internal static class DeclineTaskEndpoint
{
    public sealed record Given(string Reason);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tasks/{task}/refusal",
        async (TaskId task, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new DeclineTask(task, body.Reason), ct);
            return TypedResults.NoContent();
        });
}
