using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Bridgewatch.Catalog.Subscriptions;

/// <summary>Corrects what was written down wrongly. A change of the version during its time is <see cref="UpgradeSubscription"/>.</summary>
[Requires(CatalogPermissions.EditCustomers)]
public sealed record ChangeSubscription(
    SubscriptionId Subscription, Given<string?> Region = default, Given<string?> Version = default, Given<LocalDate?> From = default,
    Given<LocalDate?> Until = default) : ICommand;

internal sealed class ChangeSubscriptionValidator : AbstractValidator<ChangeSubscription>
{
    public ChangeSubscriptionValidator()
    {
        RuleFor(c => c.Region.Or(null)).Region().OverridePropertyName("Region");
        RuleFor(c => c.Version.Or(null)).Version().OverridePropertyName("Version");
        RuleFor(c => c.From.Value).NotNull().WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.it-needs-a-first-day")).Day().OverridePropertyName("From").When(c => c.From.IsGiven);
        RuleFor(c => c.Until.Or(null)).Day().OverridePropertyName("Until");
    }
}

internal sealed class ChangeSubscriptionHandler(SubscriptionLinks links) : ICommandHandler<ChangeSubscription>
{
    public async ValueTask<Unit> Handle(ChangeSubscription command, CancellationToken ct)
    {
        var subscription = await links.Expect(command.Subscription, ct);
        var now = subscription.Terms;
        var terms = SubscriptionRules.InOrder(new(
            command.Region.Is(out var region) ? PlainText.Trimmed(region) : now.Region,
            command.Version.Is(out var version) ? PlainText.Trimmed(version) : now.Version,
            command.From.Is(out var from) ? from!.Value : now.From,
            command.Until.Or(now.Until)));
        if (terms with { Until = now.Until } == now) subscription.EndOn(terms.Until ?? Subscription.NoEnd);
        else subscription.Correct(terms);
        return default;
    }
}

internal static class ChangeSubscriptionEndpoint
{
    public sealed record Body(
        Given<string?> Region, Given<string?> Version, Given<LocalDate?> From, Given<LocalDate?> Until);

    public static void Map(IEndpointRouteBuilder api) => api.MapPatch("/subscriptions/{subscription}",
        async (SubscriptionId subscription, Body b, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var changed = await commands.Send(new ChangeSubscription(subscription, b.Region, b.Version, b.From, b.Until),
                _ => SubscriptionEndpoints.Read(subscription, reads, ct), ct);
            return Tagged.Ok(changed, changed.Revision);
        });
}
