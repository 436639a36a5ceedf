using System.Security.Cryptography;
using System.Text;
using Bridgewatch.Catalog.Import;
using Bridgewatch.Kernel;
using Mediator;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Notes that somebody takes a list of tickets out as a table. The table itself goes out page by page, as they would read it.</summary>
/// <param name="Query">What was asked; the journal keeps its hash, since it may name people.</param>
[Requires(DeskPermissions.ReadTickets)]
public sealed record ExportTickets(string? Query, ViewId? View) : ICommand;

/// <summary>Somebody took a list of tickets out.</summary>
/// <param name="View">The saved view that it was of.</param>
/// <param name="Hash">SHA-256 of the query.</param>
[JournalType("desk.tickets.exported.v1")]
public sealed record TicketsExported(ViewId? View, string Hash) : JournalEvent;

internal sealed class ExportTicketsHandler(Journal journal) : ICommandHandler<ExportTickets>
{
    public ValueTask<Unit> Handle(ExportTickets command, CancellationToken ct)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(command.Query ?? "")));
        journal.Record(new("ticket-export", Guid.CreateVersion7()), new TicketsExported(command.View, hash));
        return default;
    }
}

/// <summary><c>GET /tickets.csv</c>: a list as a table, in which nothing is run.</summary>
internal static class ExportTicketsEndpoint
{
    /// <summary>The longest table.</summary>
    private const int Most = 100_000;

    private static readonly string[] Head =
    [
        "number", "subject", "status", "type", "priority", "peak", "impact", "queue", "tier", "assignee", "organization", "requester", "address", "component", "codes", "labels",
        "severity", "affected", "created", "updated", "resolved", "resolution", "origin",
    ];

    public static void Map(IEndpointRouteBuilder api) => api.MapGet("/tickets.csv", async (
        [AsParameters] TicketReadEndpoints.ListParameters p, TicketReadEndpoints.Lookups find, Reads reads, Commands commands, HttpResponse response, CancellationToken ct) =>
    {
        async Task<Page<TicketResource>> Read(string? cursor)
        {
            var part = p with { Cursor = cursor, Limit = Page.Largest, Count = null };
            return await reads.From((TicketQuestions questions, CancellationToken c) => part.Ask(questions.Lists, find, questions, c), ct);
        }
        // What is wrong with the question is said before the table begins.
        var page = await Read(null);
        await commands.Send(new ExportTickets(p.Q, p.View), ct);
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=tickets.csv";
        await response.WriteAsync(CsvText.ByteOrderMark + CsvText.Line(Head), ct);
        for (var written = 0; ; page = await Read(page.Next))
        {
            await response.WriteAsync(string.Concat(page.Items.Select(Line)), ct);
            written += page.Items.Count;
            if (page.Next is null || written >= Most) return;
        }
    }).Produces(StatusCodes.Status200OK, contentType: "text/csv");

    private static string Line(TicketResource t) => CsvText.Line(
        t.Number.ToString(), CsvText.Cell(t.Subject), Words.Of(t.Status), Words.Of(t.Type), t.Priority.ToString(), t.PeakPriority.ToString(), CsvText.Cell(t.Impact.Score),
        CsvText.Cell(t.Queue), t.Tier.ToString(), CsvText.Cell(t.Assignee?.Name), CsvText.Cell(t.Organization?.Name), CsvText.Cell(t.Requester?.Name), CsvText.Cell(t.Requester?.Email),
        CsvText.Cell(t.Component), CsvText.Cell(string.Join(' ', t.ErrorCodes)), CsvText.Cell(string.Join(' ', t.Labels)), t.Severity is { } severity ? Words.Of(severity) : "",
        CsvText.Cell(t.Affected), CsvText.Cell(t.OpenedAt), CsvText.Cell(t.UpdatedAt), CsvText.Cell(t.Resolution?.At), t.Resolution is { } r ? Words.Of(r.Code) : "", Words.Of(t.Origin));
}
