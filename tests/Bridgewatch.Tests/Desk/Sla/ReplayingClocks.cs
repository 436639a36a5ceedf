using System.Text.Json;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Desk.Sla;

/// <summary><c>bridgewatch sla replay</c>: the rules of the clocks, each by an example. Times are those of Berlin in the week of 23 March 2026.</summary>
public class ReplayingClocks
{
    private const string Office = """
        calendars:
          office: {zone: Europe/Berlin, hours: {mon: &day ["09:00-12:00", "13:00-17:00"], tue: *day, wed: *day, thu: *day, fri: *day}, holidays: [2026-03-25]}
          always: {zone: Europe/Berlin, hours: {mon: &all ["00:00-24:00"], tue: *all, wed: *all, thu: *all, fri: *all, sat: *all, sun: *all}}
        policies:
          - name: gold
            when: "organization:gold*"
            calendar: always
            targets: {P1: {firstResponse: 15m, resolution: 4h}, P2: {firstResponse: 1h, resolution: 8h}}
            pause: [waiting-on-customer, waiting-on-engineering]
            answersOwnTickets: true
          - {name: standard, calendar: office, targets: {firstResponse: 1h, nextResponse: 2h, resolution: 8h}}

        """;

    [Fact]
    public async Task A_due_time_is_the_earliest_instant_at_which_the_target_is_reached() =>
        (await Last("23 11:00 opened", "resolution", "first-response")).ShouldBe(["running 23 11:00 to 24 12:00", "running 23 11:00 to 23 12:00"]);

    [Fact]
    public async Task The_first_public_reply_of_a_person_meets_the_first_response() =>
        (await All("first-response", "23 09:00 opened", "23 09:10 noted", "23 09:20 replied by system auto", "23 09:30 replied by agent auto", "23 09:40 replied by customer", "23 09:50 replied by agent"))
            .ShouldBe(["running", "running", "running", "running", "running", "met"]);

    [Theory]
    [InlineData("23 10:00", "met")]
    [InlineData("23 10:01", "met late since 23 10:00")]
    public async Task An_answer_at_the_due_time_is_in_time_and_one_after_it_is_not(string at, string outcome) =>
        (await Last($"23 09:00 opened; {at} replied by agent", "first-response")).ShouldBe([$"{outcome} 23 09:00 to 23 10:00"]);

    [Fact]
    public async Task Whom_an_agent_wrote_to_first_has_no_first_response_unless_the_policy_says_so()
    {
        (await Last("23 09:00 opened by agent", "first-response")).ShouldBe(["none"]);
        (await Last("23 09:00 opened by agent {organization: gold one, priority: P2}", "first-response")).ShouldBe(["running 23 09:00 to 23 10:00"]);
        (await Last("23 09:00 opened by agent; 23 09:30 replied by customer", "next-response")).ShouldBe(["running 23 09:30 to 23 11:30"]);
    }

    [Fact]
    public async Task The_next_response_runs_from_the_oldest_message_that_waits_once_the_first_was_given() =>
        (await All("next-response", "23 09:00 opened", "23 09:05 replied by customer", "23 09:10 replied by agent", "23 09:30 replied by customer", "23 10:00 replied by customer",
            "23 10:30 replied by agent", "23 11:00 replied by customer", "23 11:10 no-reply-needed"))
            .ShouldBe(["none", "none", "none", "running", "running", "met", "running", "ended"]);

    [Fact]
    public async Task Each_message_that_waits_begins_a_clock_of_its_own()
    {
        var steps = await Replay("23 09:00 opened; 23 09:10 replied by agent; 23 09:30 replied by customer; 23 10:00 replied by customer; 23 10:30 replied by agent; 24 09:00 replied by customer");
        steps.Select(s => Clock(s, "next-response").GetProperty("cycle").GetInt32()).ShouldBe([1, 1, 1, 1, 1, 2]);
        Shown(Clock(steps[3], "next-response")).ShouldBe("running 23 09:30 to 23 11:30");
        Shown(Clock(steps[5], "next-response")).ShouldBe("running 24 09:00 to 24 11:00");
    }

    [Fact]
    public async Task Waiting_on_the_customer_is_not_counted_and_ends_with_what_they_write() =>
        (await Last("23 09:00 opened; 23 10:00 status to waiting-on-customer; 23 15:00 replied by customer auto; 24 09:00 replied by customer", "resolution"))
            .ShouldBe(["running 23 09:00 to 24 17:00"], "the seven hours that are left");

    [Fact]
    public async Task While_it_is_paused_nobody_knows_when_it_is_due() =>
        (await Last("23 09:00 opened; 23 10:00 status to waiting-on-customer; 23 15:00 replied by customer auto", "resolution")).ShouldBe(["paused 23 09:00"]);

    [Fact]
    public async Task Waiting_on_engineering_pauses_only_where_the_policy_says_so()
    {
        (await Last("23 09:00 opened; 23 10:00 status to waiting-on-engineering", "resolution")).ShouldBe(["running 23 09:00 to 24 10:00"]);
        (await Last("23 09:00 opened {organization: goldmine, priority: P2}; 23 10:00 status to waiting-on-engineering", "resolution")).ShouldBe(["paused 23 09:00"]);
    }

    [Fact]
    public async Task Reopened_within_three_days_the_same_cycle_goes_on_without_the_time_it_was_solved() =>
        (await Last("23 09:00 opened; 23 10:00 resolved; 26 10:00 reopened", "resolution")).ShouldBe(["running 23 09:00 to 27 10:00"]);

    [Fact]
    public async Task Reopened_later_a_new_cycle_begins()
    {
        var steps = await Replay("23 09:00 opened; 23 10:00 resolved; 26 10:01 reopened; 27 10:01 resolved");
        Shown(Clock(steps[1], "resolution")).ShouldBe("met 23 09:00 to 24 10:00");
        Shown(Clock(steps[2], "resolution")).ShouldBe("running 26 10:01 to 27 11:01");
        (Clock(steps[3], "resolution").GetProperty("cycle").GetInt32(), Clock(steps[3], "resolution").GetProperty("late").GetBoolean()).ShouldBe((2, false));
    }

    [Fact]
    public async Task A_customer_who_writes_to_a_solved_ticket_reopens_it() =>
        (await Last("23 09:00 opened; 23 09:30 replied by agent; 23 10:00 resolved; 23 11:00 replied by customer", "resolution", "next-response"))
            .ShouldBe(["running 23 09:00 to 24 11:00", "running 23 11:00 to 23 14:00"]);

    [Fact]
    public async Task A_higher_priority_counts_from_the_original_start_with_every_pause_kept() =>
        (await Last("23 09:00 opened {organization: gold, priority: P2}; 23 10:00 status to waiting-on-customer; 23 12:00 status to open; 23 13:00 changed {priority: P1}", "resolution"))
            .ShouldBe(["running 23 09:00 to 23 15:00"]);

    [Fact]
    public async Task What_a_change_makes_late_is_marked_so()
    {
        var clock = Clock((await Replay("23 09:00 opened {organization: gold, priority: P2}; 23 15:00 changed {priority: P1}"))[^1], "resolution");
        Shown(clock).ShouldBe("running late since 23 15:00 23 09:00 to 23 13:00");
        clock.GetProperty("byReclassification").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task What_was_late_stays_late_when_the_target_is_widened() =>
        (await Last("23 09:00 opened {organization: gold, priority: P1}; 23 14:00 changed {priority: P2}", "resolution")).ShouldBe(["running late since 23 13:00 23 09:00 to 23 17:00"]);

    [Fact]
    public async Task Priority_up_down_and_up_while_it_is_paused_makes_nothing_late_before_it_runs_again()
    {
        const string Paused = "23 09:00 opened {organization: gold, priority: P2}; 23 14:00 status to waiting-on-customer; 23 15:00 changed {priority: P1}; 23 15:01 changed {priority: P2}; 23 15:02 changed {priority: P1}";
        (await Last(Paused, "resolution")).ShouldBe(["paused 23 09:00 to 23 13:00"]);
        var clock = Clock((await Replay($"{Paused}; 23 16:00 replied by customer; 23 16:01 now"))[^1], "resolution");
        Shown(clock).ShouldBe("running late since 23 16:00 23 09:00 to 23 13:00");
        clock.GetProperty("byReclassification").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task What_no_policy_fits_any_more_owes_nothing_and_was_late_if_it_was() =>
        (await Last("23 09:00 opened {organization: gold, priority: P1}; 23 14:00 changed {priority: P4}", "first-response", "resolution")).ShouldBe(["none late since 23 09:15 23 09:00", "none late since 23 13:00 23 09:00"]);

    [Fact]
    public async Task What_was_met_is_not_judged_again_by_later_terms() =>
        (await Last("23 09:00 opened {organization: gold, priority: P2}; 23 09:30 replied by agent; 23 09:40 changed {priority: P1}", "first-response")).ShouldBe(["met 23 09:00 to 23 10:00"]);

    [Fact]
    public async Task What_is_closed_without_being_solved_was_not_met() =>
        (await Last("23 09:00 opened; 23 09:30 status to closed; 27 09:00 now", "first-response", "resolution")).ShouldBe(["ended 23 09:00 to 23 10:00", "ended 23 09:00 to 24 10:00"]);

    [Theory]
    [InlineData("23 12:00 status to waiting-on-customer; 23 13:00 replied by customer", "24 10:00", "a pause of the lunch costs nothing")]
    [InlineData("23 17:00 status to waiting-on-customer; 24 09:00 replied by customer", "24 10:00", "nor one from closing to opening")]
    [InlineData("23 10:00 status to waiting-on-customer; 23 10:00:20 replied by customer; 23 10:00:30 status to waiting-on-customer; 23 10:01 replied by customer", "24 10:00:50", "two within a minute")]
    [InlineData("24 09:30 status to waiting-on-customer; 26 09:30 replied by customer", "26 10:00", "over a holiday")]
    public async Task A_pause_costs_what_it_takes_of_the_business_time(string pauses, string due, string because) =>
        (await Last($"23 09:00 opened; {pauses}", "resolution")).ShouldBe([$"running 23 09:00 to {due}"], because);

    [Fact]
    public async Task A_pause_over_the_repeated_hour_counts_that_hour_twice()
    {
        var clock = Clock((await Replay("10-24 20:00 opened {organization: gold, priority: P2}; 10-25 01:00 status to waiting-on-customer; 10-25 03:00 replied by customer"))[^1], "resolution");
        clock.GetProperty("dueAt").GetString().ShouldBe("2026-10-25T05:00:00Z", "five hours before, three after");
    }

    [Theory]
    [InlineData("28 20:00", "2026-03-29T03:00:00Z", "five in the morning: the clocks were put forward")]
    [InlineData("10-24 20:00", "2026-10-25T02:00:00Z", "three in the morning: they were put back")]
    public async Task Eight_hours_around_the_clock_are_eight_hours(string from, string due, string because) =>
        Clock((await Replay($"{from} opened {{organization: gold, priority: P2}}"))[^1], "resolution").GetProperty("dueAt").GetString().ShouldBe(due, because);

    [Fact]
    public async Task A_file_that_is_wrong_says_all_that_is_wrong_and_where()
    {
        var file = await Write("""
            calendars: {office: {zone: Europe/Bonn, hours: {mon: ["09:00-12:00"]}}}
            policies: [{name: one, when: "priority:", calendar: other, targets: {firstResponse: soon}}, {when: "a:b"}]
            events: [{at: yesterday, type: opened}, {at: 2026-03-23T09:00:00Z, type: replied}, {at: 2026-03-23T09:00:00Z, type: status}, {at: 2026-03-23T09:00:00Z, type: gone}]
            """);
        var result = await Verb.Run("sla", "replay", file);
        (result.Exit, result.Output).ShouldBe((2, ""));
        foreach (var finding in (string[])["zone: There is no time zone 'Europe/Bonn'", "when, at 9", "There is no calendar other", "firstResponse: Give a span", "Give a policy a name", "at: Give an instant", "Say who replied", "Say which status", "type: Give one of opened"])
            result.Errors.ShouldContain(finding);
    }

    [Fact]
    public async Task Of_several_files_each_becomes_a_line_also_one_that_cannot_be_read()
    {
        var good = await Write(Office + "events: [{at: 2026-03-23T08:00:00Z, type: opened}]");
        var result = await Verb.Run("sla", "replay", good, Path.Combine(Path.GetDirectoryName(good)!, "none.yaml"), good);
        result.Exit.ShouldBe(2);
        var lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(3);
        lines[1].ShouldContain("\"error\"");
        lines[2].ShouldBe(lines[0]);
    }

    private static async Task<IReadOnlyList<string>> Last(string events, params string[] targets)
    {
        var step = (await Replay(events))[^1];
        return [.. targets.Select(t => Shown(Clock(step, t)))];
    }

    private static async Task<IReadOnlyList<string>> All(string target, params string[] events) =>
        [.. (await Replay(string.Join("; ", events))).Select(s => Clock(s, target).GetProperty("state").GetString()!)];

    private static JsonElement Clock(JsonElement step, string target) => step.GetProperty("clocks").EnumerateArray().Single(c => c.GetProperty("target").GetString() == target);

    /// <param name="events">Such as <c>23 09:00 opened {priority: P2}; 23 10:00 status to open</c>: the day in March, or month and day.</param>
    private static async Task<IReadOnlyList<JsonElement>> Replay(string events)
    {
        var lines = events.Split("; ").Select(e => $"  - {Event(e)}");
        var result = await Verb.Run("sla", "replay", await Write($"{Office}events:\n{string.Join('\n', lines)}\n"));
        (result.Exit, result.Errors).ShouldBe((0, ""));
        return [.. JsonDocument.Parse(result.Output).RootElement.GetProperty("steps").EnumerateArray()];
    }

    private static string Event(string text)
    {
        var at = text.IndexOf('{', StringComparison.Ordinal);
        var fields = at < 0 ? null : text[at..];
        var words = (at < 0 ? text : text[..at]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var day = words[0].Contains('-', StringComparison.Ordinal) ? words[0] : $"03-{words[0]}";
        // Clocks in Berlin are put forward on 29 March and back on 25 October, in the night.
        var offset = string.CompareOrdinal($"{day} {words[1]}", "03-29 02") < 0 || string.CompareOrdinal($"{day} {words[1]}", "10-25 03") >= 0 ? "+01:00" : "+02:00";
        var time = words[1].Length == 5 ? $"{words[1]}:00" : words[1];
        string? After(string word) => Array.IndexOf(words, word) is var i and >= 0 ? words[i + 1] : null;
        var parts = new[]
        {
            $"at: 2026-{day}T{time}{offset}", $"type: {words[2]}", After("by") is { } by ? $"by: {by}" : null, After("to") is { } to ? $"to: {to}" : null,
            words.Contains("auto") ? "auto: true" : null, fields is null ? null : $"fields: {fields}",
        };
        return $"{{{string.Join(", ", parts.OfType<string>())}}}";
    }

    /// <summary>As <c>running late since 23 10:00 23 09:00 to 23 12:00</c>.</summary>
    private static string Shown(JsonElement clock)
    {
        string? At(string name) => clock.GetProperty(name).GetString() is { } text
            ? DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToOffset(TimeSpan.FromHours(1)) is var t && t.Second == 0 ? $"{t:dd HH:mm}" : $"{t:dd HH:mm:ss}"
            : null;
        return string.Join(' ', new[]
        {
            clock.GetProperty("state").GetString(), At("breachedAt") is { } late ? $"late since {late}" : null, At("startedAt"), At("dueAt") is { } due ? $"to {due}" : null,
        }.OfType<string>());
    }

    private static async Task<string> Write(string yaml)
    {
        var file = Path.Combine(TestRun.Folder("sla"), "replay.yaml");
        await File.WriteAllTextAsync(file, yaml);
        return file;
    }
}
