using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace Bridgewatch.Catalog.Calendars;

/// <summary>Changes what is given of a calendar and leaves the rest. Other hours or holidays are a new version; what held before its day stays.</summary>
/// <param name="Hours">As in a <see cref="CalendarDefinition"/>; left out, those that hold on the day go on.</param>
/// <param name="Holidays">All of them, likewise.</param>
/// <param name="From">The first day on which hours and holidays hold, today when left out. A day in the past corrects what held since then.</param>
/// <param name="Archived">False brings an archived one back.</param>
[Requires(CatalogPermissions.EditCalendars)]
public sealed record ChangeCalendar(
    CalendarId Calendar, Given<string> Name = default, Given<string> Slug = default, Given<IReadOnlyDictionary<string, IReadOnlyList<string>>> Hours = default,
    Given<IReadOnlyList<Holiday>> Holidays = default, Given<LocalDate> From = default, Given<bool> Archived = default) : ICommand;

internal sealed class ChangeCalendarValidator : AbstractValidator<ChangeCalendar>
{
    public ChangeCalendarValidator()
    {
        RuleFor(c => c.Name.Value).CalendarName().OverridePropertyName("Name").When(c => c.Name.IsGiven);
        RuleFor(c => c.Slug.Value).NotEmpty().WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.give-it-a-short-name")).ShortName().OverridePropertyName("Slug").When(c => c.Slug.IsGiven);
        RuleFor(c => c.From.Value).Must(d => d > CalendarVersion.Always).WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.give-a-day-from-on")).OverridePropertyName("From").When(c => c.From.IsGiven);
    }
}

internal sealed class ChangeCalendarHandler(Envelope envelope, CalendarLinks links) : ICommandHandler<ChangeCalendar>
{
    public async ValueTask<Unit> Handle(ChangeCalendar command, CancellationToken ct)
    {
        var calendar = await links.Expect(command.Calendar, ct);
        if (command.Name.Is(out var name)) calendar.Rename(name.Trim());
        if (command.Slug.Is(out var slug) && slug != calendar.Slug)
        {
            await links.RefuseTaken(slug, ct);
            calendar.ChangeSlug(slug);
        }
        if (command.Hours.IsGiven || command.Holidays.IsGiven)
        {
            var from = command.From.Or(calendar.DayOf(envelope.At));
            var before = calendar.On(from).Read();
            calendar.ChangeHours(before with { Hours = command.Hours.Or(before.Hours), Holidays = command.Holidays.Or(before.Holidays ?? []) }, from, envelope.At);
        }
        if (command.Archived.Is(out var archived)) calendar.ArchiveOrRestore(archived, envelope.At);
        return default;
    }
}

internal static class ChangeCalendarEndpoint
{
    public sealed record Body(
        Given<string> Name, Given<string> Slug, Given<IReadOnlyDictionary<string, IReadOnlyList<string>>> Hours, Given<IReadOnlyList<Holiday>> Holidays,
        Given<LocalDate> From, Given<bool> Archived);

    public static void Map(IEndpointRouteBuilder api) => api.MapPatch("/calendars/{calendar}",
        async (string calendar, Body b, Commands commands, Reads reads, CancellationToken ct) =>
        {
            var id = (await CalendarEndpoints.Read(calendar, null, reads, ct)).Id;
            var changed = await commands.Send(
                new ChangeCalendar(id, b.Name, b.Slug, b.Hours, b.Holidays, b.From, b.Archived),
                _ => CalendarEndpoints.Read(id.ToString(), b.From.IsGiven ? b.From.Value : null, reads, ct), ct);
            return Tagged.Ok(changed, changed.Version);
        });
}
