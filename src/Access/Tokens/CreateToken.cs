using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.Tokens;

/// <summary>Makes a token: for oneself, or for anybody for who may manage tokens. A token with scopes cannot make further ones.</summary>
/// <param name="Scopes">Names of permissions, or a module's as <c>desk.*</c>. Null: all that the person may do; an empty list is refused, since it would say the opposite.</param>
/// <param name="ExpiresAt">Null without end.</param>
/// <param name="Person">Null for oneself.</param>
/// <param name="RequestsPerMinute">More are answered with 429; null without limit.</param>
[Requires(RequiresAttribute.SignedIn)]
public sealed record CreateToken(string Name, IReadOnlyList<string>? Scopes = null, Instant? ExpiresAt = null, PersonId? Person = null, int? RequestsPerMinute = null)
    : ICommand<CreatedToken>;

/// <param name="Token">The secret; shown now and never again.</param>
public sealed record CreatedToken(
    ApiTokenId Id, string Name, string Token, IReadOnlyList<string> Scopes, Instant CreatedAt, Instant? ExpiresAt, int? RequestsPerMinute);

internal sealed class CreateTokenValidator : AbstractValidator<CreateToken>
{
    public CreateTokenValidator(IStringLocalizer<AccessTexts> words, Modules modules, IClock clock)
    {
        var known = modules.All.SelectMany(m => m.Permissions).Select(p => p.Name).ToList();
        RuleFor(c => c.Name).NotEmpty().WithMessage(_ => words["token.name-missing"]).MaximumLength(ApiToken.LongestName);
        RuleFor(c => c.ExpiresAt).Must(at => at > clock.GetCurrentInstant()).When(c => c.ExpiresAt is not null).WithMessage(_ => words["token.expired"]);
        RuleFor(c => c.RequestsPerMinute).InclusiveBetween(1, ApiToken.HighestLimit).WithMessage(_ => words["token.limit-form", ApiToken.HighestLimit]);
        RuleFor(c => c.Scopes).Must(scopes => scopes is not []).WithMessage(_ => words["token.scopes-empty"]);
        RuleForEach(c => c.Scopes).Must(scope => scope is not null && !scope.Contains(' ') && known.Exists(p => ApiToken.Lets(scope, p)))
            .WithMessage((_, scope) => words["token.scope-unknown", scope]);
    }
}

internal sealed class CreateTokenHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<CreateToken, CreatedToken>
{
    public async ValueTask<CreatedToken> Handle(CreateToken command, CancellationToken ct)
    {
        var owner = command.Person ?? actor.Person;
        if (owner != actor.PersonOrNone && !actor.May(AccessPermissions.ManageTokens, default)) throw new Forbidden(AccessPermissions.ManageTokens);
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == owner, ct) ?? throw new NotVisible("person");
        if (person.State != PersonState.Active) throw PersonRefusals.NotActive();
        if (owner != actor.PersonOrNone) await Roles.Administrators.RefuseClimbing(db, actor, owner, ct);
        var (token, secret) = ApiToken.Make(owner, command.Name.Trim(), command.Scopes ?? [], command.RequestsPerMinute, envelope.At, command.ExpiresAt ?? Micros.Never);
        db.Add(token);
        return new(token.Id, token.Name, secret, command.Scopes ?? [], token.CreatedAt, command.ExpiresAt, token.RequestsPerMinute);
    }
}

internal static class CreateTokenEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/tokens", async (CreateToken body, Commands commands, Door door, CancellationToken ct) =>
    {
        OnceOnly.Refuse(door);
        var created = await commands.Send(body, ct);
        return TypedResults.Created($"/api/v1/tokens/{created.Id}", created);
    });
}
