using System.CommandLine;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Host.CommandLine;

/// <summary><c>query explain</c>: shows how a question in the query language is understood, and what it asks of each engine. Touches no data and needs
/// none, so that names are not looked up: an id of zeros stands where one was found.</summary>
internal static class QueryCommand
{
    private const string StandardInput = "-";

    /// <summary>Of what is longer than any query the beginning is enough to say so.</summary>
    private const int MostRead = 4_000;

    private static readonly Argument<string[]> Files = new("FILE")
    {
        Description = "Queries, or files with one query each; - for what comes on standard input. Of several, each becomes one line.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Make()
    {
        var explain = new Command("explain", "Prints a query as it is understood, as JSON: what is wrong with it and where, too.") { Files };
        explain.SetAction(Explain);
        return new("query", "Explains queries.") { explain };
    }

    private static async Task<int> Explain(ParseResult parsed, CancellationToken ct)
    {
        var files = parsed.GetValue(Files)!;
        var exit = BridgewatchCommand.Fine;
        foreach (var file in files)
        {
            string text;
            try
            {
                text = await Read(file, ct);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                exit = BridgewatchCommand.Usage;
                if (files.Length == 1) parsed.Say($"{file}: {exception.Message}");
                else parsed.Print(new { file, error = exception.Message });
                continue;
            }
            var reading = TicketNoun.Instance.Read(text);
            var explanation = QueryExplanation.Of(reading);
            if (explanation.Errors.Count > 0 && exit == BridgewatchCommand.Fine) exit = BridgewatchCommand.Found;
            parsed.Print(explanation with { Sql = explanation.Errors.Count > 0 ? null : new(await Sql(reading, "sqlite", ct), await Sql(reading, "postgres", ct)) });
        }
        return exit;
    }

    /// <summary>What is no file and has a colon is the query itself. Of a file it is without the end of the line that editors add.</summary>
    private static async Task<string> Read(string file, CancellationToken ct)
    {
        if (file.Contains(':', StringComparison.Ordinal) && !File.Exists(file)) return file;
        using var reader = file == StandardInput ? Console.In : new StreamReader(file);
        var read = new char[MostRead];
        var length = await reader.ReadBlockAsync(read, ct);
        return new string(read, 0, length).TrimEnd('\r', '\n');
    }

    /// <summary>The condition alone; a list asks besides for what its reader sees, in its order and page.</summary>
    private static async Task<string> Sql(QueryReading<Ticket> reading, string engine, CancellationToken ct)
    {
        await using var db = new DesignTime().CreateDbContext([engine]);
#pragma warning disable RS0030 // There are no services here that could have a clock.
        var asker = new QueryAsker(new PersonId(Guid.Empty), SystemClock.Instance.GetCurrentInstant(), DateTimeZone.Utc);
#pragma warning restore RS0030
        var bound = await reading.Bind("query", asker, (_, _, _) => Task.FromResult<IReadOnlyList<Guid>?>([Guid.Empty]), ct);
        return bound.On(db.Set<Ticket>().AsNoTracking(), db.Database.IsNpgsql()).Select(t => t.Number).ToQueryString();
    }
}
