using Bridgewatch.Catalog;
using Bridgewatch.Catalog.Naming;
using Bridgewatch.Catalog.Teams;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Import;

/// <summary>Makes a team with a queue of a group, or finds the queue that is called so.</summary>
[Requires(DeskPermissions.ManageSettings)]
public sealed record BringGroup(string Source, OldGroup Group) : ICommand<Brought>, IMendsText;

internal sealed class BringGroupHandler(BridgewatchDb db, ISender sender, ImportedThings things) : ICommandHandler<BringGroup, Brought>
{
    public async ValueTask<Brought> Handle(BringGroup command, CancellationToken ct)
    {
        var news = await things.News(command.Source, ImportedKind.Queue, [command.Group], g => g.Id, ct);
        if (news is not [var one]) return new(0, 0, 1);
        var queue = one.Known?.Id ?? (await Find(command.Group, ct))?.Value ?? await Make(command.Group, ct);
        return things.Keep(command.Source, ImportedKind.Queue, news, [queue], 1);
    }

    private async Task<QueueId?> Find(OldGroup group, CancellationToken ct)
    {
        var slug = SlugOf(group);
        return await db.Queues.Where(q => !q.Archived && (q.Slug == slug || q.Name == group.Name)).OrderBy(q => q.Slug).Select(q => (QueueId?)q.Id).FirstOrDefaultAsync(ct);
    }

    private async Task<Guid> Make(OldGroup group, CancellationToken ct)
    {
        var name = Cut(group.Name, Team.LongestName);
        var team = await db.Teams.Where(t => t.Name == name && t.ArchivedAt == null).Select(t => (TeamId?)t.Id).FirstOrDefaultAsync(ct) ?? await sender.Send(new AddTeam(name), ct);
        var slug = SlugOf(group);
        if (await db.Queues.AnyAsync(q => q.Slug == slug, ct)) slug = $"group-{Slug.From(group.Id)}";
        var queue = Queue.Make(Cut(group.Name, Queue.LongestName), slug, team, isDefault: false);
        db.AllQueues.Add(queue);
        return queue.Id.Value;
    }

    private static string SlugOf(OldGroup group) => Slug.From(group.Name) is { Length: > 0 } slug ? slug : $"group-{Slug.From(group.Id)}";

    private static string Cut(string text, int longest) => text.Length <= longest ? text : text[..longest];
}
