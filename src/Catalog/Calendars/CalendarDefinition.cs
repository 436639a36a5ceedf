namespace Bridgewatch.Catalog.Calendars;

/// <summary>When work is done, in the words of a calendar file, the API and the database. Nothing of it is checked before
/// <see cref="BusinessCalendar.Of"/>, so that everything that is wrong with it is told at once.</summary>
/// <param name="Zone">IANA name of the zone whose clocks on the wall the hours are read from.</param>
/// <param name="Hours">Intervals such as <c>09:00-12:00</c> of each day, by <c>mon</c> to <c>sun</c>; a day left out is closed. One that ends
/// before it begins runs over into the next day and belongs to the day on which it begins; <c>00:00-24:00</c> is a whole day.</param>
/// <param name="Holidays">Days that differ from their week.</param>
public sealed record CalendarDefinition(
    string Zone, IReadOnlyDictionary<string, IReadOnlyList<string>> Hours, IReadOnlyList<Holiday>? Holidays = null);

/// <summary>A day that differs from its week. What runs over from the evening before still ends in its morning; what would begin on it does not.</summary>
/// <param name="Date">ISO 8601, in the calendar's zone.</param>
/// <param name="Hours">They replace those of its day of the week; without any the day is closed. A file may then give the date alone.</param>
/// <param name="Name">For people.</param>
public sealed record Holiday(string Date, IReadOnlyList<string>? Hours = null, string? Name = null);
