using Bridgewatch.Kernel;
using Mediator;

namespace Bridgewatch.Access.Scim;

/// <summary>A directory tells all of a group anew, its members too; roles follow.</summary>
[Requires(AccessPermissions.Provision)]
public sealed record ReplaceDirectoryGroup(DirectoryGroupId Group, ScimGroup Told) : ICommand;

internal sealed class ReplaceDirectoryGroupHandler(DirectoryGroups groups) : ICommandHandler<ReplaceDirectoryGroup>
{
    public async ValueTask<Unit> Handle(ReplaceDirectoryGroup command, CancellationToken ct)
    {
        await groups.Become(await groups.Expect(command.Group, ct), command.Told, ct);
        return default;
    }
}
