using System.Globalization;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.People;

/// <summary>Says anew who somebody is: oneself, or anybody for who may manage people. The tier is not one's own to choose.</summary>
[Requires(RequiresAttribute.SignedIn)]
public sealed record ChangePerson(
    PersonId Person, string Name, string Handle, SupportTier? Tier, string Zone, string Locale, MailPreferences Notifications) : ICommand;

internal sealed class ChangePersonValidator : AbstractValidator<ChangePerson>
{
    public ChangePersonValidator(IStringLocalizer<AccessTexts> words)
    {
        RuleFor(c => c.Name).NotEmpty().WithMessage(_ => words["name.missing"]).MaximumLength(Person.LongestName);
        RuleFor(c => c.Handle).Matches(Handles.Form()).WithMessage(_ => words["handle.form"]);
        RuleFor(c => c.Zone).Zone(words!);
        RuleFor(c => c.Locale).Must(Known).WithMessage(_ => words["locale.unknown"]);
        RuleFor(c => c.Notifications).NotNull();
    }

    private static bool Known(string? locale) =>
        !string.IsNullOrEmpty(locale) && CultureInfo.GetCultures(CultureTypes.AllCultures).Any(c => c.Name.Equals(locale, StringComparison.OrdinalIgnoreCase));
}

internal sealed class ChangePersonHandler(BridgewatchDb db, Actor actor) : ICommandHandler<ChangePerson>
{
    public async ValueTask<Unit> Handle(ChangePerson command, CancellationToken ct)
    {
        var manages = actor.May(AccessPermissions.ManagePeople, default);
        if (!manages && actor.PersonOrNone != command.Person) throw new NotVisible("person");
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == command.Person, ct) ?? throw new NotVisible("person");
        if (!manages && command.Tier != person.Tier) throw new Forbidden(AccessPermissions.ManagePeople);
        if (command.Handle != person.Handle && await db.People.AnyAsync(p => p.Handle == command.Handle, ct)) throw PersonRefusals.HandleTaken(command.Handle);
        person.Change(command.Name.Trim(), command.Handle, command.Tier, command.Zone, command.Locale, command.Notifications);
        return default;
    }
}

internal static class ChangePersonEndpoint
{
    public sealed record Body(string Name, string Handle, string Zone, string Locale, MailPreferences Notifications, SupportTier? Tier = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/people/{person}",
        async (PersonId person, Body body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ChangePerson(person, body.Name, body.Handle, body.Tier, body.Zone, body.Locale, body.Notifications), ct);
            return TypedResults.NoContent();
        });
}
