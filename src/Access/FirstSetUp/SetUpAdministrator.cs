using Bridgewatch.Access.People;
using Bridgewatch.Access.Roles;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.FirstSetUp;

/// <summary>Makes the first administrator, who may also do everything a support lead may. Only while nobody can sign in.</summary>
[Requires(RequiresAttribute.Anyone)]
public sealed record SetUpAdministrator(string Email, string Name, string Password) : ICommand<SignInAnswer>;

internal sealed class SetUpAdministratorValidator : AbstractValidator<SetUpAdministrator>
{
    public SetUpAdministratorValidator(IStringLocalizer<AccessTexts> words)
    {
        RuleFor(c => c.Email).Address(words);
        RuleFor(c => c.Name).NotEmpty().WithMessage(_ => words["name.missing"]).MaximumLength(Person.LongestName);
        RuleFor(c => c.Password).GoodPassword(words, c => [c.Email ?? "", c.Name ?? ""]);
    }
}

internal sealed class SetUpAdministratorPreparation(BridgewatchDb db, Passwords passwords, PreparedPassword prepared) : IPrepare<SetUpAdministrator>
{
    public async ValueTask Prepare(SetUpAdministrator command, CancellationToken ct)
    {
        if (await FirstSetUpQueries.IsDone(db, ct)) throw PersonRefusals.AlreadySetUp();
        prepared.Hash = passwords.Hash(command.Password);
    }
}

internal sealed class SetUpAdministratorHandler(BridgewatchDb db, Envelope envelope, PreparedPassword prepared)
    : ICommandHandler<SetUpAdministrator, SignInAnswer>
{
    public async ValueTask<SignInAnswer> Handle(SetUpAdministrator command, CancellationToken ct)
    {
        if (await FirstSetUpQueries.IsDone(db, ct)) throw PersonRefusals.AlreadySetUp();
        if (await db.People.AnyAsync(p => p.EmailKey == Person.KeyOf(command.Email), ct)) throw PersonRefusals.AlreadyHere();
        var handle = await Handles.Free(db, Handles.From(command.Email), ct);
        var person = Person.Found(command.Email, command.Name.Trim(), handle, envelope.At);
        var credential = new Credential { Person = person.Id };
        credential.SetPassword(prepared.Hash, envelope.At);
        db.AddRange(FirstSetUpRow.By(person.Id, envelope.At), person, credential);
        string[] held = [BuiltInRoles.Administrator, BuiltInRoles.SupportLead];
        foreach (var role in await db.Roles.Where(r => held.Contains(r.Code)).ToListAsync(ct))
        {
            db.Add(RoleGrant.Give(person.Id, role, GrantScope.Everything, null, null, envelope.At, Micros.Never));
        }
        return new(person.Id, credential.Stamp, null);
    }
}

/// <summary>Whether there is anybody yet who can sign in. People of a demonstration cannot: they have no password.</summary>
public sealed class FirstSetUpQueries(BridgewatchDb db)
{
    public Task<bool> IsDone(CancellationToken ct) => IsDone(db, ct);

    internal static async Task<bool> IsDone(BridgewatchDb db, CancellationToken ct) =>
        await db.FirstSetUp.AnyAsync(ct)
        || await db.Set<Credential>().AnyAsync(c => c.PasswordHash != null, ct)
        || await db.People.AnyAsync(p => p.State == PersonState.Invited, ct);

    /// <summary>How many of the questions were answered or skipped; null before there is an administrator.</summary>
    public Task<int?> QuestionsSeen(CancellationToken ct) => db.FirstSetUp.Select(s => (int?)s.QuestionsSeen).SingleOrDefaultAsync(ct);
}
