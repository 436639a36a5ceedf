using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using FluentValidation;

namespace Bridgewatch.Desk.Impact;

/// <summary>Settings that cannot be used are refused where they are made.</summary>
internal sealed class ImpactSettingsValidator : AbstractValidator<ImpactSettings>
{
    public ImpactSettingsValidator() => RuleFor(s => s).Custom((settings, context) =>
    {
        foreach (var finding in settings.Findings()) context.AddFailure(finding.Factor ?? "weights", Words.Of(finding.Fault));
    });
}

/// <inheritdoc cref="ImpactSettingsValidator"/>
internal sealed class PatienceSettingsValidator : AbstractValidator<PatienceSettings>
{
    public PatienceSettingsValidator() => RuleFor(s => s).Custom((settings, context) =>
    {
        foreach (var fault in settings.Findings()) context.AddFailure("patience", Words.Of(fault));
    });
}
