using System.Text.Json;
using System.Text.RegularExpressions;
using Bridgewatch.Desk.Text;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Erasure;
using Microsoft.EntityFrameworkCore;

// These run in the database, which knows no cultures. SQLite folds the case of English letters only, so a trace is also looked
// for as it is written.
#pragma warning disable CA1304, CA1311, CA1862

namespace Bridgewatch.Desk.Erasure;

/// <summary>Conversations: what the person wrote, and what was written to them, is emptied. In notes, which are ours, and in the
/// words of others, monitors among them, the name and the addresses are taken out. Tickets stay, as evidence of the work.</summary>
internal sealed class ConversationErasure(BridgewatchDb db, Envelope envelope) : IErases
{
    private const string Hidden = "…";

    public string Store => "desk.conversations";

    public IReadOnlyList<string> Tables => ["ticket", "message", "ticket_label", "ticket_code"];

    public async Task<IReadOnlyList<Concern>> Concerns(ErasureSubject subject, CancellationToken ct)
    {
        var requested = await Requested(subject).Select(t => new { t.Id, t.Number }).ToListAsync(ct);
        var ids = Requested(subject).Select(t => t.Id);
        var messages = await db.AllMessages.AsNoTracking().Where(m => ids.Contains(m.Ticket)).Select(m => m.Id).ToListAsync(ct);
        return [.. requested.Select(t => new Concern(t.Id.Value, t.Number.ToString())), .. messages.Select(m => new Concern(m.Value, m.ToString()))];
    }

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) =>
        await Requested(subject).CountAsync(t => t.Subject != Ticket.ErasedSubject, ct)
        + await OfThePerson(subject).CountAsync(ct) + (await Naming(subject, ct)).Messages.Count + (await Titled(subject, ct)).Count + (await Filled(subject, ct)).Count;

    /// <summary>What they wrote and what they were written; our notes are not theirs.</summary>
    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct)
    {
        var tickets = await Requested(subject).OrderBy(t => t.OpenedAt).Select(t => new { t.Number, t.Subject, t.OpenedAt, t.Status }).ToListAsync(ct);
        var messages = await OfThePerson(subject).OrderBy(m => m.At).Select(m => new { m.Ticket, m.Kind, m.Channel, m.At, m.Body }).ToListAsync(ct);
        return [.. tickets, .. messages];
    }

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var (naming, inOwn) = await Naming(subject, ct);
        var (named, hinted) = (Named(subject), Hinted(subject));
        foreach (var message in naming)
        {
            var (id, body) = (message.Id, Masked(message.Body, inOwn.Contains(message.Id) ? hinted : named));
            await db.AllMessages.Where(m => m.Id == id).ExecuteUpdateAsync(s => s.SetProperty(m => m.Body, body).SetProperty(m => m.Erased, true), ct);
        }
        var emptied = await OfThePerson(subject).ExecuteUpdateAsync(
            s => s.SetProperty(m => m.Body, "").SetProperty(m => m.MailId, (string?)null).SetProperty(m => m.Erased, true), ct);
        var tickets = await Requested(subject).AsTracking().Include(t => t.Labels).Include(t => t.Codes).Include(t => t.FieldValues).AsSplitQuery().Where(t => t.Subject != Ticket.ErasedSubject).ToListAsync(ct);
        foreach (var ticket in tickets) ticket.Forget(subject.GivesAway, envelope.At);
        var titled = await Titled(subject, ct);
        foreach (var (id, title) in titled)
        {
            var masked = Masked(title, named);
            await db.Tickets.Where(t => t.Id == id).ExecuteUpdateAsync(s => s.SetProperty(t => t.Subject, masked), ct);
        }
        var filled = await Filled(subject, ct);
        foreach (var (id, fields) in filled)
        {
            IReadOnlyDictionary<string, JsonElement> masked = Masked(fields, InFields(subject));
            await db.Tickets.Where(t => t.Id == id).ExecuteUpdateAsync(s => s.SetProperty(t => t.Fields, masked), ct);
        }
        return naming.Count + emptied + tickets.Count + titled.Count + filled.Count;
    }

    /// <summary>Nobody's tickets are those of monitors, not of a person without a contact.</summary>
    private IQueryable<Ticket> Requested(ErasureSubject subject) =>
        db.Tickets.AsNoTracking().Where(t => t.Requester != null && t.Requester == subject.Contact);

    private IQueryable<Message> OfThePerson(ErasureSubject subject)
    {
        var requested = Requested(subject).Select(t => t.Id);
        return db.AllMessages.AsNoTracking().Where(m => !m.Erased
            && ((m.Contact != null && m.Contact == subject.Contact) || (m.Kind == MessageKind.Reply && requested.Contains(m.Ticket))));
    }

    /// <summary>Messages that name the person; in their own tickets also those that name them in part.</summary>
    private async Task<(IReadOnlyList<Message> Messages, IReadOnlySet<MessageId> InOwnTickets)> Naming(ErasureSubject subject, CancellationToken ct)
    {
        var (found, named, hinted) = (new Dictionary<MessageId, Message>(), Named(subject), Hinted(subject));
        var own = OfThePerson(subject).Select(m => m.Id);
        var requested = Requested(subject).Select(t => t.Id);
        var notes = await db.AllMessages.AsNoTracking().Where(m => requested.Contains(m.Ticket) && !own.Contains(m.Id) && m.Body != "").ToListAsync(ct);
        foreach (var note in notes.Where(m => hinted.Exists(n => n.IsMatch(m.Body)))) found[note.Id] = note;
        var inOwn = found.Keys.ToHashSet();
        foreach (var trace in Spellings(subject).Concat(subject.Handles.Select(h => $"@{h}")))
        {
            var small = trace.ToLowerInvariant();
            var messages = await db.AllMessages.AsNoTracking().Where(m => (m.Body.ToLower().Contains(small) || m.Body.Contains(trace)) && !own.Contains(m.Id)).ToListAsync(ct);
            foreach (var message in messages.Where(m => named.Exists(n => n.IsMatch(m.Body)))) found[message.Id] = message;
        }
        return ([.. found.Values], inOwn);
    }

    /// <summary>Tickets of others, or of nobody, whose subject names the person.</summary>
    private async Task<Dictionary<TicketId, string>> Titled(ErasureSubject subject, CancellationToken ct)
    {
        var found = new Dictionary<TicketId, string>();
        foreach (var trace in subject.Traces)
        {
            var small = trace.ToLowerInvariant();
            var tickets = await db.Tickets.AsNoTracking().Where(t => (t.Subject.ToLower().Contains(small) || t.Subject.Contains(trace)) && (t.Requester == null || t.Requester != subject.Contact))
                .Select(t => new { t.Id, t.Subject }).ToListAsync(ct);
            foreach (var ticket in tickets) found[ticket.Id] = ticket.Subject;
        }
        return found;
    }

    /// <summary>Tickets of others, or of nobody, with a field that names the person. Labels and codes have no room for an address or a full name.</summary>
    private async Task<Dictionary<TicketId, IReadOnlyDictionary<string, JsonElement>>> Filled(ErasureSubject subject, CancellationToken ct)
    {
        var (found, named, none) = (new Dictionary<TicketId, IReadOnlyDictionary<string, JsonElement>>(), InFields(subject), TicketFields.None);
        // No database looks into them: they are stored as one text, in which JSON spells some letters otherwise.
        var tickets = db.Tickets.AsNoTracking().Where(t => t.Fields != none && (t.Requester == null || t.Requester != subject.Contact)).Select(t => new { t.Id, t.Fields });
        await foreach (var ticket in tickets.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (ticket.Fields.Values.Any(f => f.ValueKind == JsonValueKind.String && named.Exists(n => n.IsMatch(f.GetString()!)))) found[ticket.Id] = ticket.Fields;
        }
        return found;
    }

    private static Dictionary<string, JsonElement> Masked(IReadOnlyDictionary<string, JsonElement> fields, List<Regex> traces) =>
        fields.ToDictionary(f => f.Key, f => f.Value.ValueKind == JsonValueKind.String ? JsonSerializer.SerializeToElement(Masked(f.Value.GetString()!, traces)) : f.Value);

    /// <summary>A field for people holds a handle and nothing else.</summary>
    private static List<Regex> InFields(ErasureSubject subject) =>
        [.. Named(subject), .. subject.Handles.Select(h => new Regex($@"\A{Regex.Escape(h)}\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant))];

    /// <summary>As they are written, and as a machine's words are quoted.</summary>
    private static IEnumerable<string> Spellings(ErasureSubject subject) =>
        subject.Traces.SelectMany(trace => new[] { trace, Verbatim.InMarkdown(trace) }).Distinct();

    private static string Masked(string text, List<Regex> traces) => traces.Aggregate(text, (rest, trace) => trace.Replace(rest, Hidden));

    /// <summary>In their own tickets a first name or the beginning of an address says enough.</summary>
    private static List<Regex> Hinted(ErasureSubject subject) =>
    [
        // The longest first: what is left of it would still say enough.
        .. Named(subject), .. subject.Hints.OrderByDescending(hint => hint.Length).Select(hint => new Regex($@"(?<!\w){Regex.Escape(hint)}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)),
    ];

    /// <summary>Names and addresses wherever they stand, and mentions as they are read: <c>@kim</c> is neither <c>@kimberly</c> nor <c>x@kim.example</c>.</summary>
    private static List<Regex> Named(ErasureSubject subject) =>
    [
        .. Spellings(subject).Select(Regex.Escape).Concat(subject.Handles.Select(h => $@"(?<![\w@./+-])@{Regex.Escape(h)}(?![\w@-]|\.\w)"))
            .Select(pattern => new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)),
    ];
}
