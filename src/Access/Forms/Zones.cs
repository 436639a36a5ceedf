using NodaTime;
using NodaTime.TimeZones;

namespace Bridgewatch.Access.Forms;

/// <summary>The time zones that one chooses from: where people live, without old names and offsets.</summary>
public static class Zones
{
    public static IReadOnlyList<string> All { get; } =
    [
        "UTC", .. TzdbDateTimeZoneSource.Default.ZoneLocations!.Select(l => l.ZoneId).Distinct().Where(id => DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is not null).Order(StringComparer.Ordinal),
    ];
}
