using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>Adds a customer account. Contacts who write from its domains join it from now on.</summary>
/// <param name="Domains">Mail domains that belong to nobody else; public ones are refused.</param>
[Requires(CatalogPermissions.EditCustomers)]
public sealed record AddOrganization(
    string Name, CustomerTier Tier = CustomerTier.Standard, Money? Revenue = null, string? Region = null,
    IReadOnlyList<string>? Domains = null, OrganizationId? Parent = null, PersonId? Owner = null, string? Note = null)
    : ICommand<OrganizationResource>;

internal sealed class AddOrganizationValidator : AbstractValidator<AddOrganization>
{
    public AddOrganizationValidator()
    {
        RuleFor(c => c.Name).OrganizationName();
        RuleFor(c => c.Tier).IsInEnum();
        RuleFor(c => c.Revenue).AnnualRevenue();
        RuleFor(c => c.Region).OrganizationRegion();
        RuleFor(c => c.Domains).MailDomains();
        RuleFor(c => c.Note).Lines(Organization.LongestNote);
    }
}

/// <summary>Whether parent and owner are there.</summary>
internal sealed class AddOrganizationLookUp(OrganizationLinks links) : ILookUp<AddOrganization>
{
    public async ValueTask Look(AddOrganization command, FieldFindings findings, CancellationToken ct)
    {
        if (command.Parent is { } parent) await findings.Try(() => links.Parent(parent, ct));
        if (command.Owner is { } owner) await findings.Try(() => links.Owner(owner, ct));
    }
}

internal sealed class AddOrganizationHandler(BridgewatchDb db, Actor actor, Envelope envelope, OrganizationLinks links)
    : ICommandHandler<AddOrganization, OrganizationResource>
{
    public async ValueTask<OrganizationResource> Handle(AddOrganization command, CancellationToken ct)
    {
        var organization = Organization.Add(command.Name.Trim(), command.Tier, envelope.At, envelope.Origin);
        organization.PaysAnnually(command.Revenue);
        organization.MoveToRegion(PlainText.Trimmed(command.Region));
        actor.MustReach(organization.Place);
        await links.Connect(organization, OrganizationRules.Normalise(command.Domains), ct);
        await links.PutBelow(organization, command.Parent, ct);
        await links.GiveTo(organization, command.Owner, ct);
        organization.Annotate(PlainText.Trimmed(command.Note));
        db.AllOrganizations.Add(organization);
        return OrganizationResource.Of(organization, Mask.For(actor, CatalogPermissions.Read));
    }
}

internal static class AddOrganizationEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/organizations",
        async (AddOrganization body, Commands commands, CancellationToken ct) =>
        {
            var organization = await commands.Send(body, ct);
            return Tagged.Created($"/api/v1/organizations/{organization.Id}", organization, organization.Version);
        });
}
