using System.Globalization;
using System.Text;
using Bridgewatch.Desk.Import;
using Bridgewatch.Tests.Catalog;

namespace Bridgewatch.Tests.Desk.Import;

/// <summary>An export's files are read record by record, however they are written.</summary>
public class ReadingExports
{
    [Theory]
    [InlineData("{\"id\":1}\n{\"id\":2}\n", "1 2")]
    [InlineData("{\"id\":1}\n{\"id\":\n{\"id\":3}", "1 ! 3")]
    [InlineData("[{\"id\":1},{\"id\":2}]", "1 2")]
    [InlineData("{\"tickets\":[\n{\"id\":1},\n{\"id\":2}\n],\"next_page\":\"x\",\"count\":2}", "tickets:1 tickets:2")]
    [InlineData("{\"tickets\":[{\"id\":1}],\"users\":[{\"id\":2}],\"meta\":{\"a\":[1,2]}}", "tickets:1 users:2")]
    [InlineData("{\"tickets\":[{\"id\":1}]}\n{\"tickets\":[{\"id\":2}]}\n", "tickets:1 tickets:2")]
    [InlineData("{\n \"id\": 1,\n \"comments\": [ {\"id\": 9} ]\n}\n", "1")]
    [InlineData("[{\"id\":1},{\"id\":", "1 !")]
    [InlineData("\uFEFF[{\"id\":1}]", "1")]
    [InlineData("", "")]
    [InlineData("not json", "!")]
    public async Task Lines_lists_pages_and_records_are_told_apart(string file, string records) => (await Records(file, byLines: false)).ShouldBe(records);

    [Fact]
    public async Task A_record_may_be_larger_than_what_is_read_at_once_and_a_list_longer()
    {
        var large = new string('x', 700_000);
        var file = new StringBuilder("{\"tickets\":[");
        for (var i = 1; i <= 50; i++) file.Append(CultureInfo.InvariantCulture, $$"""{{(i > 1 ? "," : "")}}{"id":{{i}},"body":"{{(i % 20 == 0 ? large : "short")}}"}""");
        (await Records(file.Append("]}").ToString(), byLines: false)).ShouldBe(string.Join(' ', Enumerable.Range(1, 50).Select(i => $"tickets:{i}")));
    }

    [Theory]
    [InlineData("zd:1042", "zendesk", "1042")]
    [InlineData("ZD 1042", "zendesk", "1042")]
    [InlineData("zendesk#1042", "zendesk", "1042")]
    [InlineData("#1042", null, "1042")]
    [InlineData("1042", null, "1042")]
    [InlineData("rt:7", "rt", "7")]
    public void A_number_of_elsewhere_is_read_as_people_type_it(string typed, string? system, string number) => OldNumbers.Typed(typed).ShouldBe((system, number));

    [Theory]
    [InlineData("T-1042")]
    [InlineData("sync 1042")]
    [InlineData("zd:")]
    [InlineData("")]
    public void What_is_no_such_number_is_none(string typed) => OldNumbers.Typed(typed).ShouldBeNull();

    [Fact]
    public async Task A_file_whose_name_says_nothing_is_passed_over_only_when_nothing_was_found_in_it()
    {
        using var folder = new TemporaryFolder();
        (folder["all.json"], folder["odd.json"]) = ("{\"macros\":[{\"id\":7}],\"triggers\":[{\"id\":8}]}", "{\"x\":1}");
        var export = new ExportFolder(folder.Path);
        await foreach (var value in export.Read(["macros"], TestContext.Current.CancellationToken)) value.Noun.ShouldBe("macros");
        export.Unknown(ZendeskExport.Read).ShouldBe(["odd.json"]);
    }

    private static async Task<string> Records(string file, bool byLines)
    {
        using var folder = new TemporaryFolder();
        folder["tickets.json"] = file;
        var records = new List<string>();
        await foreach (var value in ExportValues.Read(Path.Combine(folder.Path, "tickets.json"), byLines, n => n is "tickets" or "users", TestContext.Current.CancellationToken))
            records.Add(value.Error is not null ? "!" : $"{(value.Noun is null ? "" : value.Noun + ":")}{value.Value.GetProperty("id").GetRawText()}");
        return string.Join(' ', records);
    }
}
