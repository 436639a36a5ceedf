using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>Changes what is given of an organization and leaves the rest.</summary>
/// <param name="Domains">All of them from now on.</param>
/// <param name="Archived">False brings an archived one back.</param>
[Requires(CatalogPermissions.EditCustomers)]
public sealed record ChangeOrganization(
    OrganizationId Organization, Given<string> Name = default, Given<CustomerTier> Tier = default, Given<Money?> Revenue = default,
    Given<string?> Region = default, Given<IReadOnlyList<string>> Domains = default, Given<OrganizationId?> Parent = default,
    Given<PersonId?> Owner = default, Given<string?> Note = default, Given<bool> Archived = default) : ICommand;

internal sealed class ChangeOrganizationValidator : AbstractValidator<ChangeOrganization>
{
    public ChangeOrganizationValidator()
    {
        RuleFor(c => c.Name.Value).OrganizationName().OverridePropertyName("Name").When(c => c.Name.IsGiven);
        RuleFor(c => c.Tier.Value).IsInEnum().OverridePropertyName("Tier").When(c => c.Tier.IsGiven);
        RuleFor(c => c.Revenue.Value).AnnualRevenue().OverridePropertyName("Revenue").When(c => c.Revenue.IsGiven);
        RuleFor(c => c.Region.Value).OrganizationRegion().OverridePropertyName("Region").When(c => c.Region.IsGiven);
        RuleFor(c => c.Domains.Or(Array.Empty<string>())).Configure(rule => rule.PropertyName = "Domains").MailDomains();
        RuleFor(c => c.Note.Value).Lines(Organization.LongestNote).OverridePropertyName("Note").When(c => c.Note.IsGiven);
    }
}

internal sealed class ChangeOrganizationHandler(Actor actor, Envelope envelope, OrganizationLinks links) : ICommandHandler<ChangeOrganization>
{
    public async ValueTask<Unit> Handle(ChangeOrganization command, CancellationToken ct)
    {
        var organization = await links.Expect(command.Organization, ct);
        actor.MustReach(organization.Place);
        if (command.Name.Is(out var name)) organization.Rename(name.Trim());
        if (command.Tier.Is(out var tier)) organization.Promise(tier);
        if (command.Revenue.Is(out var revenue)) organization.PaysAnnually(revenue);
        if (command.Region.Is(out var region)) organization.MoveToRegion(PlainText.Trimmed(region));
        actor.MustReach(organization.Place);
        if (command.Domains.Is(out var domains)) await links.Connect(organization, OrganizationRules.Normalise(domains), ct);
        if (command.Parent.Is(out var parent)) await links.PutBelow(organization, parent, ct);
        if (command.Owner.Is(out var owner)) await links.GiveTo(organization, owner, ct);
        if (command.Note.Is(out var note)) organization.Annotate(PlainText.Trimmed(note));
        if (command.Archived.Is(out var archived)) organization.ArchiveOrRestore(archived, envelope.At);
        return default;
    }
}

internal static class ChangeOrganizationEndpoint
{
    public sealed record Body(
        Given<string> Name, Given<CustomerTier> Tier, Given<Money?> Revenue, Given<string?> Region,
        Given<IReadOnlyList<string>> Domains, Given<OrganizationId?> Parent, Given<PersonId?> Owner,
        Given<string?> Note, Given<bool> Archived);

    public static void Map(IEndpointRouteBuilder api) => api.MapPatch("/organizations/{organization}",
        async (OrganizationId organization, Body b, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var changed = await commands.Send(new ChangeOrganization(
                organization, b.Name, b.Tier, b.Revenue, b.Region, b.Domains, b.Parent, b.Owner, b.Note, b.Archived),
                _ => OrganizationEndpoints.Read(organization, reads, ct), ct);
            return Tagged.Ok(changed, changed.Version);
        });
}
