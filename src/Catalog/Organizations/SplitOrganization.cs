using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>Gives people, domains and subscriptions of an organization to another one. What those people ask from then on counts there.</summary>
/// <param name="Into">An organization that there is; or else a name.</param>
/// <param name="Name">For a new one, which begins with tier and region of the one that it leaves.</param>
/// <param name="AlsoEarlier">Also what those people asked before counts there.</param>
/// <param name="DryRun">Only tells what would move and what would stay.</param>
[Requires(CatalogPermissions.EditCustomers)]
public sealed record SplitOrganization(
    OrganizationId Organization, OrganizationId? Into = null, string? Name = null, IReadOnlyList<ContactId>? Contacts = null, IReadOnlyList<string>? Domains = null,
    IReadOnlyList<SubscriptionId>? Subscriptions = null, bool AlsoEarlier = false, bool DryRun = false) : ICommand<SplitPlan>;

internal sealed class SplitOrganizationValidator : AbstractValidator<SplitOrganization>
{
    public SplitOrganizationValidator()
    {
        RuleFor(c => c.Name).Must((c, name) => (c.Into is null) != string.IsNullOrWhiteSpace(name)).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.split-into-one"));
        RuleFor(c => c.Name!).OrganizationName().When(c => !string.IsNullOrWhiteSpace(c.Name));
        RuleFor(c => c.Contacts).Must((c, _) => c is not { Contacts: null or [], Domains: null or [], Subscriptions: null or [] })
            .WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.split-nothing"));
    }
}

internal sealed class SplitOrganizationHandler(BridgewatchDb db, Actor actor, Envelope envelope, OrganizationLinks links, SplitPlans plans, Handover handover)
    : ICommandHandler<SplitOrganization, SplitPlan>
{
    public async ValueTask<SplitPlan> Handle(SplitOrganization command, CancellationToken ct)
    {
        var organization = await links.Expect(command.Organization, ct);
        actor.MustReach(organization.Place);
        if (command.Into == organization.Id) throw new Invalid("into", RuleTexts.Of<CatalogTexts>("rule.merge-organization-with-itself"));
        var into = command.Into is { } known ? await links.Expect(known, ct) : Begin(organization, command.Name!.Trim());
        actor.MustReach(into.Place);
        if (into.ArchivedAt is not null) throw OrganizationRefusals.IntoArchived();
        var plan = await plans.Of(organization, into, command, ct);
        if (command.DryRun) return plan;
        if (command.Into is null) db.AllOrganizations.Add(into);
        await handover.Contacts(organization.Id, into.Id, [.. plan.Contacts.Select(c => c.Contact)], command.AlsoEarlier, ct);
        await handover.Subscriptions(organization.Id, into.Id, command.Subscriptions ?? [], ct);
        organization.SplitOff(into, plan.Domains, command.AlsoEarlier);
        return plan with { Into = into.Id };
    }

    /// <summary>In the same region, so that whoever sees its tickets by the region sees them still.</summary>
    private Organization Begin(Organization from, string name)
    {
        var begun = Organization.Add(name, from.Tier, envelope.At, envelope.Origin);
        begun.MoveToRegion(from.Region);
        return begun;
    }
}

internal static class SplitOrganizationEndpoint
{
    public sealed record Body(
        OrganizationId? Into = null, string? Name = null, IReadOnlyList<ContactId>? Contacts = null, IReadOnlyList<string>? Domains = null,
        IReadOnlyList<SubscriptionId>? Subscriptions = null, bool AlsoEarlier = false, bool DryRun = false);

    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/organizations/{organization}/split",
        async (OrganizationId organization, Body b, Commands commands, CancellationToken ct) =>
            TypedResults.Ok(await commands.Send(new SplitOrganization(organization, b.Into, b.Name, b.Contacts, b.Domains, b.Subscriptions, b.AlsoEarlier, b.DryRun), ct)));
}
