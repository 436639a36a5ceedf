using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Catalog.Calendars;

/// <summary>Adds a calendar. Its hours hold since always, until others do.</summary>
/// <param name="Zone">IANA name of its zone, which stays.</param>
/// <param name="Hours">As in a <see cref="CalendarDefinition"/>.</param>
/// <param name="Holidays">As in a <see cref="CalendarDefinition"/>.</param>
/// <param name="Slug">Its short name; made from the name when left out.</param>
[Requires(CatalogPermissions.EditCalendars)]
public sealed record AddCalendar(
    string Name, string Zone, IReadOnlyDictionary<string, IReadOnlyList<string>> Hours, IReadOnlyList<Holiday>? Holidays = null, string? Slug = null)
    : ICommand<CalendarResource>
{
    internal CalendarDefinition Definition => new(Zone, Hours, Holidays ?? []);
}

internal sealed class AddCalendarValidator : AbstractValidator<AddCalendar>
{
    public AddCalendarValidator()
    {
        RuleFor(c => c.Name).CalendarName();
        RuleFor(c => c.Slug).ShortName();
        RuleFor(c => c.Slug).Must((c, s) => !string.IsNullOrEmpty(s) || Naming.Slug.From(c.Name ?? "").Length > 0)
            .WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.no-short-name-can-be"));
    }
}

/// <summary>What is wrong with hours, holidays and zone stands beside what is wrong with the names.</summary>
internal sealed class AddCalendarLookUp : ILookUp<AddCalendar>
{
    public ValueTask Look(AddCalendar command, FieldFindings findings, CancellationToken ct)
    {
        CalendarReading.Of(command.Definition, findings);
        return default;
    }
}

internal sealed class AddCalendarHandler(BridgewatchDb db, Actor actor, Envelope envelope, CalendarLinks links) : ICommandHandler<AddCalendar, CalendarResource>
{
    public async ValueTask<CalendarResource> Handle(AddCalendar command, CancellationToken ct)
    {
        actor.MustHold(default);
        var slug = string.IsNullOrEmpty(command.Slug) ? Naming.Slug.From(command.Name) : command.Slug;
        await links.RefuseTaken(slug, ct);
        var calendar = Calendar.Add(command.Name.Trim(), slug, command.Definition, envelope.At);
        db.AllCalendars.Add(calendar);
        return CalendarResource.Of(calendar, calendar.DayOf(envelope.At));
    }
}

internal static class AddCalendarEndpoint
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/calendars", async (AddCalendar body, Commands commands, CancellationToken ct) =>
    {
        var calendar = await commands.Send(body, ct);
        return Tagged.Created($"/api/v1/calendars/{calendar.Slug}", calendar, calendar.Version);
    });
}
