using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Roles;

/// <summary>Changes what is given of a role and leaves the rest; counts from its holders' next command. The product's own roles stay as they are.</summary>
/// <param name="Role">Its code, which never changes.</param>
/// <param name="Permissions">All of them from now on.</param>
/// <param name="Archived">False brings an archived one back.</param>
[Requires(AccessPermissions.ManageRoles)]
public sealed record ChangeRole(
    string Role, Given<string> Name = default, Given<IReadOnlyList<string>> Permissions = default, Given<GrantScope> Usually = default,
    Given<bool> Masked = default, Given<int?> LongestDays = default, Given<bool> Archived = default) : ICommand;

internal sealed class ChangeRoleValidator : AbstractValidator<ChangeRole>
{
    public ChangeRoleValidator(IStringLocalizer<AccessTexts> words, Modules modules)
    {
        RuleFor(c => c.Name.Value).NotEmpty().WithMessage(_ => words["role.name-missing"]).MaximumLength(Roles.Role.LongestName)
            .OverridePropertyName("Name").When(c => c.Name.IsGiven);
        RuleFor(c => c.Permissions.Or(Array.Empty<string>())).Permissions(words, modules).OverridePropertyName("Permissions").When(c => c.Permissions.IsGiven);
        RuleFor(c => c.LongestDays.Or(null)).InclusiveBetween(1, Roles.Role.MostDays).WithMessage(_ => words["role.days-form", Roles.Role.MostDays])
            .OverridePropertyName("LongestDays");
    }
}

internal sealed class ChangeRoleHandler(BridgewatchDb db, Actor actor, Envelope envelope) : ICommandHandler<ChangeRole>
{
    public async ValueTask<Unit> Handle(ChangeRole command, CancellationToken ct)
    {
        actor.MustHold(default);
        var role = await db.Roles.SingleOrDefaultAsync(r => r.Code == command.Role, ct) ?? throw new NotVisible("role");
        if (role.IsBuiltIn) throw RoleRefusals.BuiltIn();
        var (permissions, masked) = (command.Permissions.Or([.. role.Permissions]), command.Masked.Or(role.Masked));
        // What is unmasked from now on is given anew.
        Giving.Refuse(actor, role.Masked && !masked ? permissions : permissions.Except(role.Permissions), masked);
        role.Change(command.Name.Or(role.Name).Trim(), [.. permissions], command.Usually.Or(role.Usually), masked, command.LongestDays.Or(role.LongestDays));
        if (command.Archived.Is(out var archived))
        {
            var (id, now) = (role.Id, envelope.At);
            if (archived) role.Archive(now, await db.RoleGrants.CountAsync(g => g.Role == id && g.Until > now, ct));
            else role.Restore();
        }
        return default;
    }
}

internal static class ChangeRoleEndpoint
{
    public sealed record Body(
        Given<string> Name, Given<IReadOnlyList<string>> Permissions, Given<GrantScope> Usually, Given<bool> Masked, Given<int?> LongestDays, Given<bool> Archived);

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPatch("/roles/{role}", async (string role, Body b, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var command = new ChangeRole(role, b.Name, b.Permissions, b.Usually, b.Masked, b.LongestDays, b.Archived);
            var changed = await commands.Send(command, _ => RoleEndpoints.Read(role, reads, ct), ct);
            return Tagged.Ok(changed, changed.Version);
        });
    }
}
