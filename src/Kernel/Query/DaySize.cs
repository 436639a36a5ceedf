using NodaTime.Text;

namespace Bridgewatch.Kernel.Query;

/// <summary>Days as numbers, so that they are compared by size: 2026-03-27 is 20260327.</summary>
public static class DaySize
{
    /// <summary>Null for what is no day.</summary>
    public static double? Of(string text) => LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? (day.Year * 10_000) + (day.Month * 100) + day.Day : null;
}
