using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Import;

/// <summary>Says of tickets of elsewhere what they are to be here: by whom, for whom, in which queue. The import writes that, and the comparison
/// afterwards holds what stands here against it.</summary>
internal sealed class TicketPlans(Reads reads, string source, OldFields fields, IReadOnlyDictionary<string, QueueHere> queues)
{
    /// <summary>Beyond that the memory is emptied: an export may name millions.</summary>
    private const int MostKept = 200_000;

    private readonly Dictionary<string, UserHere?> _users = [];
    private readonly Dictionary<string, Guid?> _organizations = [];

    /// <summary>Looks up everybody whom the tickets name.</summary>
    /// <returns>Those who have to be brought along first: ours who asked something, and those whom only the tickets name.</returns>
    public async Task<(IReadOnlyList<OldUser> Customers, IReadOnlyList<OldUser> Unknown)> Meet(IReadOnlyList<OldTicket> tickets, CancellationToken ct)
    {
        if (_users.Count > MostKept) _users.Clear();
        if (_organizations.Count > MostKept) _organizations.Clear();
        var named = tickets.SelectMany(Named).Distinct().Where(id => !_users.ContainsKey(id)).ToList();
        if (named.Count > 0)
        {
            var here = await reads.From((ImportQueries q, CancellationToken c) => q.Users(source, named, c), ct);
            foreach (var id in named) _users[id] = here.GetValueOrDefault(id);
        }
        var organizations = tickets.Select(t => t.Organization).OfType<string>().Distinct().Where(o => !_organizations.ContainsKey(o)).ToList();
        if (organizations.Count > 0)
        {
            var here = await reads.From((ImportQueries q, CancellationToken c) => q.Things(source, ImportedKind.Organization, organizations, c), ct);
            foreach (var id in organizations) _organizations[id] = here.TryGetValue(id, out var known) ? known : null;
        }
        var told = tickets.SelectMany(t => t.Users).DistinctBy(u => u.Id).ToDictionary(u => u.Id);
        var unknown = tickets.SelectMany(MustBeKnown).Distinct().Where(id => _users[id] is null).Select(id => told.GetValueOrDefault(id) ?? Nameless(id)).ToList();
        var customers = tickets.Select(t => t.Requester).OfType<string>().Distinct().Where(id => _users[id] is { Contact: null, Person: not null })
            .Select(id => new OldUser(id, _users[id]!.Name ?? "", [_users[id]!.Email!], null, null, [], false, false)).ToList();
        foreach (var one in unknown.Concat(customers)) _users.Remove(one.Id);
        return (customers, unknown);
    }

    /// <param name="files">Contents that are kept, by the file's id there.</param>
    public BroughtTicket Of(OldTicket ticket, IReadOnlyDictionary<string, BroughtFile> files)
    {
        var queue = ticket.Group is { } group && queues.TryGetValue(group, out var known) ? known : queues[""];
        var assignee = Who(ticket.Assignee);
        return new(
            ticket, Who(ticket.Requester)?.Contact, ticket.Organization is { } o && _organizations[o] is { } organization ? new OrganizationId(organization) : null, queue.Queue, queue.Team,
            assignee is { HasLeft: true } && ticket.Status.IsUnsolved() ? null : assignee?.Person,
            [.. ticket.Copies.Select(c => Who(c)?.Contact).OfType<ContactId>().Where(c => c != Who(ticket.Requester)?.Contact).Distinct().Take(Ticket.MostCopies)],
            [.. ticket.Labels.Select(l => l.ToLowerInvariant()).Where(TicketWordLists.IsLabel).Distinct().Take(TicketWordLists.MostLabels)],
            fields.Of(ticket), [.. ticket.Messages.Select(m => Of(m, ticket, files))]);
    }

    private BroughtMessage Of(OldMessage message, OldTicket ticket, IReadOnlyDictionary<string, BroughtFile> files)
    {
        var author = Who(message.Author);
        var asks = message.Author is not null && message.Author == ticket.Requester && author?.Contact is not null;
        var person = asks ? null : author?.Person;
        var contact = person is null ? author?.Contact : null;
        var kind = !message.Public ? MessageKind.Note : contact is not null ? MessageKind.Inbound : MessageKind.Reply;
        return new(message, kind, person, contact, [.. message.Files.Where(f => files.ContainsKey(f.Id)).Select(f => new BroughtOldFile(f, files[f.Id]))]);
    }

    private UserHere? Who(string? id) => id is null ? null : _users.GetValueOrDefault(id);

    private static IEnumerable<string> Named(OldTicket ticket) => MustBeKnown(ticket).Concat(ticket.Copies).Concat(ticket.Assignee is { } a ? [a] : []);

    private static IEnumerable<string> MustBeKnown(OldTicket ticket) => ticket.Messages.Select(m => m.Author).Append(ticket.Requester).OfType<string>();

    /// <summary>Somebody whom nothing but an id tells of.</summary>
    public static OldUser Nameless(string id) => new(id, $"#{id}", [], null, null, [], false, false);
}
