using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>Says that two contacts are one person, who goes on as the second. It can be taken back for thirty days.</summary>
[Requires(CatalogPermissions.EditCustomers)]
public sealed record MergeContact(ContactId Contact, ContactId Into) : ICommand;

internal sealed class MergeContactHandler(BridgewatchDb db, Actor actor, Envelope envelope, ContactLinks links) : ICommandHandler<MergeContact>
{
    public async ValueTask<Unit> Handle(MergeContact command, CancellationToken ct)
    {
        if (command.Contact == command.Into) throw new Invalid("into", RuleTexts.Of<CatalogTexts>("rule.merge-with-itself"));
        var (contact, into) = (await links.Expect(command.Contact, ct), await links.Expect(command.Into, ct));
        await links.MustHoldEverywhere(contact, ct);
        await links.MustHoldEverywhere(into, ct);
        // One step to the person, however often somebody merges: old ids are looked up once.
        if (await db.Contacts.AnyAsync(c => c.MergedInto == contact.Id, ct)) throw ContactRefusals.TookInOthers();
        if (into.ArchivedAt is not null) throw ContactRefusals.IntoArchived();
        contact.MergeInto(into, actor.PersonOrNone, envelope.At);
        return default;
    }
}

internal static class MergeContactEndpoint
{
    public sealed record Given(ContactId Into);

    public static void Map(IEndpointRouteBuilder api) => api.MapPut("/contacts/{contact}/merge",
        async (ContactId contact, Given body, Commands commands, CancellationToken ct) =>
        {
            await commands.Send(new MergeContact(contact, body.Into), ct);
            return TypedResults.NoContent();
        });
}
