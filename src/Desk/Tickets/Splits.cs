using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Which of some messages were split off, from where and into what.</summary>
internal sealed class Splits(IReadOnlyDictionary<MessageId, SplitResource> from, IReadOnlyDictionary<MessageId, SplitResource> into)
{
    public static Splits None { get; } = new(new Dictionary<MessageId, SplitResource>(), new Dictionary<MessageId, SplitResource>());

    /// <param name="visible">Of other tickets nothing is told.</param>
    public static async Task<Splits> Of(IReadOnlyList<Message> messages, IQueryable<Ticket> visible, BridgewatchDb db, CancellationToken ct)
    {
        var sources = messages.Select(m => m.SplitFrom).OfType<MessageId>().ToList();
        var said = messages.Where(m => m.Kind == MessageKind.Inbound).Select(m => (MessageId?)m.Id).ToList();
        if (said.Count == 0) return None;
        var found = await (
            from message in db.AllMessages
            join ticket in visible on message.Ticket equals ticket.Id
            where said.Contains(message.SplitFrom) || sources.Contains(message.Id)
            select new { message.Id, message.SplitFrom, ticket.Number }).ToListAsync(ct);
        return new(
            found.Where(f => sources.Contains(f.Id)).ToDictionary(f => f.Id, f => new SplitResource(f.Number, f.Id)),
            found.Where(f => said.Contains(f.SplitFrom)).ToDictionary(f => f.SplitFrom!.Value, f => new SplitResource(f.Number, f.Id)));
    }

    public SplitResource? From(Message message) => message.SplitFrom is { } source ? from.GetValueOrDefault(source) : null;

    public SplitResource? Into(Message message) => into.GetValueOrDefault(message.Id);
}
