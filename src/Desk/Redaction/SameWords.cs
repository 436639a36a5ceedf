using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Redaction;

/// <summary>The same words in other tickets: what was split off stands in both, and is taken out of both.</summary>
internal static class SameWords
{
    /// <summary>The message itself, and all that say it again.</summary>
    public static async Task<IReadOnlyList<Message>> SaidWith(this BridgewatchDb db, Message message, CancellationToken ct)
    {
        List<Message> found = [message], next = [message];
        while (next.Count > 0)
        {
            var (known, again, sources) = (found.ConvertAll(m => m.Id), next.ConvertAll(m => (MessageId?)m.Id), next.Select(m => m.SplitFrom).OfType<MessageId>().ToList());
            next = await db.AllMessages.Where(m => (again.Contains(m.SplitFrom) || sources.Contains(m.Id)) && !known.Contains(m.Id)).ToListAsync(ct);
            found.AddRange(next);
        }
        return found;
    }
}
