using Bridgewatch.Access.People;
using Bridgewatch.Access.Providers;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Links;

/// <summary>Asks for a link to set a new password. The answer never tells whether the address is known; only its owner gets mail.</summary>
[Requires(RequiresAttribute.Anyone)]
public sealed record RequestReset(string Email) : ICommand;

internal sealed class RequestResetValidator : AbstractValidator<RequestReset>
{
    public RequestResetValidator(IStringLocalizer<AccessTexts> words) =>
        RuleFor(c => c.Email).NotEmpty().WithMessage(_ => words["email.missing"]).MaximumLength(Person.LongestEmail);
}

internal sealed class RequestResetHandler(BridgewatchDb db, LinkMaker links, Settings settings, SignInWays ways, Journal journal) : ICommandHandler<RequestReset>
{
    public async ValueTask<Unit> Handle(RequestReset command, CancellationToken ct)
    {
        ways.RefuseWithoutPasswords();
        var key = Person.KeyOf(command.Email);
        var person = await db.People.SingleOrDefaultAsync(p => p.EmailKey == key && p.State == PersonState.Active, ct);
        // Recorded in either case, so that the answer takes as long in either case.
        journal.Record(new("person", person?.Id.Value ?? Guid.Empty), new ResetAskedFor(person?.Id));
        if (person is null || !(await settings.Get<OutgoingMail>(ct)).IsSetUp) return default;
        await links.Make(LinkKind.Reset, person, show: false, ct);
        return default;
    }
}

/// <summary>Somebody asked for a link to set a new password.</summary>
/// <param name="Person">Null when the address is nobody's.</param>
[JournalType("access.reset.asked-for.v1")]
public sealed record ResetAskedFor(PersonId? Person) : JournalEvent;
