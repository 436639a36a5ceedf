using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>Takes a contact out of all lists. Writing again brings them back.</summary>
[Requires(CatalogPermissions.EditCustomers)]
public sealed record ArchiveContact(ContactId Contact) : ICommand;

internal sealed class ArchiveContactHandler(Envelope envelope, ContactLinks links) : ICommandHandler<ArchiveContact>
{
    public async ValueTask<Unit> Handle(ArchiveContact command, CancellationToken ct)
    {
        var contact = await links.Expect(command.Contact, ct);
        contact.ArchiveOrRestore(true, envelope.At);
        return default;
    }
}

internal static class ArchiveContactEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/contacts/{contact}",
        async (ContactId contact, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new ArchiveContact(contact), ct);
            return TypedResults.NoContent();
        });
}
