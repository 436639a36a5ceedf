using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Host.CommandLine;

/// <summary>Spans of time as people write them: <c>90m</c>, <c>8h</c>, <c>30d</c>, or ISO 8601 as <c>PT1H30M</c>.</summary>
internal static class Durations
{
    public static bool TryRead(string? text, out Duration duration)
    {
        duration = Duration.Zero;
        if (text is [.. var digits, var unit] && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count < 1_000_000)
        {
            duration = unit switch { 'm' => Duration.FromMinutes(count), 'h' => Duration.FromHours(count), 'd' => Duration.FromDays((int)count), _ => Duration.Zero };
            return unit is 'm' or 'h' or 'd';
        }
        if (!PeriodPattern.NormalizingIso.Parse(text ?? "").TryGetValue(Period.Zero, out var period) || period.Months != 0 || period.Years != 0) return false;
        duration = period.ToDuration();
        return true;
    }
}
