using Bridgewatch.Catalog.Lists;
using Bridgewatch.Catalog.Naming;
using Bridgewatch.Kernel;
using FluentValidation;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Catalog.Calendars;

/// <summary>A calendar as the API shows it.</summary>
/// <param name="Hours">Those that hold on the day that was asked for, today as a rule; see <see cref="CalendarDefinition"/>.</param>
/// <param name="Holidays">Likewise.</param>
/// <param name="Versions">Oldest first.</param>
public sealed record CalendarResource(
    CalendarId Id, string Name, string Slug, string Zone, IReadOnlyDictionary<string, IReadOnlyList<string>> Hours, IReadOnlyList<Holiday> Holidays,
    IReadOnlyList<CalendarVersionResource> Versions, Instant? Archived, long Version)
{
    public static CalendarResource Of(Calendar c, LocalDate on)
    {
        var (shown, definition) = (c.On(on), c.On(on).Read());
        return new(
            c.Id, c.Name, c.Slug, c.Zone, definition.Hours, definition.Holidays ?? [],
            [.. c.Versions.Select(v => new CalendarVersionResource(v.Number, v.From == CalendarVersion.Always ? null : v.From, v.At, v.Number == shown.Number))],
            c.ArchivedAt, c.Version);
    }
}

/// <param name="From">The first day on which it holds; null for the first one, which held since always.</param>
/// <param name="At">When it was made.</param>
/// <param name="IsShown">Whether the hours and holidays beside are its own.</param>
public sealed record CalendarVersionResource(int Number, LocalDate? From, Instant At, bool IsShown);

/// <summary>Questions about calendars. Everybody of ours sees all of them.</summary>
public sealed class CalendarQueries(BridgewatchDb db, Actor actor, IClock clock)
{
    /// <summary>By name.</summary>
    public async Task<Page<CalendarResource>> List(bool archived, string? cursor, int size, bool count, CancellationToken ct)
    {
        actor.MustRead();
        var all = archived ? db.Calendars.Where(c => c.ArchivedAt != null) : db.Calendars.Where(c => c.ArchivedAt == null);
        var found = await all.After(c => c.SortKey, Cursor.Read(cursor)).OrderBy(c => c.SortKey).Take(size + 1).WithVersions().ToListAsync(ct);
        var page = Page.Of(found, size, last => Cursor.Write(last.SortKey));
        return new([.. page.Items.Select(Today)], page.Next) { Count = count ? await all.Capped(c => c.SortKey, ct) : null };
    }

    /// <param name="text">Id or short name.</param>
    /// <param name="on">The day whose hours and holidays are wanted; null for today.</param>
    /// <exception cref="NotVisible">There is no such calendar.</exception>
    public async Task<CalendarResource> Get(string text, LocalDate? on, CancellationToken ct)
    {
        actor.MustRead();
        var calendar = await Named(text).WithVersions().SingleOrDefaultAsync(ct) ?? throw new NotVisible("calendar");
        return on is { } day ? CalendarResource.Of(calendar, day) : Today(calendar);
    }

    /// <summary>A day of a parameter of the address; null when it is left out.</summary>
    /// <exception cref="Invalid">It is none.</exception>
    public static LocalDate? Day(string? on) => string.IsNullOrEmpty(on) ? null : LocalDatePattern.Iso.Parse(on).TryGetValue(default, out var day)
        ? day
        : throw new Invalid("on", RuleTexts.Of<CatalogTexts>("rule.calendar-date", on));

    private CalendarResource Today(Calendar calendar) => CalendarResource.Of(calendar, calendar.DayOf(clock.GetCurrentInstant()));

    private IQueryable<Calendar> Named(string text)
    {
        if (CalendarId.TryParse(text, out var id)) return db.Calendars.Where(c => c.Id == id);
        var slug = Slug.IsSegment(text) ? text : "";
        return db.Calendars.Where(c => c.Slug == slug);
    }
}

/// <summary>What a calendar shares with others, checked before it changes: its short name.</summary>
internal sealed class CalendarLinks(BridgewatchDb db, Actor actor)
{
    /// <exception cref="NotVisible">There is no such calendar.</exception>
    public async Task<Calendar> Expect(CalendarId id, CancellationToken ct)
    {
        var calendar = await db.AllCalendars.WithVersions().SingleOrDefaultAsync(c => c.Id == id, ct) ?? throw new NotVisible("calendar");
        actor.MustHold(default);
        return calendar;
    }

    /// <exception cref="Refusal">Another calendar has the short name.</exception>
    public async Task RefuseTaken(string slug, CancellationToken ct)
    {
        if (await db.Calendars.AnyAsync(c => c.Slug == slug, ct)) throw CalendarRefusals.SlugTaken(slug);
    }
}

internal static class CalendarRules
{
    public static IQueryable<Calendar> WithVersions(this IQueryable<Calendar> calendars) => calendars.Include("_versions");

    public static IRuleBuilderOptions<T, string> CalendarName<T>(this IRuleBuilder<T, string> rule) => rule
        .NotEmpty().WithMessage(_ => RuleTexts.Of<CatalogTexts>("rule.give-it-a-name")).OneLine(Calendar.LongestName)!;
}
