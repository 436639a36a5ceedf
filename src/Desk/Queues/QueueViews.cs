using Bridgewatch.Desk.Notifications;
using Bridgewatch.Kernel;
using Bridgewatch.Ui;
using Microsoft.Extensions.Localization;

namespace Bridgewatch.Desk.Queues;

/// <summary>The views of the queue under “Views”, and the numbers at the desk's items of the navigation.</summary>
internal sealed class QueueViews(Reads reads, Door door, IStringLocalizer<DeskTexts> text) : INavViews, INavCounts
{
    public async Task<IReadOnlyList<NavView>> Views(CancellationToken ct) => await May(ct)
        ? [.. (await reads.From((QueueBoard board, CancellationToken c) => board.Views(c), ct)).Select(v => new NavView(v.Href, v.Name ?? NameOf(v.Kind), Words(v.Count)))]
        : [];

    public async Task<IReadOnlyDictionary<string, NavCount>> Count(CancellationToken ct)
    {
        var counts = new Dictionary<string, NavCount>();
        if (door.Caller.Kind != ActorKind.Person) return counts;
        var unseen = await reads.From((NotificationQueries q, CancellationToken c) => q.Unseen(c), ct);
        if (unseen > 0) counts["/notifications"] = new($"{unseen}");
        if (!await May(ct)) return counts;
        var mine = await reads.From((QueueBoard board, CancellationToken c) => board.Page(new(), null, 1, c), ct);
        if (mine.Page.Count is { Value: > 0 } count) counts[QueueView.Path] = new(Words(count)!);
        return counts;
    }

    public string NameOf(QueueViewKind kind) => text[$"view.{kind}"];

    private Task<bool> May(CancellationToken ct) => door.Caller.Kind != ActorKind.Person
        ? Task.FromResult(false)
        : reads.From((Actor actor, CancellationToken _) => Task.FromResult(actor.May(DeskPermissions.ReadTickets)), ct).AsTask();

    private static string? Words(Count? count) => count is null ? null : $"{count.Value}{(count.Capped ? "+" : "")}";
}
