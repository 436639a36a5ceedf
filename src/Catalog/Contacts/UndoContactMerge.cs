using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>Takes a merge of contacts back: each has again what was theirs, as far as nobody took it away meanwhile.</summary>
[Requires(CatalogPermissions.EditCustomers)]
public sealed record UndoContactMerge(ContactId Contact) : ICommand;

internal sealed class UndoContactMergeHandler(Envelope envelope, ContactLinks links) : ICommandHandler<UndoContactMerge>
{
    public async ValueTask<Unit> Handle(UndoContactMerge command, CancellationToken ct)
    {
        var contact = await links.Find(command.Contact, ct);
        if (contact.MergedInto is not { } into) throw ContactRefusals.NotMerged();
        var other = await links.Expect(into, ct);
        await links.MustHoldEverywhere(contact, ct);
        await links.MustHoldEverywhere(other, ct);
        contact.UndoMerge(other, envelope.At);
        return default;
    }
}

internal static class UndoContactMergeEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapDelete("/contacts/{contact}/merge",
        async (ContactId contact, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new UndoContactMerge(contact), ct);
            return TypedResults.NoContent();
        });
}
