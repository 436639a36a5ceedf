using Bridgewatch.Kernel;
using FluentValidation;

namespace Bridgewatch.Access.Accesses;

/// <summary>How long the access log is kept.</summary>
/// <param name="KeepDays">After so many days an entry is deleted.</param>
[Setting("access.access-log", AccessPermissions.Settings)]
public sealed record AccessLogPolicy(int KeepDays = 400);

internal sealed class AccessLogPolicyValidator : AbstractValidator<AccessLogPolicy>
{
    private const int Longest = 3_660;

    public AccessLogPolicyValidator(IStringLocalizer<AccessTexts> words) =>
        RuleFor(p => p.KeepDays).InclusiveBetween(1, Longest).WithMessage(_ => words["access-log.days-form", Longest]);
}
