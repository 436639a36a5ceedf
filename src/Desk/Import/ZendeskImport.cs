using System.Diagnostics;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Import;

/// <summary>How an export is to be read.</summary>
/// <param name="Account">The account there; null to read it from the export.</param>
/// <param name="DryRun">Nothing is written: it only says what would be.</param>
/// <param name="WithoutFiles">It is known that contents of files do not lie beside the export, and no difference.</param>
public sealed record MoveOptions(string? Account = null, bool DryRun = false, bool WithoutFiles = false);

/// <summary>Brings a Zendesk account along from its export, record by record, and compares at the end. What it wrote it remembers in the same transaction:
/// broken off at any moment and begun again it goes on, and a later export adds what is new.</summary>
internal sealed class ZendeskImport(Commands commands, Reads reads, Uploads uploads, Door door)
{
    private const int PeopleAtOnce = 500;

    private const int TicketsAtOnce = 200;

    private readonly MoveTally _tally = new();

    /// <param name="progress">Told what is being read, and how many of it have been.</param>
    public async Task<MoveReport> Run(string path, MoveOptions options, Action<string, int> progress, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        door.Origin = Origin.Imported;
        var folder = new ExportFolder(path);
        var export = new ZendeskExport(folder, _tally.NotRead);
        var source = (options.Account ?? await export.Account(ct)) is { } account ? $"zendesk:{account}" : "zendesk";
        var run = options.DryRun ? (ImportRunId?)null : await commands.Send(new StartImport(source), ct);
        await Customers(export, source, options, progress, ct);
        var fields = await SetUp(export, source, options, ct);
        if (options.DryRun) await Count(export, source, progress, ct);
        else await Tickets(export, source, fields, progress, ct);
        await foreach (var listed in export.Listed(ct)) _tally.NotConverted(listed);
        if (!options.DryRun) await Reconcile(new(folder, _ => { }), source, fields, options, progress, ct);
        var report = _tally.Report(source, [.. folder.Unknown(ZendeskExport.Read)], options.DryRun, Stopwatch.GetElapsedTime(began));
        if (run is { } id) await commands.Send(new FinishImport(id, report), ct);
        return report;
    }

    private async Task Customers(ZendeskExport export, string source, MoveOptions options, Action<string, int> progress, CancellationToken ct)
    {
        await foreach (var some in export.Organizations(ct).Chunk(PeopleAtOnce).WithCancellation(ct))
        {
            Saw(_tally.Organizations, some.Select(o => o.Id), "organizations", progress);
            if (!options.DryRun) _tally.Organizations.Add(await commands.Send(new BringOldOrganizations(source, some), ct));
            await Here(_tally.Organizations, source, [ImportedKind.Organization], some.Select(o => o.Id), ct);
        }
        await foreach (var some in export.Users(ct).Chunk(PeopleAtOnce).WithCancellation(ct))
        {
            Saw(_tally.Users, some.Select(u => u.Id), "users", progress);
            if (!options.DryRun) _tally.Users.Add(await commands.Send(new BringUsers(source, some), ct));
            await Here(_tally.Users, source, [ImportedKind.Contact, ImportedKind.Person], some.Select(u => u.Id), ct);
        }
    }

    /// <summary>Groups, fields and macros: each by itself, since one that is refused is named and the others come.</summary>
    private async Task<OldFields> SetUp(ZendeskExport export, string source, MoveOptions options, CancellationToken ct)
    {
        await foreach (var group in export.Groups(ct)) await One(_tally.Groups, ImportedKind.Queue, group.Id, $"group \"{group.Name}\"", new BringGroup(source, group));
        var fields = new Dictionary<string, OldField>();
        await foreach (var field in export.Fields(ct))
        {
            fields[field.Id] = field;
            if (!field.IsOwn) continue;
            var name = $"field \"{field.Title}\"";
            if (!field.InUse) _tally.NotConverted(new(name, "It is out of use there. What tickets say in it comes along."));
            else if (field.Kind is null) _tally.NotConverted(new(name, $"No field here is of the kind {field.Type}. What tickets say in it comes along as text."));
            else await One(_tally.Fields, ImportedKind.Field, field.Id, name, new BringField(source, field));
        }
        await foreach (var macro in export.Macros(ct))
        {
            var name = $"macro \"{macro.Name}\"";
            if (!macro.InUse) _tally.NotConverted(new(name, "It is out of use there."));
            else if (macro.Reply is null && macro.Note is null) _tally.NotConverted(new(name, "It says nothing, and a macro here says something."));
            else await One(_tally.Macros, ImportedKind.Macro, macro.Id, name, new BringMacro(source, macro));
            if (macro is { InUse: true, Unread: { } unread } && (macro.Reply ?? macro.Note) is not null) _tally.NotConverted(new(name, $"Its text came along, but it also {unread}, which no macro here does."));
        }
        return new(fields);

        async Task One(KindTally tally, ImportedKind kind, string id, string name, Mediator.ICommand<Brought> command)
        {
            tally.There.Add(id);
            try
            {
                if (!options.DryRun) tally.Add(await commands.Send(command, ct));
            }
            catch (Exception exception) when (exception is Invalid or Refusal)
            {
                _tally.NotConverted(new(name, exception.Message));
                tally.There.Remove(id);
                return;
            }
            await Here(tally, source, [kind], [id], ct);
        }
    }

    private async Task Tickets(ZendeskExport export, string source, OldFields fields, Action<string, int> progress, CancellationToken ct)
    {
        var plans = await Plans(source, fields, ct);
        var limits = await reads.From((Settings all, CancellationToken c) => all.Get<AttachmentSettings>(c).AsTask(), ct);
        await foreach (var some in Living(export, ct).Chunk(TicketsAtOnce).WithCancellation(ct))
        {
            Saw(_tally.Tickets, some.Select(t => t.Number), "tickets", progress);
            var news = await News(source, some, ct);
            if (news.Count == 0) continue;
            await Meet(plans, source, news, ct);
            var brought = new List<BroughtTicket>();
            foreach (var ticket in news) brought.Add(plans.Of(ticket, await Keep(ticket, limits, ct)));
            _tally.Tickets.Add(await commands.Send(new BringTickets(source, brought), ct));
        }
    }

    private async Task Count(ZendeskExport export, string source, Action<string, int> progress, CancellationToken ct)
    {
        await foreach (var some in Living(export, ct).Chunk(TicketsAtOnce).WithCancellation(ct))
        {
            Saw(_tally.Tickets, some.Select(t => t.Number), "tickets", progress);
            var known = await reads.From((ImportQueries q, CancellationToken c) => q.Tickets(source, [.. some.Select(t => t.Number)], c), ct);
            _tally.Tickets.Add(new(some.Count(t => !known.ContainsKey(t.Number)), some.Count(t => known.TryGetValue(t.Number, out var row) && row.IsNews(t)), 0));
            _tally.Tickets.Here += known.Count;
            _tally.Messages += some.Sum(t => t.Messages.Count);
            var files = some.SelectMany(t => t.Messages).SelectMany(m => m.Files).ToList();
            _tally.Files += files.Count;
            foreach (var ticket in some)
                foreach (var file in ticket.Messages.SelectMany(m => m.Files).Where(f => f.Path is null))
                    _tally.Misses(new($"ticket {ticket.Number}", $"The content of file {file.Id} ({file.Name}) does not lie beside the export."), counts: false);
        }
    }

    /// <summary>Reads the export once more and holds what stands here against it.</summary>
    private async Task Reconcile(ZendeskExport export, string source, OldFields fields, MoveOptions options, Action<string, int> progress, CancellationToken ct)
    {
        var plans = await Plans(source, fields, ct);
        var (seen, here) = (new HashSet<string>(), new HashSet<string>());
        await foreach (var some in export.Tickets(ct).Where(t => !t.IsDeleted).Chunk(TicketsAtOnce).WithCancellation(ct))
        {
            var tickets = Newest(some);
            await plans.Meet(tickets, ct);
            var compared = await reads.From((ImportComparison c, CancellationToken token) => c.Compare(source, [.. tickets.Select(t => plans.Of(t, NoFiles))], token), ct);
            foreach (var ticket in tickets.Where(t => seen.Add(t.Number)))
            {
                _tally.Messages += ticket.Messages.Count;
                _tally.Files += ticket.Messages.Sum(m => m.Files.Count);
            }
            here.UnionWith(compared.Here);
            _tally.MessagesHere += compared.Messages;
            _tally.FilesHere += compared.Files;
            compared.Differences.ForEach(_tally.Differs);
            compared.Missing.ForEach(m => _tally.Misses(m, counts: !options.WithoutFiles));
            progress("compared", seen.Count);
        }
        _tally.Tickets.Here = here.Count;
        foreach (var (tally, what) in new[] { (_tally.Organizations, "organizations"), (_tally.Users, "users"), (_tally.Groups, "groups") })
            if (tally.Here < tally.There.Count) _tally.Differs(new(what, $"{tally.There.Count - tally.Here} are not here."));
    }

    private static readonly Dictionary<string, BroughtFile> NoFiles = [];

    private async Task<TicketPlans> Plans(string source, OldFields fields, CancellationToken ct) =>
        new(reads, source, fields, await reads.From((ImportQueries q, CancellationToken c) => q.Queues(source, c), ct));

    private async Task<IReadOnlyList<OldTicket>> News(string source, OldTicket[] some, CancellationToken ct)
    {
        var tickets = Newest(some);
        var known = await reads.From((ImportQueries q, CancellationToken c) => q.Tickets(source, [.. tickets.Select(t => t.Number)], c), ct);
        return [.. tickets.Where(t => !known.TryGetValue(t.Number, out var row) || row.IsNews(t))];
    }

    /// <summary>Pages of an API repeat what changed between them.</summary>
    private static IReadOnlyList<OldTicket> Newest(OldTicket[] some) => [.. some.GroupBy(t => t.Number).Select(g => g.MaxBy(t => t.UpdatedAt)!)];

    private async IAsyncEnumerable<OldTicket> Living(ZendeskExport export, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var ticket in export.Tickets(ct))
            if (ticket.IsDeleted) _tally.NotRead(new($"ticket {ticket.Number}", "It was thrown away there."));
            else yield return ticket;
    }

    /// <summary>Brings those along whom only tickets name.</summary>
    private async Task Meet(TicketPlans plans, string source, IReadOnlyList<OldTicket> tickets, CancellationToken ct)
    {
        var (customers, unknown) = await plans.Meet(tickets, ct);
        if (customers.Count + unknown.Count == 0) return;
        foreach (var one in unknown.Where(u => u.Addresses.Count == 0))
            _tally.NotRead(new($"user {one.Id}", "Tickets name them, but they are not in the export: they stand as somebody without an address."));
        if (unknown.Count > 0) await commands.Send(new BringUsers(source, unknown), ct);
        if (customers.Count > 0) await commands.Send(new BringUsers(source, customers, AsCustomers: true), ct);
        var (again, _) = await plans.Meet(tickets, ct);
        if (again.Count == 0) return;
        // One of ours whom only the ticket names, and who asked.
        await commands.Send(new BringUsers(source, again, AsCustomers: true), ct);
        await plans.Meet(tickets, ct);
    }

    private async Task<Dictionary<string, BroughtFile>> Keep(OldTicket ticket, AttachmentSettings limits, CancellationToken ct)
    {
        var kept = new Dictionary<string, BroughtFile>();
        foreach (var file in ticket.Messages.SelectMany(m => m.Files).Where(f => f.Path is not null))
        {
            try
            {
                await using var content = File.OpenRead(file.Path!);
                kept[file.Id] = await uploads.Keep(file.Name, content, limits, ct) with { Id = AttachmentId.New() };
            }
            catch (Exception exception) when (exception is Invalid or TooLarge or IOException or UnauthorizedAccessException)
            {
                _tally.NotRead(new($"file {file.Id} ({file.Name}) of ticket {ticket.Number}", exception.Message));
            }
        }
        return kept;
    }

    private static void Saw(KindTally tally, IEnumerable<string> ids, string what, Action<string, int> progress)
    {
        tally.There.UnionWith(ids);
        progress(what, tally.There.Count);
    }

    private async Task Here(KindTally tally, string source, IReadOnlyList<ImportedKind> kinds, IEnumerable<string> ids, CancellationToken ct)
    {
        var here = new HashSet<string>();
        foreach (var kind in kinds) here.UnionWith((await reads.From((ImportQueries q, CancellationToken c) => q.Things(source, kind, [.. ids.Distinct()], c), ct)).Keys);
        tally.Here += here.Count;
    }
}
