using Bridgewatch.Access.Links;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.People;

/// <summary>Invites a colleague: by mail when mail is set up, otherwise by a link to hand over.</summary>
/// <param name="Name">Null to take it from the address; the person corrects it when accepting.</param>
/// <param name="Handle">For mentions; null to take it from the address.</param>
[Requires(AccessPermissions.ManagePeople)]
public sealed record InvitePerson(string Email, string? Name = null, string? Handle = null, SupportTier? Tier = null, string? Zone = null)
    : ICommand<InvitedPerson>;

/// <param name="Invitation">Its address is null when it went out by mail.</param>
public sealed record InvitedPerson(PersonId Id, string Email, string Name, string Handle, GivenLink Invitation);

internal sealed class InvitePersonValidator : AbstractValidator<InvitePerson>
{
    public InvitePersonValidator(IStringLocalizer<AccessTexts> words)
    {
        RuleFor(c => c.Email).Address(words);
        RuleFor(c => c.Name).MaximumLength(Person.LongestName);
        RuleFor(c => c.Handle).Matches(Handles.Form()).When(c => c.Handle is not null).WithMessage(_ => words["handle.form"]);
        RuleFor(c => c.Zone).Zone(words).When(c => c.Zone is not null);
    }
}

internal sealed class InvitePersonHandler(BridgewatchDb db, Actor actor, Envelope envelope, LinkMaker links, Settings settings)
    : ICommandHandler<InvitePerson, InvitedPerson>
{
    public async ValueTask<InvitedPerson> Handle(InvitePerson command, CancellationToken ct)
    {
        actor.MustHold(default);
        var key = Person.KeyOf(command.Email);
        var person = await db.People.SingleOrDefaultAsync(p => p.EmailKey == key, ct);
        if (person is null)
        {
            var zone = command.Zone ?? (await settings.Get<FirstSetUp.Company>(ct)).Zone;
            person = Person.Invite(command.Email, NameOf(command), await HandleOf(command, ct), command.Tier, zone, envelope.At);
            db.Add(person);
            db.Add(new Credential { Person = person.Id });
        }
        else
        {
            person.ComeBack(command.Tier);
        }
        return new(person.Id, person.Email, person.Name, person.Handle, await links.Make(LinkKind.Invitation, person, show: false, ct));
    }

    private async Task<string> HandleOf(InvitePerson command, CancellationToken ct)
    {
        if (command.Handle is not { } wanted) return await Handles.Free(db, Handles.From(command.Email), ct);
        if (await db.People.AnyAsync(p => p.Handle == wanted, ct)) throw PersonRefusals.HandleTaken(wanted);
        return wanted;
    }

    private static string NameOf(InvitePerson command) =>
        command.Name?.Trim() is { Length: > 0 } name
            ? name
            : System.Globalization.CultureInfo.InvariantCulture.TextInfo.ToTitleCase(command.Email.Split('@')[0].Replace('.', ' ').Replace('_', ' '));
}

internal static class InvitePersonEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/people",
        async (InvitePerson body, Commands commands, Door door, CancellationToken ct) =>
        {
            OnceOnly.Refuse(door);
            var invited = await commands.Send(body, ct);
            return TypedResults.Created($"/api/v1/people/{invited.Id}", invited);
        });
}
