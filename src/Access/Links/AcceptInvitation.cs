using Bridgewatch.Access.People;
using Bridgewatch.Access.Providers;
using Bridgewatch.Access.SecondFactor;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;

namespace Bridgewatch.Access.Links;

/// <summary>Sets the first password by the link of an invitation, and lets the person in.</summary>
[Requires(RequiresAttribute.Anyone)]
public sealed record AcceptInvitation(string Link, string Name, string Password) : ICommand<SignInAnswer>;

internal sealed class AcceptInvitationValidator : AbstractValidator<AcceptInvitation>
{
    public AcceptInvitationValidator(IStringLocalizer<AccessTexts> words)
    {
        RuleFor(c => c.Name).NotEmpty().WithMessage(_ => words["name.missing"]).MaximumLength(Person.LongestName);
        RuleFor(c => c.Password).GoodPassword(words, c => [c.Name ?? ""]);
    }
}

internal sealed class AcceptInvitationPreparation(LinkQueries links, PreparedPassword prepared, SignInWays ways, IStringLocalizer<AccessTexts> words)
    : IPrepare<AcceptInvitation>
{
    public async ValueTask Prepare(AcceptInvitation command, CancellationToken ct)
    {
        ways.RefuseWithoutPasswords();
        prepared.Hash = await links.HashFor(command.Link, command.Password, words, ct);
    }
}

internal sealed class AcceptInvitationHandler(LinkQueries links, Envelope envelope, PreparedPassword prepared, SecondFactors factors)
    : ICommandHandler<AcceptInvitation, SignInAnswer>
{
    public async ValueTask<SignInAnswer> Handle(AcceptInvitation command, CancellationToken ct)
    {
        var (person, credential) = await links.Take(command.Link, LinkKind.Invitation, ct);
        person.Accept(command.Name.Trim());
        credential.SetPassword(prepared.Hash, envelope.At);
        if (await factors.OwedBy(person.Id, ct) is { } owed) return new(person.Id, credential.Stamp, null, owed);
        credential.LastSignInAt = envelope.At;
        return new(person.Id, credential.Stamp, null);
    }
}
