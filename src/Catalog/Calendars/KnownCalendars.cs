using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Catalog.Calendars;

/// <summary>Calendars to reckon with, also archived ones. This node keeps them, and what they worked out, in memory.</summary>
public sealed class KnownCalendars
{
    private readonly BridgewatchDb _db;
    private readonly Envelope _envelope;
    private readonly CalendarMemory _memory;

    internal KnownCalendars(BridgewatchDb db, Envelope envelope, CalendarMemory memory) => (_db, _envelope, _memory) = (db, envelope, memory);

    /// <summary>Null when there is no such calendar.</summary>
    /// <param name="calendar">The calendar.</param>
    /// <param name="version">As it stood when this was its newest version, so that what was reckoned then is reckoned again; null for as it stands.</param>
    public ValueTask<KnownCalendar?> Find(CalendarId calendar, int? version, CancellationToken ct) =>
        _memory.Calendars.Get((calendar, version), _envelope, () => Look(calendar, version, ct));

    private async Task<KnownCalendar?> Look(CalendarId id, int? version, CancellationToken ct)
    {
        var calendar = await _db.Calendars.WithVersions().SingleOrDefaultAsync(c => c.Id == id, ct);
        if (calendar is null || version < 1 || version > calendar.Versions.Count) return null;
        return new(calendar.Name, version ?? calendar.Versions.Count, calendar.Reckon(version));
    }
}

/// <param name="Name">Of the calendar, as it is called now.</param>
/// <param name="Version">The newest version that <paramref name="Reckons"/> knows. It reckons with each day as the version says that held on it.</param>
/// <param name="Reckons">Adds and measures business time.</param>
public sealed record KnownCalendar(string Name, int Version, BusinessCalendar Reckons);

/// <summary>Calendars as this node knows them.</summary>
internal sealed class CalendarMemory(FactNews news)
{
    public Remembered<(CalendarId Calendar, int? Version), KnownCalendar> Calendars { get; } =
        new(news, type => type.StartsWith("catalog.calendar.", StringComparison.Ordinal));
}
