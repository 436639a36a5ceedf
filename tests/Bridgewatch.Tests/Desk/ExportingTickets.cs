using System.Text;
using Bridgewatch.Catalog.Import;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Desk;

/// <summary>Lists as tables for spreadsheets.</summary>
public class ExportingTickets
{
    [Theory, BothEngines]
    public async Task A_table_has_what_the_asker_sees_of_the_list_and_runs_nothing(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "=HYPERLINK(\"http://evil.example\";\"x\")", body = "x", requester = new { email = "kim@acme.example", name = "+Kim" }, labels = new[] { "vip", "eu" } });
        for (var i = 0; i < 205; i++) await app.Ada.Posts("tickets", new { subject = $"Sync {i}", body = "ERR_SSL_HANDSHAKE" });
        await app.Ada.Puts("tickets/T-2/resolution", new { code = "fixed", note = "Restarted." });

        var all = await Lines(app.Ada, "tickets.csv?sort=created");
        all.Count.ShouldBe(1 + 206);
        all[0].ShouldStartWith("number,subject,status");
        all[^1].ShouldStartWith("T-1,\"'=HYPERLINK(\"\"http://evil.example\"\";\"\"x\"\")\",new,");
        all[^1].ShouldContain(",'+Kim,kim@acme.example,");
        (await Lines(app.Ada, "tickets.csv?q=is:solved")).Count.ShouldBe(2);
        (await app.Ada.IsRefused(422, HttpMethod.Get, "tickets.csv?q=is:slved")).GetProperty("query")[0].GetProperty("at").GetInt32().ShouldBe(3);

        (await Lines(app.Person("Aud", "auditor"), "tickets.csv?q=number:T-1"))[1].ShouldNotContain("kim@acme");
        await app.Person("Nobody").IsRefused(403, HttpMethod.Get, "tickets.csv");
        (await Lines(app.Person("Lou", "support-engineer-l1"), "tickets.csv?q=queue:none-such-*")).Count.ShouldBe(1);
        (await app.JournalTypes()).Count(t => t == "desk.tickets.exported.v1").ShouldBe(4, "who took what is noted, refused ones are not");
    }

    private static async Task<List<string>> Lines(TestPerson person, string path)
    {
        using var answer = await person.Sends(HttpMethod.Get, path);
        ((int)answer.StatusCode).ShouldBe(200, path);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        bytes[..3].ShouldBe(Encoding.UTF8.GetBytes(CsvText.ByteOrderMark));
        return [.. Encoding.UTF8.GetString(bytes[3..]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries)];
    }
}
