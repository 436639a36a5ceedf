using System.Text.Json;
using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Catalog.Naming;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Following;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Impact;
using Bridgewatch.Desk.Notifications;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Opens a ticket: finds requester and organization, reads error codes, scores the impact, and puts it into a queue.</summary>
/// <param name="Body">Markdown.</param>
/// <param name="Requester">Who asks; null for what a monitor reports.</param>
/// <param name="Component">Slug or id.</param>
/// <param name="ErrorCodes">Beside those found in subject and body.</param>
/// <param name="Affected">Customers or people hit.</param>
/// <param name="Fields">What else is known, by name; see <see cref="TicketFields"/>.</param>
/// <param name="Language">In which the requester writes, a BCP 47 tag; null takes the one of the contact.</param>
/// <param name="Brand">Slug or id; the default one for null.</param>
/// <param name="Follows">The closed ticket that it goes on from.</param>
/// <param name="Files">What the requester sends with it; their contents are kept already.</param>
/// <param name="Source">Out of which mail or message it is made; null for what is opened here.</param>
[Requires(DeskPermissions.OpenTickets)]
public sealed record OpenTicket(
    string Subject, string Body, TicketType? Type = null, RequesterGiven? Requester = null, string? Component = null,
    IReadOnlyList<string>? ErrorCodes = null, Severity? Severity = null, bool? Workaround = null, int? Affected = null,
    IReadOnlyList<string>? Labels = null, Channel Channel = Channel.Api, string? Language = null,
    IReadOnlyDictionary<string, JsonElement>? Fields = null, string? Brand = null, TicketNumber? Follows = null,
    IReadOnlyList<BroughtFile>? Files = null, TicketSource? Source = null) : ICommand<TicketResource>;

internal sealed class OpenTicketValidator : AbstractValidator<OpenTicket>
{
    public OpenTicketValidator()
    {
        RuleFor(c => c.Subject).Must(s => !string.IsNullOrWhiteSpace(s)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.subject")).MaximumLength(Ticket.LongestSubject);
        RuleFor(c => c.Body).NotNull().MaximumLength(Message.LongestBody);
        // Not IsInEnum, which looks the type up by reflection at each ticket.
        RuleFor(c => c.Type).Must(t => t is null || Enum.IsDefined(t.Value)).WithMessage(_ => Words.OneOf<TicketType>());
        RuleFor(c => c.Severity).Must(s => s is null || Enum.IsDefined(s.Value)).WithMessage(_ => Words.OneOf<Severity>());
        RuleFor(c => c.Affected).InclusiveBetween(0, 1_000_000_000).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.affected"));
        RuleFor(c => c.Labels).Labels();
        RuleFor(c => c.ErrorCodes).ErrorCodes();
        RuleFor(c => c.Language).Must(l => l is null || LanguageTag.Is(l)).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.language"));
        RuleFor(c => c.Fields).Fields();
        RuleFor(c => c.Requester!.Email).Must(a => MailAddress.Normalise(a) is not null).When(c => c.Requester is not null).WithMessage(_ => RuleTexts.Of<DeskTexts>("rule.not-an-address"));
    }
}

internal sealed class OpenTicketHandler(
    BridgewatchDb db, Actor actor, Envelope envelope, Numbers numbers, ISender sender, Settings settings, TicketFacts facts, PreparedOpening prepared, People people,
    SentFiles files, FormBook forms, MissingFields missing) : ICommandHandler<OpenTicket, TicketResource>
{
    public async ValueTask<TicketResource> Handle(OpenTicket command, CancellationToken ct)
    {
        var contact = command.Requester is { } given ? await sender.Send(new EnsureContact(given.Email, given.Name), ct) : null;
        var organization = await facts.Organization(contact?.Organization, ct);
        var route = prepared.Route;
        var component = route is not null ? route.Component : command.Component is { Length: > 0 } name ? await facts.Component(name, ct) : null;
        var brand = await facts.Brand(command.Brand, ct);
        actor.MustReach(new(Organization: organization?.Id, Region: organization?.Region, Brand: brand.Id));
        var queue = route?.Queue ?? (command.Source is { } source ? await facts.QueueOf(source.Queue, ct) : await facts.FirstQueue(component?.Owner, ct));
        var type = command.Type ?? TicketType.Question;
        var opening = new Opening(
            command.Subject.Trim(), type, command.Channel, envelope.Origin, command.Source?.SaidAt ?? envelope.At, brand.Id, queue.Id, queue.Team, route?.Set.Tier ?? SupportTier.L1,
            new()
            {
                Type = type,
                CustomersAffected = command.Affected ?? (type == TicketType.Alert ? await facts.Subscribers(component?.Id, envelope.At, ct) : null),
                Tier = organization?.Tier,
                AnnualRevenue = organization?.Revenue?.Amount,
                RevenueCurrency = organization?.Revenue?.Currency,
                Severity = command.Severity,
                Workaround = command.Workaround,
                Recurrences = prepared.Recurrences,
            },
            prepared.Codes, route?.Labels(TicketWordLists.Labels(command.Labels) ?? []) ?? TicketWordLists.Labels(command.Labels) ?? [])
        {
            Priority = route?.Set.Priority,
            Requester = contact?.Contact,
            Organization = organization?.Id,
            Region = organization?.Region,
            Component = component?.Id,
            Language = command.Language ?? contact?.Language,
            Affected = command.Affected,
            Follows = command.Follows,
            WrittenAt = envelope.At,
        };
        var author = contact is null ? actor.PersonOrNone : null; // then it is a note of theirs
        var (ticket, message) = Ticket.Open(
            new(await numbers.Next("ticket", ct)), opening, await settings.Get<ImpactSettings>(ct), await settings.Get<PatienceSettings>(ct),
            id => Message.Write(
                id, contact is null ? MessageKind.Note : MessageKind.Inbound, command.Channel, command.Body, opening.At, author, contact?.Contact,
                type == TicketType.Alert ? NotePurpose.Alert : NotePurpose.None, mailId: command.Source?.MailId, splitFrom: command.Source?.Message),
            author is null ? [] : await people.NamedIn(command.Body, ct));
        await forms.Fill(ticket, command.Fields, ct, isNew: true, found: route?.FieldsFound);
        db.Insert(ticket);
        db.Insert(message);
        if (route is not null && ticket.RoutedBy(route, envelope.At) is { } routed) db.Insert(routed);
        foreach (var person in route?.Followers ?? []) db.AllFollowers.Add(Follower.Begin(ticket.Id, person, envelope.At));
        await files.GoWith(ticket, message, command.Files, ct);
        var asked = contact is null ? null : new RequesterResource(contact.Contact, command.Requester!.Name ?? "", command.Requester.Email);
        return TicketQueries.Resource(ticket, new(queue.Slug, brand.Slug, component?.Slug, organization?.Name, asked, null), full: true) with { Missing = await missing.OfWhole(ticket, ct) };
    }
}

internal static class OpenTicketEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/tickets", async (OpenTicketBody body, Commands commands, CancellationToken ct) =>
    {
        var ticket = await commands.Send(body.Command(), ct);
        return TypedResults.Created($"/api/v1/tickets/{ticket.Number}", ticket);
    });
}
