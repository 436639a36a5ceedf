using Bridgewatch.Kernel;
using Mediator;

namespace Bridgewatch.Access.Scim;

/// <summary>A directory tells of a group.</summary>
[Requires(AccessPermissions.Provision)]
public sealed record AddDirectoryGroup(ScimGroup Group) : ICommand<DirectoryGroupId>;

internal sealed class AddDirectoryGroupHandler(BridgewatchDb db, Actor actor, Envelope envelope, DirectoryGroups groups) : ICommandHandler<AddDirectoryGroup, DirectoryGroupId>
{
    public async ValueTask<DirectoryGroupId> Handle(AddDirectoryGroup command, CancellationToken ct)
    {
        actor.MustHold(default);
        var group = DirectoryGroup.Add(command.Group.Name, command.Group.ExternalId, envelope.At);
        await groups.Become(group, command.Group, ct);
        db.Add(group);
        return group.Id;
    }
}
