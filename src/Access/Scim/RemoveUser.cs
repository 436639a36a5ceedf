using Bridgewatch.Kernel;
using Mediator;

namespace Bridgewatch.Access.Scim;

/// <summary>A directory has somebody no longer: they are off and in none of its groups, and it may tell of them anew later. What they did stays theirs.</summary>
[Requires(AccessPermissions.Provision)]
public sealed record RemoveUser(PersonId Person) : ICommand;

internal sealed class RemoveUserHandler(DirectoryPeople people, DirectoryGroups groups) : ICommandHandler<RemoveUser>
{
    public async ValueTask<Unit> Handle(RemoveUser command, CancellationToken ct)
    {
        var person = await people.Expect(command.Person, ct);
        await people.Leave(person, ct);
        await groups.Lose(person.Id, ct);
        person.BeForgottenByDirectory();
        return default;
    }
}
