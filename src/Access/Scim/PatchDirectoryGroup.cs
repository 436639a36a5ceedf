using Bridgewatch.Kernel;
using Mediator;

namespace Bridgewatch.Access.Scim;

/// <summary>A directory tells parts of a group anew: who came and who went, mostly. All operations count, or none.</summary>
[Requires(AccessPermissions.Provision)]
public sealed record PatchDirectoryGroup(DirectoryGroupId Group, IReadOnlyList<ScimOperation> Operations) : ICommand;

internal sealed class PatchDirectoryGroupHandler(DirectoryGroups groups) : ICommandHandler<PatchDirectoryGroup>
{
    public async ValueTask<Unit> Handle(PatchDirectoryGroup command, CancellationToken ct)
    {
        var group = await groups.Expect(command.Group, ct);
        var resource = ScimGroup.Write(group, group.Members.Select(m => (m.Person, "")), "");
        ScimPatch.Apply(resource, command.Operations);
        await groups.Become(group, ScimGroup.Read(resource), ct);
        return default;
    }
}
