using Bridgewatch.Kernel;
using Mediator;

namespace Bridgewatch.Access.Scim;

/// <summary>A directory tells parts of somebody anew. All operations count, or none.</summary>
[Requires(AccessPermissions.Provision)]
public sealed record PatchUser(PersonId Person, IReadOnlyList<ScimOperation> Operations) : ICommand;

internal sealed class PatchUserHandler(DirectoryPeople people) : ICommandHandler<PatchUser>
{
    public async ValueTask<Unit> Handle(PatchUser command, CancellationToken ct)
    {
        var person = await people.Expect(command.Person, ct);
        var before = ScimUser.Of(person);
        var resource = before.Write(person, [], "");
        ScimPatch.Apply(resource, command.Operations);
        await people.Become(person, ScimUser.Read(resource, before), ct);
        return default;
    }
}
