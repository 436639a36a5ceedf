using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>Changes what is given of a contact and leaves the rest.</summary>
/// <param name="Addresses">All of them from now on, the primary one first.</param>
/// <param name="Organizations">All of them from now on.</param>
/// <param name="Archived">False brings an archived one back.</param>
[Requires(CatalogPermissions.EditCustomers)]
public sealed record ChangeContact(
    ContactId Contact, Given<string> Name = default, Given<IReadOnlyList<string>> Addresses = default, Given<string?> Phone = default,
    Given<string?> Language = default, Given<IReadOnlyList<SpeaksFor>> Organizations = default, Given<bool> Archived = default) : ICommand;

internal sealed class ChangeContactValidator : AbstractValidator<ChangeContact>
{
    public ChangeContactValidator()
    {
        RuleFor(c => c.Name.Value).ContactName().OverridePropertyName("Name").When(c => c.Name.IsGiven);
        RuleFor(c => c.Addresses.Or(Array.Empty<string>())).Configure(rule => rule.PropertyName = "Addresses").Addresses();
        RuleFor(c => c.Phone.Or(null)).Phone().OverridePropertyName("Phone");
        RuleFor(c => c.Language.Or(null)).Language().OverridePropertyName("Language");
        RuleFor(c => c.Organizations.Or(Array.Empty<SpeaksFor>())).Configure(rule => rule.PropertyName = "Organizations").Organizations();
    }
}

internal sealed class ChangeContactHandler(Envelope envelope, ContactLinks links) : ICommandHandler<ChangeContact>
{
    public async ValueTask<Unit> Handle(ChangeContact command, CancellationToken ct)
    {
        var contact = await links.Expect(command.Contact, ct);
        if (command.Name.Is(out var name)) contact.Rename(name.Trim());
        if (command.Addresses.Is(out var addresses)) await links.ReadAt(contact, ContactRules.Normalise(addresses), ct);
        if (command.Phone.Is(out var phone)) contact.AnswerAt(PlainText.Trimmed(phone));
        if (command.Language.Is(out var language)) contact.Speak(PlainText.Trimmed(language));
        if (command.Organizations.Is(out var organizations)) await links.BelongTo(contact, organizations ?? [], ct);
        if (command.Archived.Is(out var archived)) contact.ArchiveOrRestore(archived, envelope.At);
        return default;
    }
}

internal static class ChangeContactEndpoint
{
    public sealed record Body(
        Given<string> Name, Given<IReadOnlyList<string>> Addresses, Given<string?> Phone,
        Given<string?> Language, Given<IReadOnlyList<SpeaksFor>> Organizations, Given<bool> Archived);

    public static void Map(IEndpointRouteBuilder api) => api.MapPatch("/contacts/{contact}",
        async (ContactId contact, Body b, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var changed = await commands.Send(new ChangeContact(contact, b.Name, b.Addresses, b.Phone, b.Language, b.Organizations, b.Archived),
                _ => ContactEndpoints.Read(contact, reads, ct), ct);
            return Tagged.Ok(changed, changed.Version);
        });
}
