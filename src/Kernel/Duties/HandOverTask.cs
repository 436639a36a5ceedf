using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Kernel.Duties;

/// <summary>Makes a task another one's. Who leads its owner may do that as well.</summary>
[Requires(RequiresAttribute.ByContent)]
public sealed record HandOverTask(TaskId Task, PersonId To, string? Reason = null) : ICommand;

internal sealed class HandOverTaskValidator : AbstractValidator<HandOverTask>
{
    public HandOverTaskValidator() => RuleFor(c => c.Reason).MaximumLength(OwedTask.LongestReason);
}

internal sealed class HandOverTaskHandler(TaskSight sight, Actor actor, Envelope envelope, Things things, TaskOwners owners) : ICommandHandler<HandOverTask>
{
    public async ValueTask<Unit> Handle(HandOverTask command, CancellationToken ct)
    {
        var task = await sight.Expect(command.Task, ct);
        var about = await things.Known([(task.ThingKind, task.ThingId)], Actor.System, ct);
        await owners.MustBeAble(command.To, about.Values.SingleOrDefault()?.Name, ct);
        task.HandOver(command.To, actor.Person, string.IsNullOrWhiteSpace(command.Reason) ? null : command.Reason.Trim(), envelope.At);
        return default;
    }
}

internal static class HandOverTaskEndpoint
{
    public sealed record Given(PersonId Owner, string? Reason = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tasks/{task}/owner",
        async (TaskId task, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new HandOverTask(task, body.Owner, body.Reason), ct);
            return TypedResults.NoContent();
        });
}
