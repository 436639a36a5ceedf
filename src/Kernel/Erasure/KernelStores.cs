using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;

// These run in the database, which knows no cultures. SQLite folds the case of English letters only, so a trace is also looked
// for as it is written.
#pragma warning disable CA1304, CA1311, CA1862

namespace Bridgewatch.Kernel.Erasure;

/// <summary>Outgoing mail: what was sent to the person, or speaks of them, or of their tickets.</summary>
internal sealed class DeliveryErasure(BridgewatchDb db) : IErases
{
    private const string Erased = "erased";

    public string Store => "kernel.deliveries";

    public IReadOnlyList<string> Tables => ["delivery"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) => (await Ids(subject, ct)).Count;

    /// <summary>What was written to the person. Of the rest, mails among colleagues and calls of other programs, that it went out, and when.</summary>
    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct)
    {
        var found = new List<Delivery>();
        foreach (var some in (await Ids(subject, ct)).Chunk(500)) found.AddRange(await db.Set<Delivery>().AsNoTracking().Where(d => some.Contains(d.Id)).ToListAsync(ct));
        return [.. found.OrderBy(d => d.CreatedAt).Select(d => MailTo(subject, d) is { } mail
            ? (object)new { d.Kind, d.CreatedAt, d.SentAt, d.State, Payload = KernelJson.Write(mail) }
            : new { d.Kind, d.CreatedAt, d.SentAt })];
    }

    /// <summary>What was not sent yet never will be.</summary>
    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var ids = await Ids(subject, ct);
        foreach (var some in ids.Chunk(500))
        {
            var deliveries = db.Set<Delivery>().Where(d => some.Contains(d.Id));
            await deliveries.Where(d => d.State == DeliveryState.Pending || d.State == DeliveryState.Dead)
                .ExecuteUpdateAsync(s => s.SetProperty(d => d.State, DeliveryState.Dropped), ct);
            await deliveries.ExecuteUpdateAsync(s => s.SetProperty(d => d.Payload, "").SetProperty(d => d.LastError, Erased).SetProperty(d => d.DroppedBecause, (string?)null), ct);
        }
        return ids.Count;
    }

    /// <summary>Null where the person is not among those who get it.</summary>
    private static Mail? MailTo(ErasureSubject subject, Delivery delivery)
    {
        if (DeliveryQueries.MailIn(delivery) is not { } mail) return null;
        var readers = mail.Copies.Select(c => c.Address).Append(mail.To);
        if (!readers.Intersect(subject.Addresses, StringComparer.OrdinalIgnoreCase).Any()) return null;
        // What was exported passes through many hands, and a link lets in whoever has it.
        return mail.LetsIn ? mail with { Text = "", Html = null } : mail;
    }

    private async Task<IReadOnlyList<DeliveryId>> Ids(ErasureSubject subject, CancellationToken ct)
    {
        var deliveries = db.Set<Delivery>().AsNoTracking().Where(d => d.Payload != "");
        var found = new HashSet<DeliveryId>();
        var things = subject.Concerns.Select(c => c.Id).Concat([subject.Contact?.Value ?? Guid.Empty, subject.Person?.Value ?? Guid.Empty]).Where(id => id != Guid.Empty);
        foreach (var some in things.Chunk(500)) found.UnionWith(await deliveries.Where(d => some.Contains(d.SubjectId)).Select(d => d.Id).ToListAsync(ct));
        // A morning's mail names many things, whosever they are.
        foreach (var trace in subject.Traces.Concat(subject.Concerns.Select(c => c.Words).OfType<string>()).Distinct().Select(InJson))
        {
            var small = trace.ToLowerInvariant();
            found.UnionWith(await deliveries
                .Where(d => d.Payload.ToLower().Contains(small) || d.Payload.Contains(trace) || (d.LastError != null && d.LastError.ToLower().Contains(small))
                    || (d.DroppedBecause != null && d.DroppedBecause.ToLower().Contains(small)))
                .Select(d => d.Id).ToListAsync(ct));
        }
        return [.. found];
    }

    /// <summary>As JSON spells it, between its quotes.</summary>
    internal static string InJson(string text) => KernelJson.Write(text)[1..^1];
}

/// <summary>Answers that are kept for a day so that a repeated request gets the same one.</summary>
internal sealed partial class AnswerErasure(BridgewatchDb db) : IErases
{
    public string Store => "kernel.idempotency";

    public IReadOnlyList<string> Tables => ["idempotency"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct) => (await Keys(subject, ct)).Count;

    /// <summary>That there is one, and of when. What it says was said to somebody else as a rule, with secrets that are shown once among it; what
    /// it says of the person is in the stores that it was read from.</summary>
    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) => [.. (await Keys(subject, ct)).OrderBy(a => a.At).Select(a => new { a.At })];

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var answers = await Keys(subject, ct);
        foreach (var answer in answers) await db.Set<IdempotentAnswer>().Where(a => a.Actor == answer.Actor && a.Key == answer.Key).ExecuteDeleteAsync(ct);
        return answers.Count;
    }

    private async Task<IReadOnlyList<IdempotentAnswer>> Keys(ErasureSubject subject, CancellationToken ct)
    {
        var found = new Dictionary<(string, string), IdempotentAnswer>();
        foreach (var trace in subject.Traces.Select(DeliveryErasure.InJson))
        {
            var small = trace.ToLowerInvariant();
            var answers = await db.Set<IdempotentAnswer>().AsNoTracking().Where(a =>
                a.Response.ToLower().Contains(small) || a.Response.Contains(trace)
                || (a.Answer != null && (a.Answer.ToLower().Contains(small) || a.Answer.Contains(trace)))).ToListAsync(ct);
            foreach (var answer in answers) found[(answer.Actor, answer.Key)] = answer;
        }
        var names = subject.Concerns.Select(c => c.Name).OfType<string>().ToHashSet(StringComparer.Ordinal);
        await foreach (var answer in db.Set<IdempotentAnswer>().AsNoTracking().AsAsyncEnumerable().WithCancellation(ct))
        {
            if (Word().Matches(answer.Response + answer.Answer).Any(word => names.Contains(word.Groups[1].Value))) found[(answer.Actor, answer.Key)] = answer;
        }
        return [.. found.Values];
    }

    /// <summary>A number or an id, as JSON quotes it.</summary>
    [GeneratedRegex("\"([\\w-]{3,40})\"", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}

/// <summary>Errors of entries that a reactor set aside may quote what it read.</summary>
internal sealed class PoisonErasure(BridgewatchDb db) : IErases
{
    public string Store => "kernel.poison";

    public IReadOnlyList<string> Tables => ["reactor_poison", "due"];

    public async Task<int> Find(ErasureSubject subject, CancellationToken ct)
    {
        var found = 0;
        foreach (var trace in subject.Traces)
        {
            var small = trace.ToLowerInvariant();
            found += await Traced(trace, small).CountAsync(ct);
            found += await db.Set<DueItem>().CountAsync(d => d.LastError != null && d.LastError.ToLower().Contains(small), ct);
        }
        return found;
    }

    /// <summary>Nothing that the person wrote, or could use.</summary>
    public Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct) => Task.FromResult<IReadOnlyList<object>>([]);

    public async Task<int> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var erased = 0;
        foreach (var trace in subject.Traces)
        {
            var small = trace.ToLowerInvariant();
            erased += await Traced(trace, small).ExecuteUpdateAsync(s => s.SetProperty(p => p.Error, "").SetProperty(p => p.SkippedBecause, (string?)null), ct);
            erased += await db.Set<DueItem>().Where(d => d.LastError != null && d.LastError.ToLower().Contains(small))
                .ExecuteUpdateAsync(s => s.SetProperty(d => d.LastError, (string?)null), ct);
        }
        return erased;
    }

    private IQueryable<PoisonEntry> Traced(string trace, string small) => db.Set<PoisonEntry>().Where(p =>
        p.Error.ToLower().Contains(small) || p.Error.Contains(trace) || (p.SkippedBecause != null && p.SkippedBecause.ToLower().Contains(small)));
}
