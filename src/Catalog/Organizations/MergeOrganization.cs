using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>Says that two organizations are one customer, who goes on as the second. It cannot be taken back; people can be split off again.</summary>
[Requires(CatalogPermissions.EditCustomers)]
public sealed record MergeOrganization(OrganizationId Organization, OrganizationId Into) : ICommand;

internal sealed class MergeOrganizationHandler(BridgewatchDb db, Actor actor, Envelope envelope, OrganizationLinks links, Handover handover)
    : ICommandHandler<MergeOrganization>
{
    public async ValueTask<Unit> Handle(MergeOrganization command, CancellationToken ct)
    {
        if (command.Organization == command.Into) throw new Invalid("into", RuleTexts.Of<CatalogTexts>("rule.merge-organization-with-itself"));
        var (organization, into) = (await links.Expect(command.Organization, ct), await links.Expect(command.Into, ct));
        actor.MustReach(organization.Place);
        actor.MustReach(into.Place);
        if (into.ArchivedAt is not null) throw OrganizationRefusals.IntoArchived();
        await links.TakePlace(organization, into, ct);
        await handover.Contacts(organization.Id, into.Id, null, false, ct);
        await handover.Subscriptions(organization.Id, into.Id, null, ct);
        organization.MergeInto(into, actor.PersonOrNone, envelope.At);
        // One step to the customer, however often somebody merges: old ids are looked up once.
        var earlier = await db.AllOrganizations.Include(o => o.Domains).Where(o => o.MergedInto == command.Organization).ToListAsync(ct);
        foreach (var merged in earlier) merged.MergeInto(into, actor.PersonOrNone, envelope.At);
        return default;
    }
}

internal static class MergeOrganizationEndpoint
{
    public sealed record Given(OrganizationId Into);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/organizations/{organization}/merge",
        async (OrganizationId organization, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new MergeOrganization(organization, body.Into), ct);
            return TypedResults.NoContent();
        });
}
