using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>Adds a person at a customer. Organizations whose mail domains the addresses have are joined as well.</summary>
/// <param name="Addresses">The primary one first; each belongs to one contact.</param>
[Requires(CatalogPermissions.EditCustomers)]
public sealed record AddContact(
    string Name, IReadOnlyList<string>? Addresses = null, string? Phone = null, string? Language = null,
    IReadOnlyList<SpeaksFor>? Organizations = null) : ICommand<ContactId>;

internal sealed class AddContactValidator : AbstractValidator<AddContact>
{
    public AddContactValidator()
    {
        RuleFor(c => c.Name).ContactName();
        RuleFor(c => c.Addresses).Addresses();
        RuleFor(c => c.Phone).Phone();
        RuleFor(c => c.Language).Language();
        RuleFor(c => c.Organizations).Organizations();
    }
}

/// <summary>Whether the organizations are there.</summary>
internal sealed class AddContactLookUp(ContactLinks links) : ILookUp<AddContact>
{
    public async ValueTask Look(AddContact command, FieldFindings findings, CancellationToken ct) =>
        await findings.Try(() => links.Known([.. (command.Organizations ?? []).Select(o => o.Organization)], [], ct));
}

internal sealed class AddContactHandler(BridgewatchDb db, Envelope envelope, ContactLinks links) : ICommandHandler<AddContact, ContactId>
{
    public async ValueTask<ContactId> Handle(AddContact command, CancellationToken ct)
    {
        var contact = Contact.Add(command.Name.Trim(), envelope.At, envelope.Origin);
        await links.ReadAt(contact, ContactRules.Normalise(command.Addresses), ct);
        contact.AnswerAt(PlainText.Trimmed(command.Phone));
        contact.Speak(PlainText.Trimmed(command.Language));
        await links.BelongTo(contact, command.Organizations ?? [], ct);
        await links.JoinByDomain(contact, ct);
        await links.MustHold(contact, ct);
        db.AllContacts.Add(contact);
        return contact.Id;
    }
}

internal static class AddContactEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/contacts",
        async (AddContact body, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var contact = await commands.Send(body, id => ContactEndpoints.Read(id, reads, ct), ct);
            return Tagged.Created($"/api/v1/contacts/{contact.Id}", contact, contact.Version);
        });
}
