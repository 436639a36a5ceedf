using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Governance.Practices;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Harness;
using NodaTime;

namespace Bridgewatch.Tests.Governance;

/// <summary>Samples that an auditor can draw again.</summary>
public class DrawingSamples
{
    private const string Ask = "practices/1.3/sample?part=known-factors&seed=autumn&size=7&from=2026-03-27&until=2026-03-28";

    [Theory, BothEngines]
    public async Task The_same_seed_draws_the_same_records_of_those_that_count(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        for (var i = 0; i < 30; i++) await Open(app, Origin.Live);
        for (var i = 0; i < 4; i++) await Open(app, Origin.Demo);
        for (var i = 0; i < 4; i++) await Open(app, Origin.Imported);
        await Open(app, Origin.Drill);
        await app.Ada.IsRefused(422, HttpMethod.Get, Ask);
        app.MoveClock(Duration.FromDays(1));

        var audrey = app.Person("Audrey", "auditor");
        var sample = await audrey.Gets(Ask);
        sample.GetProperty("population").GetInt64().ShouldBe(31, "demo and imported records never count, a drill does");
        var all = Enumerable.Range(1, 30).Append(39).Select(n => $"T-{n}").OrderBy(Hash, StringComparer.Ordinal).ToList();
        Names(sample).ShouldBe(all.Take(7), "anybody who hashes the names draws them");
        Names(await app.Ada.Gets(Ask)).ShouldBe(Names(sample), "whoever draws");
        Names(await audrey.Gets(Ask.Replace("size=7", "size=500", StringComparison.Ordinal))).ShouldBe(all);
        (await audrey.Gets(Ask.Replace("autumn", "winter", StringComparison.Ordinal))).GetProperty("items")[0].GetProperty("hash").GetString().ShouldNotBe(Hash(all[0]));
        var whole = await audrey.Gets(Ask.Replace("size=7", "size=31", StringComparison.Ordinal));
        whole.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("case").GetProperty("origin").GetString() == "drill").GetProperty("name").GetString().ShouldBe("T-39");
        // Whoever sees no tickets draws the same, and sees no words of them.
        var compliance = await app.Person("Cleo", "compliance-officer").Gets(Ask);
        Names(compliance).ShouldBe(Names(sample));
        compliance.GetProperty("items").EnumerateArray().ShouldAllBe(i => i.GetProperty("case").ValueKind == JsonValueKind.Null);

        var noted = (await audrey.Gets("access-log?what=sample")).GetProperty("items").EnumerateArray().ToList();
        noted[^1].GetProperty("subject").GetString().ShouldBe("1.3 known-factors, 7 of 31, seed autumn");
        foreach (var wrong in new[] { "seed=", "size=0", "size=501", "from=2026-03-28", "until=2026-03-29", "until=soon", "part=nothing", "of=some" })
        {
            var (name, query) = (wrong.Split('=')[0], Ask.Split('?')[1].Split('&').ToList());
            query.RemoveAll(q => q.StartsWith(name, StringComparison.Ordinal));
            await audrey.IsRefused(422, HttpMethod.Get, $"practices/1.3/sample?{string.Join('&', query.Append(wrong))}");
        }
        await audrey.IsRefused(404, HttpMethod.Get, Ask.Replace("1.3", "1.1", StringComparison.Ordinal));
    }

    [Theory, BothEngines]
    public async Task Tables_of_samples_and_records_run_nothing_and_are_noted(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var opened = await app.Send(new OpenTicket("=HYPERLINK(\"http://evil.example\")", "Click.", TicketType.Question));
        app.MoveClock(Duration.FromDays(1));
        var audrey = app.Person("Audrey", "auditor");
        var sample = await Lines(audrey, "practices/1.3/sample.csv?part=known-factors&seed=%3D1%2B1&size=5&from=2026-03-27&until=2026-03-28");
        sample.Length.ShouldBe(2);
        sample[1].ShouldContain(",'=1+1,");
        sample[1].ShouldContain($",{opened.Number},");
        var records = await Lines(app.Ada, "practices/1.3/records.csv?part=known-factors&hits=false");
        records[1].ShouldStartWith($"1.3,known-factors,no,");
        records[1].ShouldContain("\"'=HYPERLINK(");
        (await Lines(app.Ada, "practices/1.3/records.csv?part=known-factors&hits=false&from=2026-01-01&until=2026-02-01")).Length.ShouldBe(1);
        await Lines(audrey, "practices/1.3/records.csv?part=known-factors");
        (await audrey.Gets("access-log?what=records")).GetProperty("items")[0].GetProperty("subject").GetString().ShouldBe("1.3 known-factors");
        await app.Ada.IsRefused(422, HttpMethod.Get, "practices/1.3/records.csv?part=nothing");
        await app.Ada.IsRefused(422, HttpMethod.Get, "practices/1.3/records?part=overrides&from=2026-01-01");
    }

    [Fact]
    public async Task Whoever_draws_more_gets_the_same_ones_first()
    {
        var names = Enumerable.Range(0, 500).Select(i => $"T-{i}").ToList();
        var all = (await SeededDraw.Of(names.ToAsyncEnumerable(), "x", 500, default)).Drawn;
        all.Select(d => d.Hash).ShouldBeInOrder(SortDirection.Ascending, StringComparer.Ordinal);
        foreach (var size in new[] { 1, 2, 25, 499 })
            (await SeededDraw.Of(names.AsEnumerable().Reverse().ToAsyncEnumerable(), "x", size, default)).Drawn.ShouldBe(all.Take(size), "in whatever order they come");
    }

    private static string Hash(string name) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"autumn\n{name}")));

    private static List<string> Names(JsonElement sample) => [.. sample.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("name").GetString()!)];

    private static async Task<string[]> Lines(TestPerson person, string path)
    {
        using var answer = await person.Sends(HttpMethod.Get, path);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        return (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
    }

    private static Task<TicketResource> Open(RunningApp app, Origin origin) =>
        app.Send(new OpenTicket("How does it work?", "We look for it.", TicketType.Question), door => door.Origin = origin);
}
