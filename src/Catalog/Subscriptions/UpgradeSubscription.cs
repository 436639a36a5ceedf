using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Bridgewatch.Catalog.Subscriptions;

/// <summary>Another version is in use from a day on: the subscription ends the day before, and one with the new version follows.</summary>
/// <param name="From">After its first day, and not after its last; today in UTC when left out.</param>
[Requires(CatalogPermissions.EditCustomers)]
public sealed record UpgradeSubscription(SubscriptionId Subscription, string Version, LocalDate? From = null) : ICommand<SubscriptionId>;

internal sealed class UpgradeSubscriptionValidator : AbstractValidator<UpgradeSubscription>
{
    public UpgradeSubscriptionValidator()
    {
        RuleFor(c => c.Version).NotEmpty().WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.name-the-version")).Version();
        RuleFor(c => c.From).Day();
    }
}

internal sealed class UpgradeSubscriptionHandler(BridgewatchDb db, Envelope envelope, SubscriptionLinks links)
    : ICommandHandler<UpgradeSubscription, SubscriptionId>
{
    public async ValueTask<SubscriptionId> Handle(UpgradeSubscription command, CancellationToken ct)
    {
        var before = await links.Expect(command.Subscription, ct);
        var from = command.From ?? envelope.At.InUtc().Date;
        if (from <= before.From || !before.HoldsOn(from)) throw SubscriptionRefusals.NotRunningOn(from);
        var terms = before.Terms with { Version = PlainText.Trimmed(command.Version), From = from };
        before.EndOn(from.PlusDays(-1));
        var after = Subscription.Add(before.Organization, before.Service, terms, envelope.Origin);
        db.AllSubscriptions.Add(after);
        return after.Id;
    }
}

internal static class UpgradeSubscriptionEndpoint
{
    public sealed record Body(string Version, LocalDate? From = null);

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/subscriptions/{subscription}/upgrades",
        async (SubscriptionId subscription, Body body, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var found = await commands.Send(new UpgradeSubscription(subscription, body.Version, body.From), id => SubscriptionEndpoints.Read(id, reads, ct), ct);
            return Tagged.Created($"/api/v1/subscriptions/{found.Id}", found, found.Revision);
        });
}
