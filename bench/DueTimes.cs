using System.Diagnostics;
using System.Globalization;
using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Tests.Catalog;
using NodaTime;

namespace Bridgewatch.Bench;

/// <summary>Due times over a business calendar, beside the model of the tests that walks from minute to minute.</summary>
internal static class DueTimes
{
    private const int Many = 1_000_000;
    private const int Few = 200;

    private static readonly CalendarDefinition Office = new("Europe/Berlin", new Dictionary<string, IReadOnlyList<string>>
    {
        ["mon"] = ["09:00-12:00", "13:00-17:00"],
        ["tue"] = ["09:00-12:00", "13:00-17:00"],
        ["wed"] = ["09:00-12:00", "13:00-17:00"],
        ["thu"] = ["09:00-12:00", "13:00-17:00"],
        ["fri"] = ["09:00-12:00", "13:00-15:00", "22:00-02:00"],
    }, [new("2026-01-01"), new("2026-04-03"), new("2026-04-06"), new("2026-05-01"), new("2026-12-24", ["09:00-12:00"]), new("2026-12-25")]);

    public static void Measure(Report report)
    {
        var began = Stopwatch.GetTimestamp();
        var calendar = BusinessCalendar.Of(Office);
        calendar.Add(Start(0), Duration.FromHours(1));
        var first = Stopwatch.GetElapsedTime(began);
        report.Say("calendar", string.Create(CultureInfo.InvariantCulture,
            $"Business time in Berlin, with lunch, a night and holidays, from instants all over 2026. A new calendar gives its first due time after {first.TotalMilliseconds:N2} ms, once; {Many:N0} due times after that, {Few} of the slow model, which walks from minute to minute. Floor 10 µs, goal 2 µs:"));
        var slow = new SlowCalendar(Office);
        report.Table(["deed", "µs", "slow model, µs", "ratio"], new (string Deed, Action<int> Fast, Action<int> Slow)[]
        {
            ("add 1 h", n => calendar.Add(Start(n), Duration.FromHours(1)), n => slow.Add(Start(n), Duration.FromHours(1))),
            ("add 8 h", n => calendar.Add(Start(n), Duration.FromHours(8)), n => slow.Add(Start(n), Duration.FromHours(8))),
            ("add 200 h, six weeks away", n => calendar.Add(Start(n), Duration.FromHours(200)), n => slow.Add(Start(n), Duration.FromHours(200))),
            ("subtract 8 h", n => calendar.Subtract(Start(n), Duration.FromHours(8)), n => slow.Subtract(Start(n), Duration.FromHours(8))),
            ("between, three weeks", n => calendar.Between(Start(n), Start(n) + Duration.FromDays(21)), n => slow.Between(Start(n), Start(n) + Duration.FromDays(21))),
        }.Select(row => Row(row.Deed, Microseconds(row.Fast, Many), Microseconds(row.Slow, Few))));
    }

    private static IReadOnlyList<string> Row(string deed, double fast, double slow) =>
        [deed, fast.ToString("N3", CultureInfo.InvariantCulture), slow.ToString("N0", CultureInfo.InvariantCulture), (slow / fast).ToString("N0", CultureInfo.InvariantCulture) + " ×"];

    private static double Microseconds(Action<int> deed, int times)
    {
        for (var n = 0; n < times / 10; n++) deed(n);
        var began = Stopwatch.GetTimestamp();
        for (var n = 0; n < times; n++) deed(n);
        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / times;
    }

    /// <summary>The golden section spreads any number of instants evenly over the year.</summary>
    private static Instant Start(int n) => Instant.FromUtc(2026, 1, 1, 0, 0) + Duration.FromSeconds(Math.Floor(n * 0.6180339887498949 % 1 * 31_536_000));
}
