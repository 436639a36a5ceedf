using System.Text;
using System.Text.Json;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Search;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Tests.Desk;

/// <summary>Tickets are found by their words, by whoever sees them, and by nobody else.</summary>
public class SearchingTickets
{
    [Theory, BothEngines]
    public async Task Words_phrases_codes_and_beginnings_find_tickets_and_slips_are_forgiven(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Posts("tickets", new { subject = "Payment declined at the till", body = "Every **card payment** ends with ERR_SSL_HANDSHAKE since noon.", requester = new { email = "omar@lakeshore.example" } });
        await app.Ada.Posts("tickets", new { subject = "Printer in Möllers office", body = "The label printer prints blank pages: LBL-2207.", requester = new { email = "jan@hansewerk.example" } });
        await app.Ada.Posts("tickets", new { subject = "Card reader", body = "The payment by card is slow, no error at all." });
        await app.Ada.Posts("tickets/T-2/notes", new { body = "Looks like the **firmware** of last week, see XFW-9001." });
        await app.Ada.Puts("tickets/T-3/resolution", new { code = "answered", note = "It was the network." });
        await app.IndexesAll();

        (await Finds(app.Ada, "payment")).ShouldBe(["T-1", "T-3"], "the subject counts more");
        (await Finds(app.Ada, "payment noon")).ShouldBe(["T-1"]);
        (await Finds(app.Ada, "\"card payment\"")).ShouldBe(["T-1"]);
        (await Finds(app.Ada, "\"payment card\"")).ShouldBeEmpty();
        (await Finds(app.Ada, "ERR_SSL_*")).ShouldBe(["T-1"]);
        (await Finds(app.Ada, "err_ssl_handshake")).ShouldBe(["T-1"]);
        (await Finds(app.Ada, "lbl-22*")).ShouldBe(["T-2"]);
        (await Finds(app.Ada, "möller pri*")).ShouldBe(["T-2"], "one letter is forgiven");
        (await Finds(app.Ada, "mollers pri*")).ShouldBe(["T-2"]);
        (await Finds(app.Ada, "t-3")).ShouldBe(["T-3"]);
        (await Finds(app.Ada, "3")).ShouldBe(["T-3"]);
        (await Finds(app.Ada, "payment&is=unsolved")).ShouldBe(["T-1"]);
        (await Finds(app.Ada, "payment&status=resolved")).ShouldBe(["T-3"]);
        (await Finds(app.Ada, "payment&kind=ticket&queue=support")).ShouldBe(["T-1", "T-3"], ignoreOrder: true);

        var slip = await app.Ada.Gets("search?q=paymnet");
        (slip.GetProperty("insteadOf").GetString(), slip.GetProperty("lookedFor").GetString()).ShouldBe(("paymnet", "payment"));
        Numbers(slip).ShouldBe(["T-1", "T-3"]);

        var note = (await app.Ada.Gets("search?q=firmware")).GetProperty("items")[0];
        (note.GetProperty("inNote").GetBoolean(), Marked(note, "excerpt")).ShouldBe((true, "Looks like the [firmware] of last week, see XFW-9001."));
        Marked((await app.Ada.Gets("search?q=declined")).GetProperty("items")[0], "title").ShouldBe("Payment [declined] at the till");

        await app.Ada.Patches("tickets/T-3", new { subject = "Terminal" });
        await app.IndexesAll();
        (await Finds(app.Ada, "reader")).ShouldBeEmpty();
        (await Finds(app.Ada, "terminal")).ShouldBe(["T-3"]);

        foreach (var wrong in new[] { "", "q=", "q=%2B%20!", "q=a&kind=person", "q=a&is=odd", "q=a&queue=none-such", "q=a&limit=0", "q=a&cursor=x.y", $"q={new string('a', 401)}" })
            await app.Ada.IsRefused(422, HttpMethod.Get, $"search?{wrong}");
        foreach (var odd in new[] { "\"", "* AND (", "NOT marks : x", "a\"b", "{title} : x", "\uE000u", "😀", "a*b*c*", "--" + new string('x', 300) })
            Numbers(await app.Ada.Gets($"search?q=nosuchword%20{Uri.EscapeDataString(odd)}")).ShouldBeEmpty();
    }

    [Theory, BothEngines]
    public async Task Nobody_finds_what_they_do_not_see_nor_learns_a_word_of_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var acme = (await app.Admin.Posts("organizations", new { name = "Acme", domains = new[] { "acme.example" } })).GetProperty("id").GetString()!;
        await app.Admin.Posts("organizations", new { name = "Other", domains = new[] { "other.example" } });
        await app.Ada.Posts("tickets", new { subject = "Acme's settlement", body = "A settlement is late.", requester = new { email = "kim@acme.example" } });
        await app.Ada.Posts("tickets", new { subject = "Other's settlement", body = "The zirconium settlement is late.", requester = new { email = "lee@other.example" } });
        await app.Ada.Posts("tickets", new { subject = "Disk full", body = "Settlement on db-3", type = "alert" });
        var kay = app.Person("Kay");
        await app.Grant(kay, "support-lead", GrantScope.Organization, Guid.Parse(acme));
        var aud = app.Person("Aud", "auditor");
        await app.IndexesAll();

        (await Finds(app.Ada, "settlement")).Order().ShouldBe(["T-1", "T-2", "T-3"]);
        (await Finds(kay, "settlement")).ShouldBe(["T-1"]);
        (await Finds(aud, "settlement")).ShouldBe(["T-3"], "whoever reads masked does not find customers' words by guessing");
        foreach (var hidden in new[] { "zirconium", "zircon*", "zirconum", "t-2", "\"zirconium settlement\"" })
        {
            var answer = await kay.Gets($"search?q={Uri.EscapeDataString(hidden)}");
            Numbers(answer).ShouldBeEmpty(hidden);
            answer.GetProperty("lookedFor").ValueKind.ShouldBe(JsonValueKind.Null, $"{hidden}: a word of another customer is not named");
        }
        (await app.Ada.Gets("search?q=zirconum")).GetProperty("lookedFor").GetString().ShouldBe("zirconium");
        await app.Person("Nobody").IsRefused(403, HttpMethod.Get, "search?q=settlement");

        // A right that was taken counts at once, whatever the index still says.
        await app.Ada.Puts("tickets/T-3/assignment", new { person = (await kay.Id).ToString() });
        await app.IndexesAll();
        (await Finds(kay, "settlement")).Order().ShouldBe(["T-1", "T-3"]);
        await app.Look(db => db.Set<Ticket>().Where(t => t.Number == new TicketNumber(3)).ExecuteUpdateAsync(s => s.SetProperty(t => t.Assignee, (PersonId?)null)));
        (await Finds(kay, "settlement")).ShouldBe(["T-1"], "the database has the last word");
    }

    [Theory, BothEngines]
    public async Task Erased_words_leave_the_file_and_it_is_made_anew_when_asked(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        var file = app.Services.GetRequiredService<SearchPlace>().File;
        await app.Ada.Posts("tickets", new { subject = "The quokka77e1", body = "My wombatxq8 is ill.", requester = new { email = "kim@acme.example", name = "Kim Bilbyzz7" } });
        await app.Ada.Posts("tickets/T-1/notes", new { body = "Kim has a numbatzz4, says Kim Bilbyzz7." });
        await app.Ada.Posts("tickets", new { subject = "Another", body = "This one stays.", requester = new { email = "lee@acme.example" } });
        await app.IndexesAll();
        (await Finds(app.Ada, "wombatxq8")).ShouldBe(["T-1"]);
        (await Traces(file)).ShouldBe(["uokka77e1", "ombatxq8", "ilbyzz7"], "the words must be there first");

        (await Verb.Run(["person", "erase", "kim@acme.example", .. Sealing.On(app.Store)])).Exit.ShouldBe(0);
        (await Traces(file)).ShouldBeEmpty();
        (await Finds(app.Ada, "quokka77e1")).ShouldBeEmpty();
        (await Finds(app.Ada, "stays")).ShouldBe(["T-2"]);

        var rebuilt = await Verb.Run(["rebuild", .. Sealing.On(app.Store)]);
        (rebuilt.Exit, rebuilt.Output.Trim()).ShouldBe((0, "{\"rebuilt\":true}"), rebuilt.Errors);
        (await Finds(app.Ada, "stays")).ShouldBe(["T-2"]);
        (await app.Http.GetStringAsync("/metrics")).ShouldContain("bridgewatch_search_lag");
    }

    [Fact]
    public async Task A_file_that_breaks_while_the_server_runs_is_made_anew()
    {
        await using var app = await RunningApp.On(Engine.Sqlite);
        await app.Ada.Posts("tickets", new { subject = "First", body = "one" });
        await app.IndexesAll();
        await using (var connection = new SqliteConnection($"Data Source={app.Services.GetRequiredService<SearchPlace>().File};Pooling=false"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "UPDATE ticket_data SET block = x'ff' WHERE id > 1";
            (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBeGreaterThan(0);
        }
        await app.Ada.Posts("tickets", new { subject = "Second", body = "two" });
        await Eventually.Passes(async () =>
        {
            (await Finds(app.Ada, "one")).ShouldBe(["T-1"]);
            (await Finds(app.Ada, "two")).ShouldBe(["T-2"]);
        }, "it is made anew");
        app.Complaints.Expect("cannot be read and is made anew");
    }

    [Fact]
    public async Task A_file_that_is_none_is_made_anew_at_the_start()
    {
        var place = "";
        await using var app = await RunningApp.On(Engine.Sqlite, replace: services =>
        {
            place = ((SearchPlace)services.Last(s => s.ServiceType == typeof(SearchPlace)).ImplementationInstance!).File;
            File.WriteAllText(place, "This is no database.");
        });
        await app.Ada.Posts("tickets", new { subject = "Found", body = "all the same" });
        await app.IndexesAll();
        (await Finds(app.Ada, "same")).ShouldBe(["T-1"]);
    }

    private static async Task<List<string>> Finds(TestPerson person, string words) => Numbers(await person.Gets($"search?q={(words.Contains('&') ? words : Uri.EscapeDataString(words))}"));

    private static List<string> Numbers(JsonElement answer) => [.. answer.GetProperty("items").EnumerateArray().Select(i => i.GetProperty("ticket").GetProperty("number").GetString()!)];

    private static string Marked(JsonElement item, string field) =>
        string.Concat(item.GetProperty(field).EnumerateArray().Select(p => p.GetProperty("isHit").GetBoolean() ? $"[{p.GetProperty("text").GetString()}]" : p.GetProperty("text").GetString()));

    /// <summary>Parts of words that the file and those beside it have. A word's beginning may be left out, where the one before it has it too.</summary>
    private static async Task<List<string>> Traces(string file)
    {
        var copy = TestRun.Folder("search");
        // By another process, which takes no lock of this one away.
        await Command.Run("sh", "-c", $"cp {file}* {copy}");
        var bytes = Directory.EnumerateFiles(copy).SelectMany(File.ReadAllBytes).ToArray();
        return [.. new[] { "uokka77e1", "ombatxq8", "ilbyzz7" }.Where(part => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(part)) >= 0)];
    }
}

internal static class Searching
{
    /// <summary>Waits until all that was committed is found.</summary>
    public static async Task IndexesAll(this RunningApp app)
    {
        var index = app.Services.GetRequiredService<SearchIndex>();
        await Eventually.Holds(() => index.State.IsReady, "the search index is made");
        await using var scope = app.Services.CreateAsyncScope();
        var last = await scope.ServiceProvider.GetRequiredService<BridgewatchDb>().Journal.OrderByDescending(r => r.Seq).Select(r => new { r.SubjectKind, r.SubjectId }).FirstAsync();
        var place = await scope.ServiceProvider.GetRequiredService<JournalReader>().PlaceOf(new(last.SubjectKind, last.SubjectId), TestContext.Current.CancellationToken);
        await index.Holds(place, Eventually.Patience, TestContext.Current.CancellationToken);
    }
}
