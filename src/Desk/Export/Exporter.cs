using System.Data;
using System.Data.Common;
using Bridgewatch.Access;
using Bridgewatch.Catalog;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Forms;
using Bridgewatch.Desk.Import;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Bridgewatch.Desk.Export;

/// <summary>Writes everything into a folder as JSON Lines, one file for each kind of thing, and each content of a file once under its hash. All of it is as
/// it stood at one moment, whatever is written meanwhile. The shape is told in docs/import.md.</summary>
internal sealed class Exporter(BridgewatchDb db, FileStore files, IClock clock)
{
    /// <summary>The shape of what is written; it grows when something is no longer where it was.</summary>
    private const int Format = 1;

    private const int TicketsAtOnce = 500;

    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _missing = [];

    /// <param name="folder">An empty one.</param>
    /// <param name="progress">Told how many tickets have been written.</param>
    public async Task<Exported> Write(string folder, Action<int> progress, CancellationToken ct)
    {
        await using var moment = await Moment(ct);
        var at = clock.GetCurrentInstant();
        await Lines(folder, "organizations", db.Organizations.Include(o => o.Domains).OrderBy(o => o.Id).AsSingleQuery(), o => new
        {
            o.Id,
            o.Name,
            o.Tier,
            o.Revenue,
            o.Region,
            o.Note,
            o.Owner,
            o.Parent,
            domains = o.Domains.Select(d => d.Domain).Order(),
            o.AddedAt,
            o.ArchivedAt,
            o.MergedInto,
            o.Origin,
        }, ct);
        await Lines(folder, "contacts", db.Contacts.Include(c => c.Addresses).Include(c => c.Memberships).OrderBy(c => c.Id).AsSingleQuery(), c => new
        {
            c.Id,
            c.Name,
            addresses = c.Addresses.OrderBy(a => a.Rank).Select(a => a.Address),
            c.Phone,
            c.Language,
            organizations = c.Memberships.OrderBy(m => m.Rank).Select(m => new { m.Organization, m.Role, m.Sees }),
            c.AddedAt,
            c.ArchivedAt,
            c.ErasedAt,
            c.MergedInto,
            c.Origin,
        }, ct);
        await Lines(folder, "people", db.People.AsNoTracking().OrderBy(p => p.Id), p => new { p.Id, p.Name, p.Email, p.Handle, p.State, p.Tier, p.Zone, p.Locale, p.Since }, ct);
        await Lines(folder, "teams", db.Teams.Include(t => t.Members).OrderBy(t => t.Id).AsSingleQuery(), t => new { t.Id, t.Name, t.Slug, t.Lead, members = t.Members.Select(m => m.Person), t.ArchivedAt }, ct);
        await Lines(folder, "queues", db.AllQueues.AsNoTracking().OrderBy(q => q.Id), q => new { q.Id, q.Name, q.Slug, q.Team, q.IsDefault, q.Archived }, ct);
        await Lines(folder, "fields", db.AllTicketFields.AsNoTracking().OrderBy(f => f.Id), f => new { f.Id, f.Key, f.Definition, f.AddedAt, f.RetiredAt }, ct);
        await Tickets(folder, progress, ct);
        var exported = new Exported(Format, at, _counts, _missing);
        await System.IO.File.WriteAllTextAsync(Path.Combine(folder, "manifest.json"), KernelJson.Write(exported) + "\n", ct);
        return exported;
    }

    /// <summary>Of a transaction that only reads: what it sees is what was there when it began.</summary>
    private async Task<DbTransaction> Moment(CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        var connection = db.Database.GetDbConnection();
        var moment = connection is SqliteConnection sqlite ? sqlite.BeginTransaction(deferred: true) : await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await db.Database.UseTransactionAsync(moment, ct);
        return moment;
    }

    private async Task Lines<T>(string folder, string noun, IQueryable<T> rows, Func<T, object> shape, CancellationToken ct)
    {
        await using var lines = File(folder, noun);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct)) await Line(lines, noun, shape(row));
    }

    private async Task Tickets(string folder, Action<int> progress, CancellationToken ct)
    {
        await using var tickets = File(folder, "tickets");
        await using var messages = File(folder, "messages");
        await using var attachments = File(folder, "attachments");
        for (var last = new TicketNumber(0); ;)
        {
            var some = await db.Tickets.AsNoTracking().Include(t => t.Labels).Include(t => t.Codes).Include(t => t.Copies).AsSplitQuery()
                .Where(t => t.Number > last).OrderBy(t => t.Number).Take(TicketsAtOnce).ToListAsync(ct);
            if (some.Count == 0) return;
            last = some[^1].Number;
            var ids = some.ConvertAll(t => t.Id);
            var numbers = some.ToDictionary(t => t.Id, t => t.Number);
            var old = (await db.ImportedTickets.AsNoTracking().Where(i => ids.Contains(i.Ticket)).ToListAsync(ct)).ToLookup(i => i.Ticket);
            foreach (var ticket in some) await Line(tickets, "tickets", Shape(ticket, old[ticket.Id]));
            foreach (var m in (await db.AllMessages.AsNoTracking().Where(m => ids.Contains(m.Ticket)).ToListAsync(ct)).OrderBy(m => numbers[m.Ticket]).ThenBy(m => m.At))
                await Line(messages, "messages", new { m.Id, ticket = numbers[m.Ticket], m.Kind, m.Purpose, m.Channel, m.Person, m.Contact, m.Body, m.At, m.Minutes, m.MailId, m.SplitFrom, m.Redacted, m.Erased });
            foreach (var a in (await db.AllAttachments.AsNoTracking().Where(a => ids.Contains(a.Ticket)).ToListAsync(ct)).OrderBy(a => numbers[a.Ticket]).ThenBy(a => a.At))
            {
                await Line(attachments, "attachments", new { a.Id, ticket = numbers[a.Ticket], a.Message, a.Name, a.Type, a.Size, a.Sha256, a.At });
                if (a.Sha256.Length > 0) await Content(folder, a.Sha256, ct);
            }
            progress(_counts["tickets"]);
        }
    }

    private static object Shape(Ticket t, IEnumerable<ImportedTicket> old) => new
    {
        t.Number,
        t.Id,
        t.Subject,
        t.Type,
        t.Status,
        t.StatusSince,
        t.Priority,
        t.PeakPriority,
        impact = t.ImpactPoints,
        t.Severity,
        t.Workaround,
        t.Affected,
        t.Channel,
        t.Requester,
        t.Organization,
        copies = t.Copies.Select(c => c.Contact),
        t.Queue,
        t.Tier,
        t.Assignee,
        t.Brand,
        t.Component,
        t.Language,
        labels = t.Labels.Select(l => l.Label).Order(),
        codes = t.Codes.Select(c => c.Code).Order(),
        t.Fields,
        t.OpenedAt,
        t.UpdatedAt,
        t.FirstReplyAt,
        t.LastReplyAt,
        t.Reopened,
        t.Resolution,
        t.Closure,
        t.Diagnosis,
        t.Follows,
        t.MergedInto,
        t.Origin,
        was = old.Select(o => new { o.Source, o.Number }),
    };

    /// <summary>One file a content, in folders of its first two letters.</summary>
    private async Task Content(string folder, string sha256, CancellationToken ct)
    {
        var place = Path.Combine(folder, "files", sha256[..2], sha256);
        if (System.IO.File.Exists(place)) return;
        await using var content = files.Open(sha256);
        if (content is null)
        {
            _missing.Add(sha256);
            return;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        await using var copy = System.IO.File.Create(place);
        await content.CopyToAsync(copy, ct);
    }

    private StreamWriter File(string folder, string noun)
    {
        _counts.TryAdd(noun, 0);
        return new(Path.Combine(folder, noun + ".jsonl"));
    }

    private async Task Line(StreamWriter lines, string noun, object shape)
    {
        await lines.WriteLineAsync(KernelJson.Write(shape));
        _counts[noun]++;
    }
}

/// <summary>What was written.</summary>
/// <param name="Counts">Lines of each file.</param>
/// <param name="Missing">Hashes of contents that are not in the file store.</param>
public sealed record Exported(int Format, Instant At, IReadOnlyDictionary<string, int> Counts, IReadOnlyList<string> Missing);
