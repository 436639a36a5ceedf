using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using NodaTime;
using Npgsql;

namespace Bridgewatch.Bench;

/// <summary>Views, filters and search over many tickets, through HTTP with full pages and counts, one request after the other.</summary>
/// <param name="Tickets">So many, at about.</param>
/// <param name="Only">Words that the names of the questions have; null for all of them, also while tickets change.</param>
internal sealed record ListsAndSearch(bool Postgres, int Tickets, string? Only = null)
{
    private const int Demo = 1_000, Requests = 200, WarmUp = 20, ChangesASecond = 150;

    /// <summary>Of the demonstration: an incident commander who sees everything and has tickets, and who sees only the queue of their team.</summary>
    private const string SeesAll = "jonas.weidner@northlane.example", SeesOwn = "tom.albrecht@northlane.example", Team = "payments", Queue = "payments";

    /// <summary>What takes seconds is asked for so long, and less often.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>How exactly the time is known that an index takes.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

    public string Engine => Postgres ? "PostgreSQL" : "SQLite";

    public async Task Measure(Place place, BuiltProgram program, Report report)
    {
        await using var cluster = Postgres ? await PostgresCluster.Start(place, $"lists-postgres-{Tickets}", OpeningTickets.FreePort()) : null;
        if (cluster is not null) await cluster.Execute("CREATE DATABASE bench");
        var (data, database) = (place.Folder($"lists-{Tickets}"), cluster?.Connection("bench"));
        var texts = new MadeTexts();
        await program.Fill(Demo, data, database);
        var seeding = await Seed(data, database, texts);
        var tokens = new Dictionary<string, string>();
        foreach (var who in (string[])[SeesAll, SeesOwn]) tokens[who] = (await program.Verb(["token", "create", "--user", who, "--name", "bench", .. BuiltProgram.Where(data, database)])).Trim();
        // The setup may have left one of an empty desk.
        foreach (var old in Directory.EnumerateFiles(data, "search.db*")) File.Delete(old);
        await using var server = program.Serve(data, database, OpeningTickets.Url());
        await server.Answers("/healthz/live");
        using var all = Client(server, tokens[SeesAll]);
        using var own = Client(server, tokens[SeesOwn]);
        var indexing = await Indexed(all);
        report.Say("lists", string.Create(CultureInfo.InvariantCulture, $"""
            {Engine}, {Tickets:N0} tickets. {Demo:N0} are of a demonstration; the rest was multiplied from them by SQL in {seeding.TotalSeconds:N0} s and has no entries in the journal.
            3 % are unsolved; 2,000 organizations, 300 components and 2,000 codes, some frequent and most rare; texts of 5,000 sentences of 20,000 words.
            The program made its search index in {indexing.TotalSeconds:N0} s: {Megabytes(data, "search.db"):N0} MB{(Postgres ? "" : $", beside {Megabytes(data, "bridgewatch.db"):N0} MB of database")}.
            {Requests} requests each, after {WarmUp} to warm up and one after the other; fewer where they take longer than {Longest.TotalSeconds:N0} s together. Views and filters show 50 rows and a count, searches 20 rows.
            """));
        var questions = new ListQuestions(await Newest(all), texts, Team, Queue);
        var taken = new List<Taken>();
        foreach (var question in Wanted([.. questions.Views(), .. questions.Filters(), .. questions.Searches("search")])) taken.Add(await Ask(all, question));
        foreach (var question in Wanted([.. questions.Views().Select(v => v with { Group = "view, own team" }), .. questions.Searches("search, own team")])) taken.Add(await Ask(own, question));
        if (Only is null) await WhileTicketsChange(all, own, questions, taken);
        report.Table(["", $"{Engine}, {Tickets.ToString("N0", CultureInfo.InvariantCulture)} tickets", "p50 ms", "p99 ms", "longest ms", "floor / goal, p99", "requests", "rows", "load average"],
            taken.Select(t => (IReadOnlyList<string>)[t.Group, t.Name, Text(t.P50), Text(t.P99), Text(t.Most), t.Aim, $"{t.Requests}", Text(t.Rows), t.Load]));
        if (Only is null) ListCurve.Keep(Engine, Tickets, taken);
    }

    private IEnumerable<BenchQuestion> Wanted(IEnumerable<BenchQuestion> questions) => questions.Where(q => Only is null || q.Name.Contains(Only, StringComparison.OrdinalIgnoreCase));

    private async Task<TimeSpan> Seed(string data, string? database, MadeTexts texts)
    {
        var start = Stopwatch.GetTimestamp();
#pragma warning disable RS0030 // A benchmark is no part of the product, and nobody moves its clock.
        var now = SystemClock.Instance.GetCurrentInstant().ToUnixTimeTicks() / 10;
#pragma warning restore RS0030
        await using System.Data.Common.DbConnection connection = Postgres
            ? new NpgsqlConnection(database + ";Pooling=false;Command Timeout=0") : new SqliteConnection($"Data Source={Path.Combine(data, "bridgewatch.db")};Pooling=false");
        await connection.OpenAsync();
        await new ManyTickets(connection, texts).Make(Tickets - Demo, now);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>Waits until the program has made its search index; until then it says that it cannot search.</summary>
    private static async Task<TimeSpan> Indexed(HttpClient http)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            using var answer = await http.GetAsync(new Uri("/api/v1/search?q=payment", UriKind.Relative));
            if (answer.IsSuccessStatusCode) return Stopwatch.GetElapsedTime(start);
            if (answer.StatusCode != System.Net.HttpStatusCode.ServiceUnavailable) throw new InvalidOperationException(await answer.Content.ReadAsStringAsync());
            await Task.Delay(LookAgain);
        }
    }

    private static async Task<JsonElement[]> Newest(HttpClient http) =>
        [.. (await http.GetFromJsonAsync<JsonElement>(new Uri("/api/v1/tickets?limit=200&sort=created", UriKind.Relative))).GetProperty("items").EnumerateArray()];

    private static async Task<Taken> Ask(HttpClient http, BenchQuestion question, int requests = Requests)
    {
        var (times, rows) = (new List<double>(), 0L);
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < WarmUp && Stopwatch.GetElapsedTime(start) < Longest / 4; i++) await Rows(http, question.Path(i));
        start = Stopwatch.GetTimestamp();
        for (var i = 0; i < requests && Stopwatch.GetElapsedTime(start) < Longest; i++)
        {
            var one = Stopwatch.GetTimestamp();
            var body = await Body(http, question.Path(i));
            times.Add(Stopwatch.GetElapsedTime(one).TotalMilliseconds);
            rows += Count(body);
        }
        times.Sort();
        // A million tickets take their time; the table comes in the end.
        Console.Error.WriteLine($"{question.Group}: {question.Name}: p99 {Text(At(times, 0.99))} ms");
        return new(question.Group, question.Name, question.Aim, At(times, 0.5), At(times, 0.99), times[^1], times.Count, (double)rows / times.Count, Report.Load());
    }

    private static double At(List<double> sorted, double share) => sorted[Math.Min(sorted.Count - 1, (int)Math.Ceiling(sorted.Count * share) - 1)];

    private static async Task<long> Rows(HttpClient http, string path) => Count(await Body(http, path));

    private static async Task<byte[]> Body(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        var body = await answer.Content.ReadAsByteArrayAsync();
        return answer.IsSuccessStatusCode ? body : throw new InvalidOperationException($"{path}: {(int)answer.StatusCode} {System.Text.Encoding.UTF8.GetString(body)}");
    }

    private static int Count(byte[] body)
    {
        using var json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("items").GetArrayLength();
    }

    /// <summary>The mix of all searches while tickets are opened, as many a second as the program takes beside it, and at most as many as asked for.</summary>
    private static async Task WhileTicketsChange(HttpClient all, HttpClient own, ListQuestions questions, List<Taken> taken)
    {
        using var enough = new CancellationTokenSource();
        var (start, opened) = (Stopwatch.GetTimestamp(), 0L);
        var openers = Enumerable.Range(0, 4).Select(opener => Task.Run(async () =>
        {
            for (var n = 0; !enough.IsCancellationRequested; n++)
            {
                var due = TimeSpan.FromSeconds((n * 4 + opener) / (double)ChangesASecond) - Stopwatch.GetElapsedTime(start);
                if (due > TimeSpan.Zero) await Task.Delay(due);
                var search = questions.Mix("", "").Path(n);
                using var answer = await all.PostAsJsonAsync(new Uri("/api/v1/tickets", UriKind.Relative),
                    new { subject = $"Parcel label stays grey {n}", body = $"Since this morning PAY-4102 on every payment, asked as {search[^6..]}.", type = "fault", requester = new { email = $"contact{n % 1_000}@customer.example" } });
                answer.EnsureSuccessStatusCode();
                Interlocked.Increment(ref opened);
            }
        })).ToList();
        var mixed = await Ask(all, questions.Mix("search, changing", "all kinds in turn, sees everything"), Requests * 3);
        var mixedOwn = await Ask(own, questions.Mix("search, changing", "all kinds in turn, own team"), Requests * 3);
        var speed = opened / Stopwatch.GetElapsedTime(start).TotalSeconds;
        await enough.CancelAsync();
        await Task.WhenAll(openers);
        var beside = string.Create(CultureInfo.InvariantCulture, $", {speed:N0} tickets/s opened");
        taken.AddRange([mixed with { Name = mixed.Name + beside }, mixedOwn with { Name = mixedOwn.Name + beside }]);
    }

    private static HttpClient Client(Running server, string token)
    {
        var http = new HttpClient { BaseAddress = new(server.Url), Timeout = TimeSpan.FromMinutes(2) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return http;
    }

    /// <summary>With what has not been written into the file itself yet.</summary>
    private static double Megabytes(string folder, string file) => Directory.EnumerateFiles(folder, file + "*").Sum(f => new FileInfo(f).Length) / 1_048_576.0;

    private static string Text(double number) => number.ToString("N1", CultureInfo.InvariantCulture);
}

/// <summary>How long a question took.</summary>
/// <param name="Rows">On a page, on average.</param>
internal sealed record Taken(string Group, string Name, string Aim, double P50, double P99, double Most, int Requests, double Rows, string Load);
