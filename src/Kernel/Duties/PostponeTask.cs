using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Bridgewatch.Kernel.Duties;

/// <summary>Gives a task another due time, with a reason.</summary>
[Requires(RequiresAttribute.ByContent)]
public sealed record PostponeTask(TaskId Task, Instant Due, string Reason) : ICommand;

internal sealed class PostponeTaskValidator : AbstractValidator<PostponeTask>
{
    public PostponeTaskValidator()
    {
        RuleFor(c => c.Reason).NotEmpty().WithMessage(_ => RuleTexts.Of<KernelTexts>("duty.reason-missing")).MaximumLength(OwedTask.LongestReason);
        RuleFor(c => c.Due).LessThan(Micros.Never).WithMessage(_ => RuleTexts.Of<KernelTexts>("duty.due-past"));
    }
}

internal sealed class PostponeTaskHandler(TaskSight sight, Actor actor, Envelope envelope, DueWork due) : ICommandHandler<PostponeTask>
{
    public async ValueTask<Unit> Handle(PostponeTask command, CancellationToken ct)
    {
        var task = await sight.Expect(command.Task, ct);
        TaskOwners.MustBeAhead(command.Due, envelope.At);
        task.Postpone(command.Due, actor.Person, command.Reason.Trim(), envelope.At);
        await due.Set(RemindOfTask.Kind, task.Id.Value, task.Due, ct);
        return default;
    }
}

internal static class PostponeTaskEndpoint
{
    public sealed record Given(Instant Due, string Reason);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tasks/{task}/due",
        async (TaskId task, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new PostponeTask(task, body.Due, body.Reason), ct);
            return TypedResults.NoContent();
        });
}
