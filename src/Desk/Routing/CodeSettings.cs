using Bridgewatch.Kernel;
using FluentValidation;

namespace Bridgewatch.Desk.Routing;

/// <summary>How error codes are read from what people and monitors write.</summary>
[Setting("desk.error-codes", DeskPermissions.ManageRouting)]
public sealed record CodeSettings
{
    /// <summary>In this order, before the usual reading.</summary>
    public IReadOnlyList<CodeRule> Rules { get; init; } = [];

    /// <summary>Codes are also read as without rules.</summary>
    public bool Standard { get; init; } = true;
}

internal sealed class CodeSettingsValidator : AbstractValidator<CodeSettings>
{
    public CodeSettingsValidator() => RuleFor(s => s.Rules).Custom((rules, context) =>
    {
        List<RouteFault> faults = [];
        Router.Read(new(rules ?? [], []), faults);
        foreach (var fault in faults) context.AddFailure(fault.ToString());
    });
}
