using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Builder;
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
        api.MapGet("/contacts/{contact}", async (ContactId contact, Reads reads, CancellationToken ct) =>
        {
            var found = await Read(contact, reads, ct);
            return Tagged.Ok(found, found.Version);
        });
        api.MapGet("/contacts/{contact}/merge", (ContactId contact, ContactId into, Reads reads, CancellationToken ct) =>
            reads.From((ContactMergeQueries q, CancellationToken c) => q.Preview(contact, into, c), ct));
        MergeContactEndpoint.Map(api);
        UndoContactMergeEndpoint.Map(api);
        AddContactEndpoint.Map(api);
        ChangeContactEndpoint.Map(api);
        ArchiveContactEndpoint.Map(api);
    }

    public static ValueTask<ContactResource> Read(ContactId contact, Reads reads, CancellationToken ct) =>
        reads.From((ContactQueries all, CancellationToken c) => all.Get(contact, c), ct);
}
