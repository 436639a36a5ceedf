using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.SecondFactor;

/// <summary>Takes authenticator and passkeys from somebody who lost them. Whoever has the device is signed out, the person comes in by password.
/// One's own are removed in the account, which takes a code: a found session must not be enough.</summary>
[Requires(AccessPermissions.ManagePeople)]
public sealed record TakeSecondFactor(PersonId Person) : ICommand;

internal sealed class TakeSecondFactorHandler(BridgewatchDb db, Actor actor, Journal journal) : ICommandHandler<TakeSecondFactor>
{
    public async ValueTask<Unit> Handle(TakeSecondFactor command, CancellationToken ct)
    {
        actor.MustHold(default);
        var id = command.Person;
        if (id == actor.PersonOrNone) throw SecondFactorRefusals.YourOwn();
        if (!await db.People.AnyAsync(p => p.Id == id, ct)) throw new NotVisible("person");
        await Administrators.RefuseClimbing(db, actor, id, ct);
        var passkeys = await db.Passkeys.Where(p => p.Person == id).ToListAsync(ct);
        var authenticator = await SecondFactors.Remove(db, id, ct);
        if (!authenticator && passkeys.Count == 0) throw SecondFactorRefusals.NotSetUp();
        db.RemoveRange(passkeys);
        (await db.Credentials.SingleAsync(c => c.Person == id, ct)).EndSessions();
        journal.Record(new("person", id.Value), new SecondFactorTaken(id, authenticator, passkeys.Count));
        return default;
    }
}

internal static class TakeSecondFactorEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/people/{person}/second-factor",
        async (PersonId person, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new TakeSecondFactor(person), ct);
            return TypedResults.NoContent();
        });
}
