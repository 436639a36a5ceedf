using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Organizations;

internal static class OrganizationEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/organizations", (
                string? q, [WordsOf(typeof(CustomerTier))] string? tier, string? region, PersonId? owner, OrganizationId? parent, bool? archived, string? cursor, int? limit,
                bool? count, Reads reads, CancellationToken ct) =>
            reads.From((OrganizationQueries all, CancellationToken c) => all.List(
                new(q, Words.Read<CustomerTier>("tier", tier), region, owner, parent, archived ?? false), cursor, Page.Size(limit), count ?? false, c), ct));
        api.MapGet("/organizations/{organization}", async (OrganizationId organization, Reads reads, CancellationToken ct) =>
        {
            var found = await Read(organization, reads, ct);
            return Tagged.Ok(found, found.Version);
        });
        api.MapGet("/organizations/{organization}/worth", (OrganizationId organization, Reads reads, CancellationToken ct) =>
            reads.From((OrganizationHistory history, CancellationToken c) => history.Worth(organization, c), ct));
        api.MapGet("/organizations/{organization}/merge", (OrganizationId organization, OrganizationId into, Reads reads, CancellationToken ct) =>
            reads.From((OrganizationMergeQueries q, CancellationToken c) => q.Preview(organization, into, c), ct));
        MergeOrganizationEndpoint.Map(api);
        SplitOrganizationEndpoint.Map(api);
        AddOrganizationEndpoint.Map(api);
        ChangeOrganizationEndpoint.Map(api);
        ArchiveOrganizationEndpoint.Map(api);
    }

    public static ValueTask<OrganizationResource> Read(OrganizationId organization, Reads reads, CancellationToken ct) =>
        reads.From((OrganizationQueries all, CancellationToken c) => all.Get(organization, c), ct);
}
