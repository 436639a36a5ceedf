using Bridgewatch.Kernel;
using Mediator;

namespace Bridgewatch.Access.Scim;

/// <summary>A directory has a group no longer; the roles that followed from it are taken.</summary>
[Requires(AccessPermissions.Provision)]
public sealed record RemoveDirectoryGroup(DirectoryGroupId Group) : ICommand;

internal sealed class RemoveDirectoryGroupHandler(BridgewatchDb db, DirectoryGroups groups) : ICommandHandler<RemoveDirectoryGroup>
{
    public async ValueTask<Unit> Handle(RemoveDirectoryGroup command, CancellationToken ct)
    {
        var group = await groups.Expect(command.Group, ct);
        await groups.Become(group, new(group.Name, group.ExternalId, []), ct);
        group.Go();
        db.Remove(group);
        return default;
    }
}
