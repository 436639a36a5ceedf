using System.Text;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Access.Roles;

/// <summary>Makes a role of permissions that the maker holds.</summary>
/// <param name="Code">Null to take it from the name.</param>
/// <param name="Usually">The scope in which it is granted when none is named.</param>
/// <param name="Masked">Whoever reads by it sees personal data of customers masked.</param>
/// <param name="LongestDays">Only granted for a time, at most so many days; null without limit.</param>
/// <returns>Its code.</returns>
[Requires(AccessPermissions.ManageRoles)]
public sealed record MakeRole(
    string Name, IReadOnlyList<string> Permissions, string? Code = null, GrantScope Usually = GrantScope.Everything, bool Masked = false, int? LongestDays = null)
    : ICommand<string>;

internal sealed class MakeRoleValidator : AbstractValidator<MakeRole>
{
    public MakeRoleValidator(IStringLocalizer<AccessTexts> words, Modules modules)
    {
        RuleFor(c => c.Name).NotEmpty().WithMessage(_ => words["role.name-missing"]).MaximumLength(Role.LongestName);
        RuleFor(c => c.Permissions).Permissions(words, modules);
        RuleFor(c => c.Code).Must(code => code is null || RoleRules.IsCode(code)).WithMessage(_ => words["role.code-form", Role.LongestCode]);
        RuleFor(c => c.Code).NotNull().When(c => !string.IsNullOrWhiteSpace(c.Name) && RoleRules.CodeOf(c.Name).Length == 0).WithMessage(_ => words["role.code-form", Role.LongestCode]);
        RuleFor(c => c.Usually).IsInEnum();
        RuleFor(c => c.LongestDays).InclusiveBetween(1, Role.MostDays).WithMessage(_ => words["role.days-form", Role.MostDays]);
    }
}

/// <summary>Rules on roles, the same for a new one and a changed one.</summary>
internal static class RoleRules
{
    public static IRuleBuilderOptions<T, IReadOnlyList<string>> Permissions<T>(
        this IRuleBuilder<T, IReadOnlyList<string>> rule, IStringLocalizer<AccessTexts> words, Modules modules)
    {
        var known = modules.All.SelectMany(m => m.Permissions).Select(p => p.Name).ToHashSet();
        return rule.Must(permissions => permissions?.Count > 0).WithMessage(_ => words["role.permissions-missing"])
            .Must(permissions => permissions?.All(known.Contains) != false)
            .WithMessage((_, permissions) => words["role.permission-unknown", permissions.First(p => !known.Contains(p))]);
    }

    public static bool IsCode(string code) => code.Length is > 0 and <= Role.LongestCode && code == CodeOf(code);

    /// <summary><c>Night shift, EU</c> gives <c>night-shift-eu</c>.</summary>
    public static string CodeOf(string name)
    {
        var plain = name.Normalize(NormalizationForm.FormD).ToLowerInvariant().Where(c => !char.IsSurrogate(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.NonSpacingMark);
        var code = string.Concat(plain.Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' '));
        var joined = string.Join('-', code.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return joined.Length > Role.LongestCode ? joined[..Role.LongestCode].TrimEnd('-') : joined;
    }
}

internal sealed class MakeRoleHandler(BridgewatchDb db, Actor actor) : ICommandHandler<MakeRole, string>
{
    public async ValueTask<string> Handle(MakeRole command, CancellationToken ct)
    {
        actor.MustHold(default);
        Giving.Refuse(actor, command.Permissions, command.Masked);
        var code = command.Code ?? RoleRules.CodeOf(command.Name);
        if (await db.Roles.AnyAsync(r => r.Code == code, ct)) throw RoleRefusals.CodeTaken(code);
        db.Add(Role.Make(code, command.Name.Trim(), command.Permissions, command.Usually, command.Masked, command.LongestDays));
        return code;
    }
}

internal static class MakeRoleEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/roles", async (MakeRole body, Commands commands, Reads reads, CancellationToken ct) =>
    {
        var made = await commands.Send(body, code => RoleEndpoints.Read(code, reads, ct), ct);
        return TypedResults.Created($"/api/v1/roles/{made.Code}", made);
    });
}
