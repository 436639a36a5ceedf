using System.Net;
using Bridgewatch.Tests.Harness;
using Bridgewatch.Tests.Kernel.Trust;
using Bridgewatch.Tests.Signals;

namespace Bridgewatch.Tests.Kernel.Durability;

/// <summary>A command whose last row cannot be written leaves none of the others.</summary>
public class AllOrNothing
{
    private static readonly string[] _tables = ["ticket", "message", "journal", "contact", "contact_address", "ticket_code", "idempotency"];

    [Theory]
    [BothEngines("journal")]
    [BothEngines("message")]
    [BothEngines("idempotency")]
    public async Task A_failure_at_any_row_leaves_no_other_row(Engine engine, string table)
    {
        await using var app = await RunningApp.On(engine);
        await app.Ada.Id;
        var before = await Counts(app.Store);
        await Break(app.Store, table);
        using (var answer = await app.Ada.Sends(HttpMethod.Post, "tickets", Ticket("Second"), ("Idempotency-Key", "second")))
        {
            answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("urn:bridgewatch:problem:unexpected");
        }
        (await Counts(app.Store)).ShouldBe(before);
        app.Complaints.Expect("no room for this row");
        await Mend(app.Store, table);
        using (var answer = await app.Ada.Sends(HttpMethod.Post, "tickets", Ticket("Second"), ("Idempotency-Key", "second")))
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await Counts(app.Store)).Zip(before).ShouldAllBe(pair => pair.First > pair.Second);
    }

    [Theory, BothEngines]
    public async Task Of_many_that_are_written_together_the_one_that_is_refused_takes_no_other_with_it(Engine engine)
    {
        await using var app = await RunningApp.On(engine);
        await Break(app.Store, "ticket", only: "NEW.subject = 'Refused'");
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            using var answer = await app.Ada.Sends(HttpMethod.Post, "tickets", new { subject = i % 20 == 7 ? "Refused" : $"Kept {i}", body = "x" });
            return answer.StatusCode;
        }));
        app.Complaints.Expect("no room for this row");
        answers.Count(a => a == HttpStatusCode.Created).ShouldBe(38);
        answers.Count(a => a == HttpStatusCode.InternalServerError).ShouldBe(2);
        var kept = await app.Ada.Gets("tickets?limit=100");
        kept.GetProperty("items").EnumerateArray().Select(t => t.Text("subject")).Distinct().Count(t => t.StartsWith("Kept ", StringComparison.Ordinal)).ShouldBe(38);
        (await app.JournalTypes()).Count(t => t == "desk.ticket.opened.v1").ShouldBe(38);
    }

    [Fact]
    public async Task Who_has_to_wait_for_somebody_elses_transaction_keeps_nobody_else_waiting()
    {
        await using var app = await RunningApp.On(Engine.Postgres);
        using (await app.Ada.Sends(HttpMethod.Post, "tickets", Ticket("First"), ("Idempotency-Key", "first")))
        await using (var connection = await app.Store.Opens())
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = "INSERT INTO idempotency (actor, key, request, response, answer, at) SELECT actor, 'held', request, response, answer, at FROM idempotency";
            (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
            var held = app.Ada.Sends(HttpMethod.Post, "tickets", Ticket("Held"), ("Idempotency-Key", "held"));
            for (var i = 0; i < 20; i++) await app.Ada.Posts("tickets", Ticket($"Free{i}"));
            held.IsCompleted.ShouldBeFalse("its key is taken by who has not decided yet");
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
            using var answer = await held;
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        }
    }

    private static object Ticket(string subject) =>
        new { subject, body = "ERR_SSL_HANDSHAKE since noon.", requester = new { email = $"{subject}@acme.example", name = subject } };

    private static async Task<List<long>> Counts(Store store)
    {
        var counts = new List<long>();
        await using var connection = await store.Opens();
        foreach (var table in _tables)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = $"SELECT count(*) FROM {table}";
            counts.Add(Convert.ToInt64(await command.ExecuteScalarAsync(), System.Globalization.CultureInfo.InvariantCulture));
        }
        return counts;
    }

    /// <summary>Makes the database refuse new rows of the table.</summary>
    /// <param name="only">Which of them.</param>
    private static Task Break(Store store, string table, string only = "TRUE") => Execute(store, store.Engine == Engine.Sqlite
        ? $"CREATE TRIGGER broken BEFORE INSERT ON {table} WHEN {only} BEGIN SELECT RAISE(ABORT, 'no room for this row'); END"
        : $"""
           CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no room for this row'; END $$;
           CREATE TRIGGER broken BEFORE INSERT ON {table} FOR EACH ROW WHEN ({only}) EXECUTE FUNCTION refuse()
           """);

    private static Task Mend(Store store, string table) =>
        Execute(store, store.Engine == Engine.Sqlite ? "DROP TRIGGER broken" : $"DROP TRIGGER broken ON {table}");

    private static async Task Execute(Store store, string sql)
    {
        await using var connection = await store.Opens();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
