using Bridgewatch.Access.People;
using Bridgewatch.Access.Roles;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Demo;

/// <summary>Adds one of the demonstration's people: at work at once, told of nothing by mail, and without a password, so that nobody can
/// sign in as them before an operator makes a reset link.</summary>
/// <param name="Role">Held everywhere or in the person's teams, as the role usually is; null for one that is granted later.</param>
[Requires(RequiresAttribute.SystemOnly)]
public sealed record AddDemoPerson(string Email, string Name, string? Role, SupportTier? Tier, string Zone) : ICommand<PersonId>;

internal sealed class AddDemoPersonHandler(BridgewatchDb db, Envelope envelope) : ICommandHandler<AddDemoPerson, PersonId>
{
    public async ValueTask<PersonId> Handle(AddDemoPerson command, CancellationToken ct)
    {
        var key = Person.KeyOf(command.Email);
        if (await db.People.SingleOrDefaultAsync(p => p.EmailKey == key, ct) is { } known) return known.Id;
        var person = Person.Invite(
            command.Email, command.Name, await Handles.Free(db, Handles.From(command.Email), ct), command.Tier, command.Zone, envelope.At);
        person.Accept(command.Name);
        person.Change(person.Name, person.Handle, person.Tier, person.Zone, person.Locale, new(OnAssignment: false, OnMention: false, OnReply: false, Digest: false));
        db.AddRange(person, new Credential { Person = person.Id });
        if (command.Role is { } code)
        {
            var role = await db.Roles.SingleAsync(r => r.Code == code, ct);
            db.Add(RoleGrant.Give(person.Id, role, role.Usually, null, null, envelope.At, Micros.Never));
        }
        return person.Id;
    }
}
