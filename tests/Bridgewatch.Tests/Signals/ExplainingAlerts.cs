using System.Text.Json;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Signals;

/// <summary><c>bridgewatch alert parse</c>.</summary>
public class ExplainingAlerts
{
    [Fact]
    public async Task A_body_is_printed_as_the_alerts_that_it_means_and_no_data_is_needed()
    {
        var folder = TestRun.Folder("alert-parse");
        var file = Path.Combine(folder, "body.json");
        await File.WriteAllTextAsync(file, Monitor.Body([Monitor.Alert("A", labels: new() { ["service"] = "payments" }, summary: "Captures fail"), Monitor.Alert("B", ends: 60, severity: null)]));
        var parsed = await Verb.Run("alert", "parse", file);
        (parsed.Exit, parsed.Errors).ShouldBe((0, ""));
        var alerts = JsonDocument.Parse(parsed.Output).RootElement.EnumerateArray().ToList();
        alerts.Select(a => (a.Text("kind"), a.Text("source"), a.Text("status"), a.Text("severity"), a.Text("title"))).ShouldBe(
            [("alert", "alertmanager", "firing", "critical", "Captures fail"), ("alert", "alertmanager", "resolved", "warning", "B")]);
        (alerts[0].Text("service"), alerts[0].Text("startsAt"), alerts[0].GetProperty("endsAt").ValueKind).ShouldBe(("payments", "2026-03-27T15:30:00Z", JsonValueKind.Null));
        alerts[1].GetProperty("warnings")[0].Text("fault").ShouldBe("severity-assumed");
        Directory.EnumerateFileSystemEntries(folder).ShouldBe([file], "it makes no data folder");
    }

    [Theory]
    [InlineData("{\"alerts\":[", "This is no JSON: line 1, byte")]
    [InlineData("{\"status\":\"firing\"}", "there is no list of alerts")]
    [InlineData("", "This is no JSON")]
    public async Task What_cannot_be_read_ends_with_two_and_says_why(string body, string why)
    {
        var file = Path.Combine(TestRun.Folder("alert-parse"), "body.json");
        await File.WriteAllTextAsync(file, body);
        var parsed = await Verb.Run("alert", "parse", file);
        (parsed.Exit, parsed.Output).ShouldBe((2, ""));
        parsed.Errors.ShouldContain(why);
        parsed.Errors.ShouldContain(file);
    }

    [Fact]
    public async Task Several_files_are_a_line_each_in_their_order_and_a_missing_one_says_so()
    {
        var folder = TestRun.Folder("alert-parse");
        var file = Path.Combine(folder, "body.json");
        await File.WriteAllTextAsync(file, Monitor.Body([Monitor.Alert("A")]));
        var parsed = await Verb.Run("alert", "parse", file, Path.Combine(folder, "missing.json"), file);
        parsed.Exit.ShouldBe(2);
        var lines = parsed.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        lines.Select(l => l.ValueKind).ShouldBe([JsonValueKind.Array, JsonValueKind.Object, JsonValueKind.Array]);
        lines[1].Text("error").ShouldContain("missing.json");
        (await Verb.Run("alert", "parse", "--source", "smoke-signals", file)).Exit.ShouldBe(2);
        (await Verb.Run("alert", "parse")).Exit.ShouldBe(2);
    }
}
