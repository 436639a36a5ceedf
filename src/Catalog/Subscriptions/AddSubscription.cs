using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Bridgewatch.Catalog.Subscriptions;

/// <summary>Says that an organization uses a service.</summary>
/// <param name="Service">The service's path, id or other name.</param>
/// <param name="From">The first day; today in UTC when left out.</param>
/// <param name="Until">The last day; until further notice when left out.</param>
[Requires(CatalogPermissions.EditCustomers)]
public sealed record AddSubscription(
    OrganizationId Organization, string Service, string? Region = null, string? Version = null, LocalDate? From = null, LocalDate? Until = null)
    : ICommand<SubscriptionId>;

internal sealed class AddSubscriptionValidator : AbstractValidator<AddSubscription>
{
    public AddSubscriptionValidator()
    {
        RuleFor(c => c.Service).NotEmpty().WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.name-a-service"));
        RuleFor(c => c.Region).Region();
        RuleFor(c => c.Version).Version();
        RuleFor(c => c.From).Day();
        RuleFor(c => c.Until).Day();
    }
}

/// <summary>Whether organization and service are there, and the days in order.</summary>
internal sealed class AddSubscriptionLookUp(SubscriptionLinks links, Envelope envelope) : ILookUp<AddSubscription>
{
    public async ValueTask Look(AddSubscription command, FieldFindings findings, CancellationToken ct)
    {
        await findings.Try(() => links.Organization(command.Organization, ct));
        if (!string.IsNullOrEmpty(command.Service)) await findings.Try(() => links.Component(command.Service, ct));
        if (command.Until < (command.From ?? envelope.At.InUtc().Date)) findings.Add("until", SubscriptionRules.OutOfOrder);
    }
}

internal sealed class AddSubscriptionHandler(BridgewatchDb db, Envelope envelope, SubscriptionLinks links)
    : ICommandHandler<AddSubscription, SubscriptionId>
{
    public async ValueTask<SubscriptionId> Handle(AddSubscription command, CancellationToken ct)
    {
        var from = command.From ?? envelope.At.InUtc().Date;
        var terms = SubscriptionRules.InOrder(new(PlainText.Trimmed(command.Region), PlainText.Trimmed(command.Version), from, command.Until));
        var (organization, service) = (await links.Organization(command.Organization, ct), await links.Service(command.Service, ct));
        await links.RefuseTwice(organization, service, terms, ct);
        var subscription = Subscription.Add(organization, service, terms, envelope.Origin);
        db.AllSubscriptions.Add(subscription);
        return subscription.Id;
    }
}

internal static class AddSubscriptionEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/subscriptions",
        async (AddSubscription body, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var found = await commands.Send(body, id => SubscriptionEndpoints.Read(id, reads, ct), ct);
            return Tagged.Created($"/api/v1/subscriptions/{found.Id}", found, found.Revision);
        });
}
