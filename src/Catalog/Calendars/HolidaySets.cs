using System.Globalization;
using NodaTime;
using NodaTime.Text;
using PublicHoliday;

namespace Bridgewatch.Catalog.Calendars;

/// <summary>Public holidays of a country, or of a part of one, that somebody picks for a calendar. They are copied into it, and never change by themselves.</summary>
/// <param name="Code">ISO 3166: <c>DE</c>, <c>DE-BY</c>.</param>
/// <param name="Name">In English: <c>Germany</c>, <c>Germany (BY)</c>.</param>
public sealed record HolidaySet(string Code, string Name);

/// <summary>The sets that there are. What is a holiday only in a part of a country stands in the set of that part alone.</summary>
public static class HolidaySets
{
    /// <summary>Beyond, governments have not decided.</summary>
    public const int MostYears = 10;

    private static readonly SortedDictionary<string, (HolidaySet Set, Func<IPublicHolidays> Make)> Known = new(
        Countries().Concat(Parts()).ToDictionary(s => s.Code, s => (new HolidaySet(s.Code, NameOf(s.Code)), s.Make)), StringComparer.Ordinal);

    /// <summary>By name.</summary>
    public static IReadOnlyList<HolidaySet> All { get; } = [.. Known.Values.Select(k => k.Set).OrderBy(s => s.Name, StringComparer.Ordinal)];

    /// <summary>The holidays of some years, in order; null when there is no such set.</summary>
    /// <param name="code">Of one of <see cref="All"/>.</param>
    /// <param name="first">The first year.</param>
    /// <param name="years">How many, at most <see cref="MostYears"/>.</param>
    public static IReadOnlyList<Holiday>? Of(string code, int first, int years)
    {
        if (!Known.TryGetValue(code, out var known)) return null;
        var holidays = known.Make();
        // New Year may be kept on the last day of the year before, so that a day comes twice.
        return [.. Enumerable.Range(first, Math.Clamp(years, 0, MostYears)).SelectMany(holidays.PublicHolidayNames)
            .Select(h => new Holiday(LocalDatePattern.Iso.Format(LocalDate.FromDateTime(h.Key)), Name: h.Value))
            .DistinctBy(h => h.Date).OrderBy(h => h.Date, StringComparer.Ordinal)];
    }

    /// <summary>The library knows Poland by two codes, of which one is nobody's.</summary>
    private static IEnumerable<(string Code, Func<IPublicHolidays> Make)> Countries() =>
        from country in Enum.GetValues<PublicHolidayCountryCode>()
        where country != PublicHolidayCountryCode.Po
        select (country.ToString().ToUpperInvariant(), new Func<IPublicHolidays>(() => PublicHolidayFactory.GetPublicHolidayForCountry(country)));

    private static IEnumerable<(string Code, Func<IPublicHolidays> Make)> Parts() =>
    [
        .. PartsOf("DE", GermanPublicHoliday.States.ALL, s => new GermanPublicHoliday { State = s }),
        .. PartsOf("CH", SwitzerlandPublicHoliday.Cantons.OnlyOfficial, c => new SwitzerlandPublicHoliday { Canton = c }),
        .. PartsOf("AU", AustraliaPublicHoliday.States.All, s => new AustraliaPublicHoliday { State = s }),
    ];

    /// <param name="country">The country.</param>
    /// <param name="none">Stands for no part; so does whatever is called ALL.</param>
    /// <param name="make">The holidays of a part.</param>
    private static IEnumerable<(string Code, Func<IPublicHolidays> Make)> PartsOf<T>(string country, T none, Func<T, IPublicHolidays> make) where T : struct, Enum =>
        from part in Enum.GetValues<T>()
        where !part.Equals(none) && part.ToString() != "ALL"
        select ($"{country}-{part}", new Func<IPublicHolidays>(() => make(part)));

    private static string NameOf(string code) => code.Split('-') is [var country, var part]
        ? $"{new RegionInfo(country).EnglishName} ({part})"
        : new RegionInfo(code).EnglishName;
}
