using Bridgewatch.Access;
using Bridgewatch.Access.People;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Kernel;
using Bridgewatch.Ui;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Finds colleagues for the palette: what they have on their desk, or their page for who may see no tickets.</summary>
internal sealed class PeoplePalette(Reads reads) : IPaletteSource
{
    private const int Most = 5;

    public char? Sign => '@';

    public async Task<IReadOnlyList<PaletteItem>> Find(string text, CancellationToken ct)
    {
        var (tickets, pages) = await reads.From((Actor actor, CancellationToken _) =>
            Task.FromResult((actor.May(DeskPermissions.ReadTickets), actor.May(AccessPermissions.ReadPeople))), ct);
        var people = (await reads.From((PersonQueries q, CancellationToken c) => q.List(text, false, null, Most, c), ct)).Items;
        return !tickets && !pages ? [] : [.. people.Select(p => new PaletteItem(
            p.Name, tickets ? new QueueView(QueueViewKind.All).With("assignee", p.Handle).Href() : $"/settings/people/{p.Id}", "user", $"@{p.Handle}"))];
    }
}
