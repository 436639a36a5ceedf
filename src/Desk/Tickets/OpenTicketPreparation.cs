using Bridgewatch.Catalog.Contacts;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Reads before the transaction what the ticket is opened with: one writer serves everybody.</summary>
internal sealed class OpenTicketPreparation(Envelope envelope, TicketFacts facts, KnownContacts contacts, PreparedOpening prepared) : IPrepare<OpenTicket>
{
    public async ValueTask Prepare(OpenTicket command, CancellationToken ct)
    {
        prepared.Codes = Codes(command);
        prepared.Recurrences = await facts.Recurrences(prepared.Codes, envelope.At, ct);
        // The rest is remembered, so that the handler finds it without asking again.
        var contact = command.Requester is { } requester ? await contacts.Find(requester.Email, ct) : null;
        await facts.Organization(contact?.Organization, ct);
        var component = command.Component is { Length: > 0 } name ? await facts.Component(name, ct) : null;
        await facts.Brand(command.Brand, ct);
        await facts.FirstQueue(component?.Owner, ct);
    }

    private static List<string> Codes(OpenTicket command) =>
    [
        .. (command.ErrorCodes ?? []).Select(code => Text.ErrorCodes.Normalise(code)!)
            .Concat(Text.ErrorCodes.In(command.Subject)).Concat(Text.ErrorCodes.In(command.Body)).Distinct().Take(Text.ErrorCodes.Most),
    ];
}

/// <summary>Whether component and brand are there.</summary>
internal sealed class OpenTicketLookUp(TicketFacts facts) : ILookUp<OpenTicket>
{
    public async ValueTask Look(OpenTicket command, FieldFindings findings, CancellationToken ct)
    {
        if (command.Component is { Length: > 0 } name) await findings.Try(() => facts.Component(name, ct));
        await findings.Try(() => facts.Brand(command.Brand, ct));
    }
}

/// <summary>What was found out about a ticket before it is opened.</summary>
internal sealed class PreparedOpening
{
    public IReadOnlyList<string> Codes { get; set; } = [];

    /// <summary>Earlier tickets with one of the codes; null without codes.</summary>
    public int? Recurrences { get; set; }
}
