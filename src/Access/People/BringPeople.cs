using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.People;

/// <summary>Brings colleagues along from another system, as authors of what they did there. Who is here by the address already is that one. The others
/// are invited, without a mail and without a role, or have left if they had left there: nobody gets in by an import.</summary>
/// <returns>Their ids and whether they work here, in the order given.</returns>
[Requires(AccessPermissions.ManagePeople)]
public sealed record BringPeople(IReadOnlyList<BroughtPerson> People) : ICommand<IReadOnlyList<PersonId>>, IMendsText;

/// <summary>A colleague as another system states them.</summary>
/// <param name="HasLeft">They could not sign in there any more.</param>
public sealed record BroughtPerson(string Email, string Name, bool HasLeft);

internal sealed class BringPeopleHandler(BridgewatchDb db, Actor actor, Envelope envelope, Settings settings) : ICommandHandler<BringPeople, IReadOnlyList<PersonId>>
{
    public async ValueTask<IReadOnlyList<PersonId>> Handle(BringPeople command, CancellationToken ct)
    {
        actor.MustHold(default);
        var keys = command.People.Select(p => Person.KeyOf(p.Email)).ToList();
        var here = await db.People.Where(p => keys.Contains(p.EmailKey)).ToDictionaryAsync(p => p.EmailKey, ct);
        var zone = (await settings.Get<FirstSetUp.Company>(ct)).Zone;
        var handles = await db.People.Select(p => p.Handle).ToListAsync(ct);
        var taken = handles.ToHashSet();
        var brought = new List<PersonId>();
        foreach (var one in command.People)
        {
            var key = Person.KeyOf(one.Email);
            if (!here.TryGetValue(key, out var person)) here[key] = person = Add(one, zone, taken);
            brought.Add(person.Id);
        }
        return brought;
    }

    private Person Add(BroughtPerson one, string zone, HashSet<string> taken)
    {
        var wanted = Handles.From(one.Email);
        var handle = taken.Contains(wanted) ? Enumerable.Range(2, taken.Count + 1).Select(i => $"{wanted}{i}").First(h => !taken.Contains(h)) : wanted;
        taken.Add(handle);
        var name = one.Name.Length is > 0 and <= Person.LongestName ? one.Name : one.Name.Length > 0 ? one.Name[..Person.LongestName] : handle;
        var person = Person.Invite(one.Email, name, handle, null, zone, envelope.At);
        if (one.HasLeft) person.Leave();
        db.Add(person);
        db.Add(new Credential { Person = person.Id });
        return person;
    }
}
