using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using Bridgewatch.Access.Roles;
using Bridgewatch.Kernel;
using Bridgewatch.Tests.Desk;
using Bridgewatch.Tests.Desk.Portal;
using Bridgewatch.Tests.Harness;

namespace Bridgewatch.Tests.Access.WhoMayDoWhat;

/// <summary>What belongs to somebody else takes as long as what does not exist.</summary>
public class TimesThatTell
{
    private const int Pairs = 300;
    private const int Rounds = 3;

    /// <summary>Half a millisecond is less than the network adds by chance.</summary>
    private const double Unnoticed = 0.5;

    /// <summary>By how much the chance that a foreign one takes longer may be off one half.</summary>
    private const double Effect = 0.15;

    [Long]
    [Theory, BothEngines]
    public async Task The_time_of_an_answer_does_not_tell_a_foreign_thing_from_none(Engine engine)
    {
        await using var app = await PortalVisitors.Open(engine);
        var (lena, file, message) = await Set(app);
        using var kim = await app.Customer("kim@acme.example");
        using var api = new HttpClient { BaseAddress = app.Http.BaseAddress };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await lena.Token);
        var told = new List<string>();
        (string Door, Func<string, Task<HttpResponseMessage>> Open, string Foreign, string Absent)[] doors =
        [
            ("portal request", kim.Open, "/portal/requests/T-2", "/portal/requests/T-9999"),
            ("portal file", kim.Open, $"/portal/requests/T-2/files/{file}", $"/portal/requests/T-9999/files/{Guid.CreateVersion7()}"),
            ("API ticket", Get, "tickets/T-2", "tickets/T-9999"),
            ("API message", Get, $"tickets/T-2/messages/{message}", $"tickets/T-9999/messages/{Guid.CreateVersion7()}"),
            ("API content", Get, $"tickets/T-2/attachments/{file}/content", $"tickets/T-9999/attachments/{Guid.CreateVersion7()}/content"),
            ("API content behind a ticket of one's own", Get, $"tickets/T-1/attachments/{file}/content", $"tickets/T-1/attachments/{Guid.CreateVersion7()}/content"),
            ("search by number", Get, "search?q=T-2", "search?q=T-9999"),
        ];
        foreach (var (door, open, foreign, absent) in doors)
        {
            var rounds = new List<Difference>();
            // What else the machine does may hit one side by chance; what the program does shows each time.
            do rounds.Add(await Measure(open, foreign, absent));
            while (rounds[^1].IsNoticed && rounds.Count < Rounds);
            TestContext.Current.SendDiagnosticMessage($"{engine} {door}: {string.Join("; ", rounds)}");
            if (rounds[^1].IsNoticed) told.Add($"{door}: {string.Join("; ", rounds)}");
        }
        told.ShouldBeEmpty();

        Task<HttpResponseMessage> Get(string path) => api.GetAsync($"/api/v1/{path}", TestContext.Current.CancellationToken);
    }

    /// <param name="Foreign">Median, in milliseconds.</param>
    /// <param name="Longer">The chance that one of a foreign thing takes longer than one of none: one half when nothing is told.</param>
    private sealed record Difference(double Foreign, double Absent, double Longer)
    {
        public bool IsNoticed => Math.Abs(Longer - 0.5) >= Effect && Math.Abs(Foreign - Absent) >= Math.Max(Unnoticed, 0.15 * Absent);

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Foreign:0.00} and {Absent:0.00} ms, longer in {Longer:P0}");
    }

    private static async Task<Difference> Measure(Func<string, Task<HttpResponseMessage>> open, string foreign, string absent)
    {
        var (there, none, random) = (new List<double>(), new List<double>(), new Random(300));
        for (var i = 0; i < 20; i++) _ = (await Time(open, foreign), await Time(open, absent));
        for (var i = 0; i < Pairs; i++)
        {
            var first = random.Next(2) == 0;
            if (first) there.Add(await Time(open, foreign));
            none.Add(await Time(open, absent));
            if (!first) there.Add(await Time(open, foreign));
        }
        var longer = there.Sum(t => none.Sum(n => t > n ? 1.0 : t < n ? 0.0 : 0.5)) / (there.Count * none.Count);
        return new(there.Order().ElementAt(Pairs / 2), none.Order().ElementAt(Pairs / 2), longer);
    }

    private static async Task<double> Time(Func<string, Task<HttpResponseMessage>> open, string path)
    {
        var start = Stopwatch.GetTimestamp();
        using var answer = await open(path);
        await answer.Content.ReadAsByteArrayAsync();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>Acme's ticket is small; Globex's has a long conversation and a large file, so that whoever reads it first takes longer.</summary>
    private static async Task<(TestPerson Lena, string File, string Message)> Set(RunningApp app)
    {
        var ada = app.Ada;
        var acme = (await app.Admin.Posts("organizations", new { name = "Acme", domains = new[] { "acme.example" } })).GetProperty("id").GetString()!;
        await app.Admin.Posts("organizations", new { name = "Globex", domains = new[] { "globex.example" } });
        await ada.Posts("tickets", new { subject = "Own", body = "Own", requester = new { email = "kim@acme.example", name = "Kim" } });
        await ada.Posts("tickets", new { subject = "Foreign", body = new string('x', 20_000), requester = new { email = "mia@globex.example", name = "Mia" } });
        var file = (await ada.Brings("T-2", "large.bin", new byte[1_000_000], "?for=reply")).GetProperty("id").GetString()!;
        var message = (await ada.Posts("tickets/T-2/replies", new { body = "See.", attachments = new[] { file } })).GetProperty("id").GetString()!;
        for (var i = 0; i < 40; i++) await ada.Posts("tickets/T-2/notes", new { body = $"Note {i} {new string('y', 2_000)}" });
        var lena = app.Person("Lena Lead");
        await app.Grant(lena, BuiltInRoles.SupportLead, GrantScope.Organization, Guid.Parse(acme));
        await app.IndexesAll();
        return (lena, file, message);
    }
}
