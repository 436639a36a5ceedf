using Bridgewatch.Kernel;
using Mediator;

namespace Bridgewatch.Access.Scim;

/// <summary>A directory tells all of somebody anew. Whoever is active no longer is off with this command: sessions, tokens and roles end.</summary>
[Requires(AccessPermissions.Provision)]
public sealed record ReplaceUser(PersonId Person, ScimUser User) : ICommand;

internal sealed class ReplaceUserHandler(DirectoryPeople people) : ICommandHandler<ReplaceUser>
{
    public async ValueTask<Unit> Handle(ReplaceUser command, CancellationToken ct)
    {
        await people.Become(await people.Expect(command.Person, ct), command.User, ct);
        return default;
    }
}
