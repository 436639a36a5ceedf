using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>Takes an organization out of all lists. What hangs on it stays; its domains map nobody any more.</summary>
[Requires(CatalogPermissions.EditCustomers)]
public sealed record ArchiveOrganization(OrganizationId Organization) : ICommand;

internal sealed class ArchiveOrganizationHandler(Actor actor, Envelope envelope, OrganizationLinks links) : ICommandHandler<ArchiveOrganization>
{
    public async ValueTask<Unit> Handle(ArchiveOrganization command, CancellationToken ct)
    {
        var organization = await links.Expect(command.Organization, ct);
        actor.MustReach(organization.Place);
        organization.ArchiveOrRestore(true, envelope.At);
        return default;
    }
}

internal static class ArchiveOrganizationEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/organizations/{organization}",
        async (OrganizationId organization, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ArchiveOrganization(organization), ct);
            return TypedResults.NoContent();
        });
}
