using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Routing;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Reads before the transaction what the ticket is opened with: one writer serves everybody.</summary>
internal sealed class OpenTicketPreparation(Envelope envelope, TicketFacts facts, KnownContacts contacts, RouteOnOpening routing, FieldCatalogue fields, PreparedOpening prepared) : IPrepare<OpenTicket>
{
    public async ValueTask Prepare(OpenTicket command, CancellationToken ct)
    {
        // What is asked for here is remembered, so that the handler finds it without asking again.
        var contact = command.Requester is { } requester ? await contacts.Find(requester.Email, ct) : null;
        var organization = await facts.Organization(contact?.Organization, ct);
        var component = command.Component is { Length: > 0 } name ? await facts.Component(name, ct) : null;
        var brand = await facts.Brand(command.Brand, ct);
        var route = await routing.Ask(command, component, organization, brand, contact?.Language, ct);
        await fields.All(ct);
        await facts.FirstQueue((route?.Component ?? component)?.Owner, ct);
        (prepared.Route, prepared.Codes) = (route, route?.Decision.ErrorCodes ?? Codes(command));
        prepared.Recurrences = await facts.Recurrences(prepared.Codes, envelope.At, ct);
    }

    private static List<string> Codes(OpenTicket command) =>
    [
        .. (command.ErrorCodes ?? []).Select(code => Text.ErrorCodes.Normalise(code)!)
            .Concat(Text.ErrorCodes.In(command.Subject)).Concat(Text.ErrorCodes.In(command.Body)).Distinct().Take(Text.ErrorCodes.Most),
    ];
}

/// <summary>Whether component and brand are there, and what is said in fields can stand in them.</summary>
internal sealed class OpenTicketLookUp(TicketFacts facts, FormBook forms) : ILookUp<OpenTicket>
{
    public async ValueTask Look(OpenTicket command, FieldFindings findings, CancellationToken ct)
    {
        if (command.Component is { Length: > 0 } name) await findings.Try(() => facts.Component(name, ct));
        await findings.Try(() => facts.Brand(command.Brand, ct));
        await forms.Look(command.Fields, findings, ct);
    }
}

/// <summary>What was found out about a ticket before it is opened.</summary>
internal sealed class PreparedOpening
{
    public IReadOnlyList<string> Codes { get; set; } = [];

    /// <summary>What the rules say; null where there are none.</summary>
    public OpeningRoute? Route { get; set; }

    /// <summary>Earlier tickets with one of the codes; null without codes.</summary>
    public int? Recurrences { get; set; }
}
