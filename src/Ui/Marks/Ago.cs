using System.Globalization;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace Bridgewatch.Ui;

/// <summary>Durations in words, with the same cuts as <c>time.js</c>, which moves them on in the browser.</summary>
public static class Ago
{
    /// <summary>How a day is written wherever it stands alone: “24 Nov 2026”.</summary>
    public const string Day = "d MMM uuuu";

    /// <summary>“24 November 2026, 10:42:07 CET (Europe/Berlin)”: what the title of a time says.</summary>
    public static string Exact(Instant at, DateTimeZone zone)
    {
        var local = at.InZone(zone).ToString("d MMMM uuuu, HH:mm:ss x", CultureInfo.CurrentCulture);
        return zone.GetZoneInterval(at).Name == zone.Id ? local : $"{local} ({zone.Id})";
    }

    /// <summary>“just now”, “9 min ago”, “in 1 h 11 min”, “3 days ago”; after 30 days the date in the reader's zone.</summary>
    public static string Relative(Instant at, Instant now, DateTimeZone zone, IStringLocalizer<UiTexts> text)
    {
        var passed = now - at;
        var length = passed < Duration.Zero ? -passed : passed;
        if (length < Duration.FromMinutes(1))
            return text["ago.now"];
        if (length > Duration.FromDays(30))
            return at.InZone(zone).ToString(Day, CultureInfo.CurrentCulture);
        return text[passed > Duration.Zero ? "ago.ago" : "ago.in", Span(length, text)];
    }

    /// <summary>“9 min”, “1 h 11 min”, “14 h”, “3 days”. Minutes are left out from ten hours on.</summary>
    /// <param name="length">Not negative.</param>
    public static string Span(Duration length, IStringLocalizer<UiTexts> text)
    {
        var minutes = (long)length.TotalMinutes;
        if (minutes < 60)
            return text["ago.min", minutes];
        var (hours, rest) = (minutes / 60, minutes % 60);
        if (hours < 24)
            return rest == 0 || hours >= 10 ? text["ago.hours", hours] : text["ago.both", hours, rest];
        var days = hours / 24;
        return days == 1 ? text["ago.day"] : text["ago.days", days];
    }
}
