using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Contacts;

internal static class ContactEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/contacts", (
                string? q, OrganizationId? organization, bool? archived, string? cursor, int? limit, bool? count, Reads reads, CancellationToken ct) =>
            reads.From((ContactQueries all, CancellationToken c) => all.List(
                new(q, organization, archived ?? false), cursor, Page.Size(limit), count ?? false, c), ct));
        api.MapGet("/contacts/{contact}", Get);
        AddContactEndpoint.Map(api);
        ChangeContactEndpoint.Map(api);
        ArchiveContactEndpoint.Map(api);
    }

    public static async Task<Tagged<Ok<ContactResource>>> Get(ContactId contact, Reads reads, CancellationToken ct)
    {
        var found = await reads.From((ContactQueries all, CancellationToken c) => all.Get(contact, c), ct);
        return Tagged.Ok(found, found.Version);
    }
}
