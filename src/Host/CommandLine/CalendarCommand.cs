using System.CommandLine;
using Bridgewatch.Catalog.Calendars;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Host.CommandLine;

/// <summary><c>calendar add</c>, <c>subtract</c> and <c>between</c>: business time over a calendar file. Touches no data and needs none.</summary>
internal static class CalendarCommand
{
    private static readonly Option<string> Calendar = new("--calendar") { Description = "The calendar, as YAML: zone, hours, holidays.", Required = true };
    private static readonly Option<string> From = new("--from") { Description = "An instant, as RFC 3339: 2026-03-27T10:20:00+01:00.", Required = true };
    private static readonly Option<string> Back = new("--from", "--until") { Description = "The instant to go back from, as RFC 3339.", Required = true };
    private static readonly Option<string> Until = new("--until") { Description = "An instant, as RFC 3339; before the other one the answer is negative.", Required = true };
    private static readonly Option<string> Work = new("--duration") { Description = "So much business time: 90m, 8h, 3d (of 24 hours each), PT1H30M.", Required = true };

    public static Command Make()
    {
        var add = new Command("add", "Prints the earliest instant at which so much business time has passed.") { Calendar, From, Work };
        add.SetAction(Add);
        var subtract = new Command("subtract", "Prints the latest instant from which so much business time passes until another.") { Calendar, Back, Work };
        subtract.SetAction(Subtract);
        var between = new Command("between", "Prints the business time between two instants.") { Calendar, From, Until };
        between.SetAction(Between);
        return new("calendar", "Reckons with business calendars.") { add, subtract, between };
    }

    private static async Task<int> Add(ParseResult parsed, CancellationToken ct) =>
        await Open(parsed, ct) is { } calendar ? Print(parsed, new { result = calendar.Add(Instant(parsed, From), Span(parsed)) }) : BridgewatchCommand.Usage;

    private static async Task<int> Subtract(ParseResult parsed, CancellationToken ct) =>
        await Open(parsed, ct) is { } calendar ? Print(parsed, new { result = calendar.Subtract(Instant(parsed, Back), Span(parsed)) }) : BridgewatchCommand.Usage;

    private static async Task<int> Between(ParseResult parsed, CancellationToken ct)
    {
        if (await Open(parsed, ct) is not { } calendar) return BridgewatchCommand.Usage;
        var duration = calendar.Between(Instant(parsed, From), Instant(parsed, Until));
        return Print(parsed, new { duration, seconds = duration.ToInt64Nanoseconds() / (decimal)NodaConstants.NanosecondsPerSecond });
    }

    /// <returns>Null when the file cannot be had; then that was said.</returns>
    /// <exception cref="Invalid">It is no calendar.</exception>
    private static async Task<BusinessCalendar?> Open(ParseResult parsed, CancellationToken ct)
    {
        var file = parsed.GetValue(Calendar)!;
        try
        {
            return BusinessCalendar.Of(CalendarFile.Read(await File.ReadAllTextAsync(file, ct)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            parsed.Say($"{file}: {exception.Message}");
            return null;
        }
    }

    private static Instant Instant(ParseResult parsed, Option<string> option) => InstantJson.TryRead(parsed.GetValue(option), out var instant)
        ? instant
        : throw new Invalid(option.Name, $"'{parsed.GetValue(option)}' is no instant. Write it with its offset: 2026-03-27T10:20:00+01:00 or 2026-03-27T09:20:00Z.");

    private static Duration Span(ParseResult parsed) => DurationJson.TryRead(parsed.GetValue(Work), out var work) && work >= Duration.Zero
        ? work
        : throw new Invalid(Work.Name, $"'{parsed.GetValue(Work)}' is no span of time. Write 90m, 8h, 3d or PT1H30M.");

    private static int Print<T>(ParseResult parsed, T result)
    {
        parsed.Print(result);
        return BridgewatchCommand.Fine;
    }
}
