using System.Text.Json;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Catalog;

/// <summary><c>bridgewatch calendar</c>.</summary>
public class AskingACalendarFile
{
    private const string Office = """
        zone: Europe/Berlin
        hours:
          mon: ["09:00-12:00", "13:00-17:00"]
          fri: ["09:00-12:00", "13:00-17:00"]
        holidays:
          - 2026-12-25
          - {date: 2026-12-24, hours: ["09:00-12:00"], name: Christmas Eve}
        """;

    [Theory]
    [InlineData("add", "--from", "2026-03-27T11:00:00+01:00", "--duration", "1h", """{"result":"2026-03-27T11:00:00Z"}""")]
    [InlineData("add", "--from", "2026-03-27T10:00:00.25Z", "--duration", "90m", """{"result":"2026-03-27T12:30:00.25Z"}""")]
    [InlineData("add", "--from", "2026-03-27T10:00:00Z", "--duration", "PT5H30M", """{"result":"2026-03-30T07:30:00Z"}""")]
    [InlineData("add", "--from", "2026-03-27T10:00:00Z", "--duration", "3d", """{"result":"2026-05-01T12:00:00Z"}""")]
    [InlineData("subtract", "--from", "2026-03-27T13:30:00+01:00", "--duration", "30m", """{"result":"2026-03-27T12:00:00Z"}""")]
    [InlineData("subtract", "--until", "2026-03-27T13:30:00+01:00", "--duration", "0m", """{"result":"2026-03-27T12:30:00Z"}""")]
    [InlineData("between", "--from", "2026-12-24T10:30:00+01:00", "--until", "2026-12-28T09:30:00+01:00", """{"duration":"PT2H","seconds":7200}""")]
    [InlineData("between", "--from", "2026-12-28T09:30:00.5+01:00", "--until", "2026-12-28T09:30:00+01:00", """{"duration":"-PT0.5S","seconds":-0.5}""")]
    public async Task It_answers_with_JSON_and_needs_no_data(string verb, string first, string one, string second, string two, string answer)
    {
        var file = await File("office", Office);
        var result = await Verb.Run("calendar", verb, "--calendar", file, first, one, second, two);
        (result.Exit, result.Errors, result.Output).ShouldBe((0, "", answer + "\n"));
        Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(file)!).Count().ShouldBe(1, "it makes no data folder");
    }

    [Fact]
    public async Task A_calendar_file_may_be_JSON()
    {
        var file = await File("json", JsonSerializer.Serialize(new { zone = "UTC", hours = new { sun = new[] { "00:00-24:00" } }, holidays = new object[] { "2026-01-04", new { date = "2026-01-11" } } }));
        (await Verb.Run("calendar", "add", "--calendar", file, "--from", "2026-01-01T00:00:00Z", "--duration", "1m")).Output.ShouldBe("{\"result\":\"2026-01-18T00:01:00Z\"}\n");
    }

    [Fact]
    public async Task An_invalid_file_says_everything_that_is_wrong_and_is_never_open_all_day()
    {
        var file = await File("wrong", "{zone: Europe/Bonn, hours: {mon: [\"09:00-12:00\", \"11:00-13:00\"], tue: [late]}, holidays: [2026-02-30], other: 1}");
        var result = await Verb.Run("calendar", "between", "--calendar", file, "--from", "2026-01-01T00:00:00Z", "--until", "2026-01-02T00:00:00Z");
        (result.Exit, result.Output).ShouldBe((2, ""));
        result.Errors.ShouldBe("""
            calendar: 'other' is not known here. There is zone, hours, holidays, name.
            zone: There is no time zone 'Europe/Bonn'. Give the name of one, such as Europe/Berlin.
            hours.mon: 09:00-12:00 and 11:00-13:00 overlap.
            hours.tue: 'late' is no interval. Write it as 09:00-17:00; 22:00-06:00 runs over midnight, 00:00-24:00 is a whole day.
            holidays[0]: '2026-02-30' is no day. Write it as 2026-12-25.

            """);
    }

    [Theory]
    [InlineData("add", "--from", "2026-01-01T00:00:00", "--duration", "1h")]
    [InlineData("add", "--from", "yesterday", "--duration", "1h")]
    [InlineData("add", "--from", "2026-01-01T00:00:00Z", "--duration", "1 hour")]
    [InlineData("add", "--from", "2026-01-01T00:00:00Z", "--duration", "-PT1H")]
    [InlineData("add", "--from", "2026-01-01T00:00:00Z", "--duration", "900000d")]
    [InlineData("add", "--from", "1815-06-18T11:30:00Z", "--duration", "1h")]
    [InlineData("add", "--from", "2026-01-01T00:00:00Z", "--until", "2026-01-01T00:00:00Z")]
    [InlineData("between", "--from", "2026-01-01T00:00:00Z", "--until", "9999-12-31T00:00:00Z")]
    public async Task What_cannot_be_reckoned_with_is_wrong_input(string verb, string first, string one, string second, string two)
    {
        var result = await Verb.Run("calendar", verb, "--calendar", await File("input", Office), first, one, second, two);
        (result.Exit, result.Output).ShouldBe((2, ""));
        result.Errors.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_wrong_input() =>
        (await Verb.Run("calendar", "add", "--calendar", Path.Combine(TestRun.Folder("calendar-none"), "none.yaml"), "--from", "2026-01-01T00:00:00Z", "--duration", "1h")).Exit.ShouldBe(2);

    private static async Task<string> File(string name, string text)
    {
        var file = Path.Combine(TestRun.Folder($"calendar-{name}"), "calendar.yaml");
        await System.IO.File.WriteAllTextAsync(file, text);
        return file;
    }
}
