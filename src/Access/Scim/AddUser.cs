using Bridgewatch.Access.People;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Scim;

/// <summary>A directory tells of somebody new: they are here at once, without a password and without an invitation. Somebody who had left under
/// the address comes back.</summary>
[Requires(AccessPermissions.Provision)]
public sealed record AddUser(ScimUser User) : ICommand<PersonId>;

internal sealed class AddUserHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings, DirectoryPeople people) : ICommandHandler<AddUser, PersonId>
{
    public async ValueTask<PersonId> Handle(AddUser command, CancellationToken ct)
    {
        actor.MustHold(default);
        var (told, key) = (command.User, Person.KeyOf(command.User.Email));
        var person = await db.People.SingleOrDefaultAsync(p => p.EmailKey == key, ct);
        if (person is not null && (person.State != PersonState.Left || person.UserNameKey is not null)) throw ScimRefusals.UserTaken();
        if (person is null)
        {
            var handle = await Handles.Free(db, Handles.From(told.Email), ct);
            person = Person.Join(told.Email, told.Name, handle, (await settings.Get<FirstSetUp.Company>(ct)).Zone, DirectoryPeople.Source, envelope.At);
            db.AddRange(person, new Credential { Person = person.Id });
        }
        await people.Become(person, told, ct);
        return person.Id;
    }
}
