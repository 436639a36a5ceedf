using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>An organization as the API shows it.</summary>
/// <param name="Note">Free text; hidden from whoever reads masked.</param>
/// <param name="Archived">Since when it is out of all lists.</param>
public sealed record OrganizationResource(
    OrganizationId Id, string Name, CustomerTier Tier, Money? Revenue, string? Region, IReadOnlyList<string> Domains,
    OrganizationId? Parent, PersonId? Owner, string? Note, Origin Origin, Instant AddedAt, Instant? Archived, long Version)
{
    /// <summary>Organizations that turned out to be the same customer. Their ids answer with this one.</summary>
    public IReadOnlyList<MergedOrganization> Merged { get; init; } = [];

    public static OrganizationResource Of(Organization o, Mask mask) => new(
        o.Id, o.Name, o.Tier, o.Revenue, o.Region, [.. o.Domains.Select(d => d.Domain).Order(StringComparer.Ordinal)],
        o.Parent, o.Owner, mask.Text(o.Note), o.Origin, o.AddedAt, o.ArchivedAt, o.Version);
}

/// <summary>An organization that goes on as another.</summary>
public sealed record MergedOrganization(OrganizationId Id, string Name, Instant At);
