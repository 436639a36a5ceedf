using Bridgewatch.Access.FirstSetUp;
using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Queues;

/// <summary>Gives a queue another name or team, or puts it away. What is left out stays as it is.</summary>
[Requires(DeskPermissions.ManageQueues)]
public sealed record ChangeQueue(string Slug, Given<string> Name = default, Given<TeamId?> Team = default, Given<bool> Archived = default) : ICommand, IBulkCommand;

internal sealed class ChangeQueueValidator : AbstractValidator<ChangeQueue>
{
    public ChangeQueueValidator() => RuleFor(c => c.Name.Value).NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.give-it-a-name")).MaximumLength(Queue.LongestName)
        .OverridePropertyName("Name").When(c => c.Name.IsGiven);
}

internal sealed class ChangeQueueHandler(BridgewatchDb db, Actor actor) : ICommandHandler<ChangeQueue>
{
    public async ValueTask<Unit> Handle(ChangeQueue command, CancellationToken ct)
    {
        var queue = await db.AllQueues.SingleOrDefaultAsync(q => q.Slug == command.Slug, ct) ?? throw new NotVisible("queue");
        actor.MustHold(new(Team: queue.Team, Queue: queue.Id));
        var (team, archived) = (command.Team.Or(queue.Team), command.Archived.Or(queue.Archived));
        if (command.Team.IsGiven && team is { } id && team != queue.Team && !await db.Teams.AnyAsync(t => t.Id == id, ct)) throw new Invalid("team", "There is no such team.");
        if (archived && !queue.Archived && await db.Set<Tickets.Ticket>().AnyAsync(t => t.Queue == queue.Id && !t.IsSolved, ct))
        {
            throw new Refusal("queue-not-empty", $"Tickets still wait in {queue.Name}.", "Send them to another queue first.");
        }
        // Sight goes by the team on the ticket, so that a list needs no join.
        if (queue.Team != team) await db.Set<Tickets.Ticket>().Where(t => t.Queue == queue.Id).ExecuteUpdateAsync(s => s.SetProperty(t => t.Team, team), ct);
        queue.Change(command.Name.Or(queue.Name), team, archived);
        return default;
    }
}

/// <summary>The queue that takes what no other takes exists from the first start on, and a team that works it: who is invited to support joins
/// it, and so sees what comes in.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record EnsureDefaultQueue : ICommand
{
    /// <summary>A look costs a start less than a command that changes nothing.</summary>
    internal static async Task<bool> IsNeeded(BridgewatchDb db, CancellationToken ct) => !await db.Queues.AnyAsync(q => q.IsDefault, ct);
}

internal sealed class EnsureDefaultQueueHandler(BridgewatchDb db, ISender sender) : ICommandHandler<EnsureDefaultQueue>
{
    public async ValueTask<Unit> Handle(EnsureDefaultQueue command, CancellationToken ct)
    {
        if (!await EnsureDefaultQueue.IsNeeded(db, ct)) return default;
        var team = await sender.Send(new AddTeam(IFirstServices.FirstTeam), ct);
        db.AllQueues.Add(Queue.Make(IFirstServices.FirstTeam, "support", team, isDefault: true));
        return default;
    }
}

/// <summary>Queues for pages, and for what an actor sees.</summary>
public sealed class QueueQueries(BridgewatchDb db, Actor actor)
{
    /// <exception cref="NotSignedIn">Nobody is signed in; among us the names of queues are no secret.</exception>
    public async Task<IReadOnlyList<QueueResource>> All(CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        return (await db.Queues.OrderBy(q => q.Slug).ToListAsync(ct)).ConvertAll(QueueResource.Of);
    }

    /// <exception cref="NotVisible">There is no queue of that slug.</exception>
    public async Task<QueueResource> One(string slug, CancellationToken ct)
    {
        if (actor.Kind == ActorKind.Anonymous) throw new NotSignedIn();
        return QueueResource.Of(await db.Queues.SingleOrDefaultAsync(q => q.Slug == slug, ct) ?? throw new NotVisible("queue"));
    }
}
