using Bridgewatch.Kernel;
using NodaTime;
using NodaTime.Text;

namespace Bridgewatch.Desk.Duties;

/// <summary>A due time as people type it: a day and a time in their zone.</summary>
internal static class DueTime
{
    public const string EndOfDay = "17:00";

    private static readonly LocalTimePattern Clock = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    /// <exception cref="Invalid">One of the two is missing or cannot be read.</exception>
    public static Instant Of(LocalDate? day, string? time, DateTimeZone zone) =>
        day is { } date && Clock.Parse(string.IsNullOrWhiteSpace(time) ? EndOfDay : time.Trim()).TryGetValue(default, out var at)
            ? (date + at).InZoneLeniently(zone).ToInstant()
            : throw new Invalid("due", RuleTexts.Of<DeskTexts>("duty.due-unreadable"));
}
