using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace Bridgewatch.Bench;

/// <summary>Tickets opened through REST, each durable before its answer, beside the least that the same database can do in the same minutes.</summary>
internal static class OpeningTickets
{
    private const int Seconds = 10, WarmUpSeconds = 60, PeerSeconds = 20;

    private static readonly int[] Clients = [1, 8, 32];

    private static readonly string Body = $$"""
        {"subject":"SEPA payouts stuck in submitted","body":"Since about 09:20 our SEPA payouts stay in submitted: 214 payouts. Every row of the export shows PAY-4102. {{new string('x', 400)}}","type":"fault","requester":{"email":"heike.sommerfeld@brandtner-logistik.example"},"component":"payments/settlement","severity":"degraded","affected":14}
        """;

    /// <param name="only">One engine, and not beside Request Tracker; null for all.</param>
    public static async Task Measure(Place place, BuiltProgram program, Report report, string? only)
    {
        report.Say("open", "Tickets a second through REST with a token: a known requester, a component, an error code, about 700 bytes. The generator, wrk, runs on the same processors.");
        if (only is null or "sqlite")
        {
            var opened = await OnSqlite(place, program, report);
            if (only is null) await BesideRequestTracker(place, opened, report);
        }
        if (only is null or "postgres") await OnPostgres(place, program, report);
    }

    /// <returns>Tickets a second by the number of clients.</returns>
    private static async Task<IReadOnlyDictionary<int, double>> OnSqlite(Place place, BuiltProgram program, Report report)
    {
        var data = place.Folder("sqlite");
        await program.Fill(1_000, data);
        await using var server = program.Serve(data, null, Url());
        var token = await Token(program, server, data, null);
        await WarmUp(place, server, token);
        var (rows, speeds) = (new List<IReadOnlyList<string>>(), new Dictionary<int, double>());
        foreach (var clients in Clients)
        {
            var reference = RawInserts(place);
            var opened = await Load(place, server, token, clients, () => Proc.Seconds(server.Pid));
            speeds[clients] = opened.PerSecond;
            rows.Add(Row(clients, reference, opened, clients switch { 1 => "12 / 25", 8 => "35 / 70", _ => "50 / 100" }));
        }
        report.Table(Head("SQLite", "raw insert of 1 KB/s, WAL, synchronous=FULL"), rows);
        return speeds;
    }

    private static async Task BesideRequestTracker(Place place, IReadOnlyDictionary<int, double> opened, Report report)
    {
        await using var cluster = await PostgresCluster.Start(place, "rt-postgres", FreePort());
        await using var peer = await RequestTracker.Start(place, cluster.Port, FreePort());
        var rows = new List<IReadOnlyList<string>>();
        foreach (var clients in Clients.Where(c => c > 1))
        {
            var theirs = await peer.Opens(place, clients, PeerSeconds);
            rows.Add([$"{clients}", Text(opened[clients], "N0"), Text(theirs, "N1"), Text(opened[clients] / theirs, "N0") + " ×", "100 × / 400 ×", Report.Load()]);
        }
        report.Table(["SQLite, clients", "tickets/s", "Request Tracker 5, REST2 with a session cookie, tickets/s", "ratio", "floor / goal", "load average"], rows);
    }

    private static async Task OnPostgres(Place place, BuiltProgram program, Report report)
    {
        await using var cluster = await PostgresCluster.Start(place, "postgres", FreePort());
        await cluster.Execute("CREATE DATABASE bench");
        var (data, database) = (place.Folder("postgres-data"), cluster.Connection("bench"));
        await program.Fill(1_000, data, database);
        await using var server = program.Serve(data, database, Url());
        var token = await Token(program, server, data, database);
        await WarmUp(place, server, token);
        // As before any run of pgbench: what the warm-up left to the autovacuum is not to be counted to the tickets after it.
        await cluster.Execute("VACUUM ANALYZE", "bench");
        var rows = new List<IReadOnlyList<string>>();
        foreach (var clients in Clients)
        {
            var before = Proc.Seconds(cluster.Pid, children: true);
            var reference = await cluster.RowsOfPgbench(place, clients, Seconds);
            var cpuOfRow = (Proc.Seconds(cluster.Pid, children: true) - before) / (reference * Seconds) * 1_000_000;
            var opened = await Load(place, server, token, clients, () => Proc.Seconds(server.Pid) + Proc.Seconds(cluster.Pid, children: true));
            rows.Add([.. Row(clients, reference, opened, clients switch { 1 => "50 / 70", 8 => "50 / 85", _ => "25 / 55" } + " (disk ≥ 1 ms), 10 / 30 (faster)"), Text(cpuOfRow, "N0")]);
        }
        // How fast the processors are in this hour shows in what the database spends on a row of pgbench.
        report.Table([.. Head("PostgreSQL", "pgbench, one row of 1 KB a commit/s"), "CPU µs of PostgreSQL a row of pgbench"], rows);
    }

    private static async Task<string> Token(BuiltProgram program, Running server, string data, string? database)
    {
        await server.Answers("/healthz/live");
        return (await program.Verb(["token", "create", "--user", BuiltProgram.Email, "--name", "bench", .. BuiltProgram.Where(data, database)])).Trim();
    }

    private static string[] Head(string engine, string reference) =>
        [$"{engine}, clients", "tickets/s", reference, "ratio", "floor / goal %", "p50 ms", "p99 ms", "CPU µs a ticket", "load average"];

    private static string[] Row(int clients, double reference, Opened opened, string aims) =>
    [
        $"{clients}", Text(opened.PerSecond, "N0"), Text(reference, "N0"), Text(opened.PerSecond / reference * 100, "N0") + " %", aims,
        Text(opened.P50, "N1"), Text(opened.P99, "N1"), Text(opened.Cpu, "N0"), Report.Load(),
    ];

    private static string Text(double number, string format) => number.ToString(format, CultureInfo.InvariantCulture);

    /// <summary>Before the first figure, as long as the program needs to be compiled for what it does most.</summary>
    private static Task<Posted> WarmUp(Place place, Running server, string token) => Generator.Run(place, server.Url, token, Body, Clients[^1], WarmUpSeconds);

    private static async Task<Opened> Load(Place place, Running server, string token, int clients, Func<double> cpu)
    {
        var before = cpu();
        var opened = await Generator.Run(place, server.Url, token, Body, clients, Seconds);
        return new(opened.Count / opened.Seconds, opened.P50, opened.P99, (cpu() - before) / opened.Count * 1_000_000);
    }

    /// <summary>One row of 1 KB a commit on one connection, a second.</summary>
    private static double RawInserts(Place place)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(place.Folder("raw"), "raw.db")};Pooling=false");
        connection.Open();
        using var setUp = connection.CreateCommand();
        setUp.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE IF NOT EXISTS one_kb (id INTEGER PRIMARY KEY, body TEXT NOT NULL)";
        setUp.ExecuteNonQuery();
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO one_kb (body) VALUES ($body)";
        insert.Parameters.AddWithValue("$body", new string('x', 1_000));
        insert.Prepare();
        var (count, start) = (0, Stopwatch.GetTimestamp());
        for (; Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(Seconds); count++) insert.ExecuteNonQuery();
        return count / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    internal static string Url() => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort()}");

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed record Opened(double PerSecond, double P50, double P99, double Cpu);
}
