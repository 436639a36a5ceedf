using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Queues;

/// <summary>Gives a queue another name or team, or puts it away.</summary>
[Requires(DeskPermissions.ManageQueues)]
public sealed record ChangeQueue(string Slug, string Name, TeamId? Team, bool Archived) : ICommand, IBulkCommand;

internal sealed class ChangeQueueValidator : AbstractValidator<ChangeQueue>
{
    public ChangeQueueValidator() => RuleFor(c => c.Name).NotEmpty().WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.give-it-a-name")).MaximumLength(Queue.LongestName);
}

internal sealed class ChangeQueueHandler(BridgewatchDb db, Actor actor) : ICommandHandler<ChangeQueue>
{
    public async ValueTask<Unit> Handle(ChangeQueue command, CancellationToken ct)
    {
        var queue = await db.AllQueues.SingleOrDefaultAsync(q => q.Slug == command.Slug, ct) ?? throw new NotVisible("queue");
        actor.MustHold(new(Team: queue.Team, Queue: queue.Id));
        if (command.Archived && !queue.Archived && await db.Set<Tickets.Ticket>().AnyAsync(t => t.Queue == queue.Id && !t.IsSolved, ct))
        {
            throw new Refusal("queue-not-empty", $"Tickets still wait in {queue.Name}.", "Send them to another queue first.");
        }
        // Sight goes by the team on the ticket, so that a list needs no join.
        if (queue.Team != command.Team)
        {
            await db.Set<Tickets.Ticket>().Where(t => t.Queue == queue.Id).ExecuteUpdateAsync(s => s.SetProperty(t => t.Team, command.Team), ct);
        }
        queue.Change(command.Name, command.Team, command.Archived);
        return default;
    }
}

/// <summary>The queue that takes what no other takes exists from the first start on.</summary>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record EnsureDefaultQueue : ICommand;

internal sealed class EnsureDefaultQueueHandler(BridgewatchDb db) : ICommandHandler<EnsureDefaultQueue>
{
    public async ValueTask<Unit> Handle(EnsureDefaultQueue command, CancellationToken ct)
    {
        if (!await db.Queues.AnyAsync(q => q.IsDefault, ct)) db.AllQueues.Add(Queue.Make("Support", "support", null, isDefault: true));
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
}
