using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Bridgewatch.Kernel.Duties;

/// <summary>Gives somebody a task, oneself when nobody is named.</summary>
/// <param name="About">What it is about, as people call it: <c>T-1042</c>. Its owner must see it.</param>
[Requires(KernelPermissions.GiveTasks)]
public sealed record GiveTask(string Title, Instant Due, PersonId? Owner = null, string? Details = null, string? About = null) : ICommand<TaskId>;

internal sealed class GiveTaskValidator : AbstractValidator<GiveTask>
{
    public GiveTaskValidator()
    {
        RuleFor(c => c.Title).NotEmpty().WithMessage(_ => RuleTexts.Of<KernelTexts>("duty.title-missing")).MaximumLength(OwedTask.LongestTitle);
        RuleFor(c => c.Details).MaximumLength(OwedTask.LongestDetails);
        RuleFor(c => c.Due).LessThan(Micros.Never).WithMessage(_ => RuleTexts.Of<KernelTexts>("duty.due-past"));
    }
}

internal sealed class GiveTaskHandler(BridgewatchDb db, Actor actor, Envelope envelope, Things things, TaskOwners owners, DueWork due) : ICommandHandler<GiveTask, TaskId>
{
    public async ValueTask<TaskId> Handle(GiveTask command, CancellationToken ct)
    {
        var thing = await things.Find(command.About, actor, ct);
        var owner = command.Owner ?? actor.Person;
        await owners.MustBeAble(owner, command.About, ct);
        TaskOwners.MustBeAhead(command.Due, envelope.At);
        var details = string.IsNullOrWhiteSpace(command.Details) ? null : command.Details.Trim();
        var task = OwedTask.Give(command.Title.Trim(), details, thing, owner, actor.PersonOrNone, command.Due, envelope.Origin, envelope.At);
        db.Add(task);
        await due.Set(RemindOfTask.Kind, task.Id.Value, task.Due, ct);
        return task.Id;
    }
}

internal static class GiveTaskEndpoint
{
    public sealed record Given(string Title, Instant Due, PersonId? Owner = null, string? Details = null, string? About = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/tasks", async (Given body, Commands commands, Reads reads, CancellationToken ct) =>
    {
        var task = await commands.Send(new GiveTask(body.Title, body.Due, body.Owner, body.Details, body.About),
            id => reads.From((TaskQueries q, CancellationToken c) => q.One(id, c), ct), ct);
        return Tagged.Created($"/api/v1/tasks/{task.Id}", task, task.Version);
    });
}

/// <summary>Who can be given a task.</summary>
internal sealed class TaskOwners(IActors actors, Things things)
{
    /// <exception cref="Invalid">They do not work here, or do not see what it is about.</exception>
    public async Task MustBeAble(PersonId owner, string? about, CancellationToken ct)
    {
        try
        {
            var them = await actors.Load(new(ActorKind.Person, owner.Value), ct);
            await things.Find(about, them, ct);
        }
        catch (NotSignedIn)
        {
            throw new Invalid("owner", RuleTexts.Of<KernelTexts>("duty.owner-gone"));
        }
        catch (Invalid)
        {
            throw new Invalid("owner", RuleTexts.Of<KernelTexts>("duty.owner-blind"));
        }
    }

    /// <exception cref="Invalid">The time has passed.</exception>
    public static void MustBeAhead(Instant due, Instant now)
    {
        if (due <= now) throw new Invalid("due", RuleTexts.Of<KernelTexts>("duty.due-past"));
    }
}
