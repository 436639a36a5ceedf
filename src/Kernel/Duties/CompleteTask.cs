using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Kernel.Duties;

/// <summary>Says that a task is done.</summary>
/// <param name="Note">What came of it, where that needs words.</param>
[Requires(RequiresAttribute.ByContent)]
public sealed record CompleteTask(TaskId Task, string? Note = null) : ICommand;

internal sealed class CompleteTaskValidator : AbstractValidator<CompleteTask>
{
    public CompleteTaskValidator() => RuleFor(c => c.Note).MaximumLength(OwedTask.LongestReason);
}

internal sealed class CompleteTaskHandler(TaskSight sight, Actor actor, Envelope envelope, DueWork due) : ICommandHandler<CompleteTask>
{
    public async ValueTask<Unit> Handle(CompleteTask command, CancellationToken ct)
    {
        var task = await sight.Expect(command.Task, ct);
        task.Complete(actor.Person, string.IsNullOrWhiteSpace(command.Note) ? null : command.Note.Trim(), envelope.At);
        await due.Cancel(RemindOfTask.Kind, task.Id.Value, ct);
        return default;
    }
}

internal static class CompleteTaskEndpoint
{
    public sealed record Given(string? Note = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tasks/{task}/completion",
        async (TaskId task, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new CompleteTask(task, body.Note), ct);
            return TypedResults.NoContent();
        });
}
