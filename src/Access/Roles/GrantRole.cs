using Bridgewatch.Access.People;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Access.Roles;

/// <summary>Lets a person hold a role somewhere.</summary>
/// <param name="Role">Its code.</param>
/// <param name="Scope">Null for the scope in which the role is usually held.</param>
/// <param name="In">The organization, queue or brand, when the scope is one.</param>
/// <param name="From">Null for now.</param>
/// <param name="Until">Null without end; roles for a time need one.</param>
[Requires(AccessPermissions.ManageRoles)]
public sealed record GrantRole(
    PersonId Person, string Role, GrantScope? Scope = null, Guid? In = null, string? Region = null, Instant? From = null, Instant? Until = null)
    : ICommand<GrantResource>;

internal sealed class GrantRoleValidator : AbstractValidator<GrantRole>
{
    public GrantRoleValidator(IStringLocalizer<AccessTexts> words)
    {
        RuleFor(c => c.Role).NotEmpty().WithMessage(_ => words["role.missing"]);
        RuleFor(c => c.In).NotNull().When(c => c.Scope is GrantScope.Organization or GrantScope.Queue or GrantScope.Brand)
            .WithMessage(_ => words["grant.in-missing"]);
        RuleFor(c => c.In).Null().When(c => c.Scope is not (null or GrantScope.Organization or GrantScope.Queue or GrantScope.Brand))
            .WithMessage(_ => words["grant.in-superfluous"]);
        RuleFor(c => c.Region).NotEmpty().When(c => c.Scope is GrantScope.Region).WithMessage(_ => words["grant.region-missing"]).MaximumLength(60);
        RuleFor(c => c.Region).Empty().When(c => c.Scope is not (null or GrantScope.Region)).WithMessage(_ => words["grant.region-superfluous"]);
        RuleFor(c => c.Until).GreaterThan(c => c.From).When(c => c is { From: not null, Until: not null }).WithMessage(_ => words["grant.until-before"]);
    }
}

/// <summary>Whether role and place are there.</summary>
internal sealed class GrantRoleLookUp(BridgewatchDb db, IEnumerable<IPlaceNames> places, IStringLocalizer<AccessTexts> words) : ILookUp<GrantRole>
{
    public async ValueTask Look(GrantRole command, FieldFindings findings, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(command.Role)) return;
        var roles = await db.Roles.AsNoTracking().Where(r => r.ArchivedAt == null).ToListAsync(ct);
        if (roles.Find(r => r.Code == command.Role) is not { } role) findings.Add("role", words["role.unknown", string.Join(", ", roles.Select(r => r.Code).Order())]);
        else if (command.In is { } place && !await Exists(command.Scope ?? role.Usually, place, ct)) findings.Add("in", words["grant.in-unknown"]);
    }

    private async Task<bool> Exists(GrantScope scope, Guid place, CancellationToken ct)
    {
        foreach (var names in places)
        {
            if (await names.NameOf(scope, place, ct) is not null) return true;
        }
        return false;
    }
}

internal sealed class GrantRoleHandler(BridgewatchDb db, Actor actor, Envelope envelope, IStringLocalizer<AccessTexts> words) : ICommandHandler<GrantRole, GrantResource>
{
    public async ValueTask<GrantResource> Handle(GrantRole command, CancellationToken ct)
    {
        actor.MustHold(default);
        var person = await db.People.SingleOrDefaultAsync(p => p.Id == command.Person, ct) ?? throw new NotVisible("person");
        if (person.State == PersonState.Left) throw PersonRefusals.NotActive();
        var role = await db.Roles.SingleOrDefaultAsync(r => r.Code == command.Role && r.ArchivedAt == null, ct)
            ?? throw new Invalid("role", words["role.unknown", string.Join(", ", await db.Roles.Select(r => r.Code).Order().ToListAsync(ct))]);
        Giving.Refuse(actor, role);
        var scope = command.Scope ?? role.Usually;
        if (scope is GrantScope.Organization or GrantScope.Queue or GrantScope.Brand && command.In is null) throw new Invalid("in", words["grant.in-missing"]);
        if (scope == GrantScope.Region && string.IsNullOrWhiteSpace(command.Region)) throw new Invalid("region", words["grant.region-missing"]);
        var (from, until) = (command.From ?? envelope.At, command.Until ?? Micros.Never);
        if (until <= from) throw new Invalid("until", words["grant.until-before"]);
        if (role.LongestDays is { } days && until - from > Duration.FromDays(days)) throw new Invalid("until", words["grant.until-needed", days]);
        var grant = RoleGrant.Give(person.Id, role, scope, command.In, command.Region, from, until);
        var (id, where) = (role.Id, grant.Where);
        if (await db.RoleGrants.AnyAsync(g => g.Person == command.Person && g.Role == id && g.Where == where, ct)) throw RoleRefusals.AlreadyHeld();
        db.Add(grant);
        return GrantResource.Of(grant, role);
    }
}

internal static class GrantRoleEndpoint
{
    public sealed record Body(string Role, GrantScope? Scope = null, Guid? In = null, string? Region = null, Instant? From = null, Instant? Until = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/people/{person}/roles",
        async (PersonId person, Body body, Commands commands, CancellationToken ct) =>
        {
            var grant = await commands.Send(new GrantRole(person, body.Role, body.Scope, body.In, body.Region, body.From, body.Until), ct);
            return TypedResults.Created($"/api/v1/people/{person}", grant);
        });
}
