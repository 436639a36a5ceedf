using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Kernel.Erasure;

/// <summary>Entries about the person. Their data goes and their digest stays, so that the chain still holds.</summary>
internal sealed class JournalErasure(BridgewatchDb db)
{
    public const string Store = "kernel.journal";

    /// <summary>Entries that still have data, in growing order.</summary>
    public async Task<IReadOnlyList<long>> Find(ErasureSubject subject, CancellationToken ct)
    {
        var seqs = new SortedSet<long>(await About(subject).Where(r => r.Data != null).Select(r => r.Seq).ToListAsync(ct));
        foreach (var some in subject.Concerns.Select(c => c.Id).Chunk(500))
        {
            var entries = await db.Journal.Where(r => some.Contains(r.SubjectId) && r.Data != null).Select(r => new { r.Seq, r.Data }).ToListAsync(ct);
            // A label, a code: short words in which somebody may have written who it is about.
            seqs.UnionWith(entries.Where(e => Words(JsonDocument.Parse(e.Data!).RootElement).Any(subject.GivesAway)).Select(e => e.Seq));
        }
        return [.. seqs];
    }

    public async Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct)
    {
        var rows = await About(subject).OrderBy(r => r.Seq).ToListAsync(ct);
        return rows.ConvertAll<object>(r => new { r.Seq, r.At, r.Type, r.Data });
    }

    public async Task<IReadOnlyList<long>> Erase(ErasureSubject subject, CancellationToken ct)
    {
        var seqs = await Find(subject, ct);
        foreach (var some in seqs.Chunk(500))
        {
            await db.Set<JournalRow>().Where(r => some.Contains(r.Seq))
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.Data, (string?)null).SetProperty(r => r.Salt, (byte[]?)null), ct);
        }
        return seqs;
    }

    /// <summary>What a fact says, without the names of its members.</summary>
    private static IEnumerable<string> Words(JsonElement fact) => fact.ValueKind switch
    {
        JsonValueKind.String => [fact.GetString()!],
        JsonValueKind.Array => fact.EnumerateArray().SelectMany(Words),
        JsonValueKind.Object => fact.EnumerateObject().SelectMany(member => Words(member.Value)),
        _ => [],
    };

    private IQueryable<JournalRow> About(ErasureSubject subject)
    {
        var (contact, person) = (subject.Contact?.Value ?? Guid.Empty, subject.Person?.Value ?? Guid.Empty);
        return db.Journal.Where(r =>
            (r.SubjectKind == "contact" && r.SubjectId == contact && contact != Guid.Empty)
            || (r.SubjectKind == "person" && r.SubjectId == person && person != Guid.Empty));
    }
}
