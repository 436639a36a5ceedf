using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Kernel.Duties;

/// <summary>Gives the receipt for a task: seen, and meant to be done.</summary>
[Requires(RequiresAttribute.ByContent)]
public sealed record AcceptTask(TaskId Task) : ICommand;

internal sealed class AcceptTaskHandler(TaskSight sight, Actor actor, Envelope envelope) : ICommandHandler<AcceptTask>
{
    public async ValueTask<Unit> Handle(AcceptTask command, CancellationToken ct)
    {
        var task = await sight.Expect(command.Task, ct);
        // A receipt is the owner's own: nobody can have seen it for them.
        if (actor.PersonOrNone != task.Owner) throw new Forbidden(KernelPermissions.GiveTasks);
        task.Accept(task.Owner, envelope.At);
        return default;
    }
}

internal static class AcceptTaskEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/tasks/{task}/receipt", async (TaskId task, Commands commands, CancellationToken ct) =>
    {
        await commands.Send(new AcceptTask(task), ct);
        return TypedResults.NoContent();
    });
}
