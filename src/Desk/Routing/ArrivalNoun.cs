using System.Globalization;
using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;

namespace Bridgewatch.Desk.Routing;

/// <summary>What rules may ask of a ticket that arrives: the fields of <see cref="TicketNoun"/> that are known before anything was done with it, by
/// the same names, and those that only then are at hand.</summary>
public static class ArrivalNoun
{
    /// <summary>Before the name of a field of one's own: <c>field.host:db-*</c>.</summary>
    public const string OwnField = "field.";

    public static QueryNoun<Arrival> Instance { get; } = new("ticket", Fields(), Own);

    /// <summary>What an arrival has in a field, as it is compared.</summary>
    internal static Func<Arrival, IReadOnlyList<string>> Values(string field) => field switch
    {
        "type" => a => [Words.Of(a.Type)],
        "severity" => a => a.Severity is { } severity ? [Words.Of(severity)] : [],
        "channel" => a => [Words.Of(a.Channel)],
        "organization" => a => a.Organization,
        "requester" => a => a.Requester,
        "service" => a => a.Services,
        "component" => a => a.Component,
        "brand" => a => a.Brand,
        "code" => a => a.Codes,
        "label" => a => a.Labels,
        "subject" => a => [a.Subject],
        "body" => a => [a.Body],
        "region" => a => One(a.Region),
        "language" => a => One(a.Language),
        "affected" => a => One(a.Affected?.ToString(CultureInfo.InvariantCulture)),
        _ when field.StartsWith(OwnField, StringComparison.Ordinal) => OwnValues(field[OwnField.Length..]),
        _ => throw new InvalidOperationException($"Nothing is known of a field {field}."),
    };

    /// <summary>A whole value in the form in which arrivals have it.</summary>
    internal static string Stored(string field, string value) => field switch
    {
        "code" => ErrorCodes.Normalise(value) ?? value,
        "label" => Label(value) ?? value,
        _ => value,
    };

    private static IReadOnlyList<QueryField<Arrival>> Fields() =>
    [
        new WordField<Arrival, TicketType>("type", "What kind of request it is.", a => a.Type),
        new WordField<Arrival, Severity>("severity", "How badly the function is hurt.", a => a.Severity, optional: true),
        new WordField<Arrival, Channel>("channel", "The way it came.", a => a.Channel),
        new ValueField<Arrival>("organization", "The customer, by name.", a => a.Organization, TicketNoun.Organization) { Aliases = ["org", "customer"] },
        new ValueField<Arrival>("requester", "Who asked, by name or address.", a => a.Requester, TicketNoun.Requester) { Aliases = ["from"] },
        new ValueField<Arrival>("service", "A service, with all that is below it.", a => a.Services, TicketNoun.Service),
        new ValueField<Arrival>("component", "A part of the architecture, by path or name: payments/settlement, payments/*.", a => a.Component, TicketNoun.Component),
        new ValueField<Arrival>("brand", "The name under which we speak.", a => a.Brand, TicketNoun.Brand, optional: false),
        new NamesField<Arrival>("code", "An error code that it speaks of; stars stand for anything.",
            fits => QueryField.Any<Arrival>(a => a.Codes, fits), a => !a.Codes.Any(), ErrorCodes.Normalise, c => c.ToUpperInvariant()) { Aliases = ["error"] },
        new NamesField<Arrival>("label", "A label.",
            fits => QueryField.Any<Arrival>(a => a.Labels, fits), a => !a.Labels.Any(), Label, l => l.ToLowerInvariant()) { Aliases = ["tag"] },
        new TextField<Arrival>("subject", "Words of the subject.", a => a.Subject) { Aliases = ["title"] },
        new TextField<Arrival>("body", "Words of the first message.", a => a.Body),
        new TextField<Arrival>("region", "The customer's region.", a => a.Region),
        new ValueField<Arrival>("language", "In which the requester writes: de, en-GB.", a => One(a.Language)),
        new NumberField<Arrival>("affected", "How many customers or people are hit.", a => a.Affected, optional: true),
    ];

    private static string? Label(string typed) => typed.Trim().ToLowerInvariant() is { Length: > 0 } label ? label : null;

    /// <summary>A field of one's own, whose name is written as it was given.</summary>
    private static ValueField<Arrival>? Own(string called)
    {
        if (!called.StartsWith(OwnField, StringComparison.OrdinalIgnoreCase) || called.Length == OwnField.Length) return null;
        var values = OwnValues(called[OwnField.Length..]);
        return new(OwnField + called[OwnField.Length..], "A field of one's own.", a => values(a));
    }

    private static Func<Arrival, IReadOnlyList<string>> OwnValues(string name) => a => One(a.Fields.GetValueOrDefault(name));

    private static IReadOnlyList<string> One(string? value) => value is null ? [] : [value];
}
