using Bridgewatch.Access.Forms;
using Bridgewatch.Desk.Assignment;
using Bridgewatch.Desk.Bulk;
using Bridgewatch.Desk.Live;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Desk.Tickets.Pages;
using Bridgewatch.Desk.Views;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using Bridgewatch.Ui;
using Microsoft.AspNetCore.Components;
using NodaTime;

namespace Bridgewatch.Desk.Queues.Pages;

public partial class QueuePage
{
    private const int Size = 50;

    /// <summary>What is due within that time is for now.</summary>
    private static readonly Duration Soon = Duration.FromHours(1);

    private readonly Findings _findings = new();
    private List<TicketResource>? _rows;
    private IReadOnlyList<QueueResource> _queues = [];
    private QueueView _view = new();
    private QueueView? _shown;
    private TicketWatch? _watch;
    private Count? _count;
    private string? _next;
    private string? _fresh;
    private IReadOnlyDictionary<string, string> _components = new Dictionary<string, string>();
    private IReadOnlyList<QueryError> _wrong = [];
    private TicketOrder _sort;
    private IReadOnlySet<TicketSort>? _orders;
    private ViewResource? _saved;
    private IReadOnlySet<TicketColumn> _columns = TicketColumns.Read(null);
    private bool _saving;
    private readonly HashSet<string> _picked = [];
    private string? _bulk;
    private bool _filtering;
    private bool _why;
    private string? _nothing;
    private DebtShareResource? _debt;
    private Instant _now;

    [CascadingParameter]
    private WorkspacePerson? Person { get; set; }

    [SupplyParameterFromQuery]
    public string? View { get; set; }

    [SupplyParameterFromQuery]
    public string? Queue { get; set; }

    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    [SupplyParameterFromQuery]
    public string? Assignee { get; set; }

    [SupplyParameterFromQuery]
    public string? Priority { get; set; }

    [SupplyParameterFromQuery]
    public string? Component { get; set; }

    [SupplyParameterFromQuery]
    public string? Organization { get; set; }

    [SupplyParameterFromQuery]
    public string? Code { get; set; }

    [SupplyParameterFromQuery]
    public string? Label { get; set; }

    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    public string? Order { get; set; }

    [SupplyParameterFromQuery]
    public string? Saved { get; set; }

    [SupplyParameterFromQuery]
    public string? Columns { get; set; }

    private bool MaySee => Person?.IsAllowed(DeskPermissions.ReadTickets) == true;

    private string Title => _saved is not null ? _saved.Name : _view.Kind == QueueViewKind.Queue
        ? _queues.FirstOrDefault(q => q.Slug == _view.Queue)?.Name ?? _view.Queue ?? ""
        : Text[$"view.{_view.Kind}"];

    private string? CountWords => _count is null ? null : $"{_count.Value}{(_count.Capped ? "+" : "")}";

    /// <summary>The order, as the table's headings show it.</summary>
    private string SortBy => (_sort.IsFalling ? "-" : "") + Words.Of(_sort.By);

    protected override void OnInitialized()
    {
        if (RendererInfo.IsInteractive) _watch = new(Feed, null, () => InvokeAsync(Look));
    }

    protected override async Task OnParametersSetAsync()
    {
        // Home is the queue for who works in it; others begin where they have something to do.
        if (!MaySee && Person is not null && Address.ToBaseRelativePath(Address.Uri).Split('?', '#')[0].Length == 0)
        {
            Address.NavigateTo(Home, replace: true);
            return;
        }
        _view = QueueView.Read(
            View, Queue, Q, Order, ("status", Status), ("assignee", Assignee), ("priority", Priority), ("component", Component), ("organization", Organization), ("code", Code), ("label", Label));
        _view = _view with { Columns = TicketColumns.Write(TicketColumns.Read(Columns)) };
        await Recall();
        _columns = _view is { Columns: null, Kind: QueueViewKind.DueSoon } ? TicketColumns.OfWhatIsDue : TicketColumns.Read(_view.Columns);
        if (!MaySee || (_view with { Columns = null }) == _shown) return;
        _shown = _view with { Columns = null };
        _picked.Clear();
        _nothing = null;
        _queues = await Reads.From((QueueBoard board, CancellationToken ct) => board.Queues(ct));
        await Load();
    }

    /// <summary>What the address leaves open is as it was saved.</summary>
    private async Task Recall()
    {
        if (!MaySee || !ViewId.TryParse(Saved, out var id))
        {
            _saved = null;
            return;
        }
        try
        {
            _saved = await Reads.From((ViewQueries views, CancellationToken ct) => views.One(id, ct));
        }
        catch (NotVisible)
        {
            // It was taken away: what remains is everything.
            _saved = null;
            return;
        }
        _view = new(QueueViewKind.All, Query: Q?.Trim() ?? _saved.Query, Sort: _view.Sort ?? _saved.Sort)
        {
            Saved = id,
            Columns = Columns is not null ? _view.Columns : _saved.Columns is { } columns ? TicketColumns.Write(columns.ToHashSet()) : null,
        };
    }

    private string ToggleHref(TicketColumn column)
    {
        var columns = _columns.ToHashSet();
        if (!columns.Remove(column)) columns.Add(column);
        return (_view with { Columns = TicketColumns.Write(columns) ?? string.Join(',', columns.Order().Select(Words.Of)) }).Href();
    }

    /// <summary>From which queues the next ticket can be asked for here: the one that is shown, or one's own.</summary>
    private IReadOnlyList<QueueResource> NextFrom => _view.Kind switch
    {
        QueueViewKind.Queue => [.. _queues.Where(q => q.Slug == _view.Queue)],
        QueueViewKind.Mine or QueueViewKind.Unassigned when _view.Saved is null => _queues,
        _ => [],
    };

    private bool MayPick => Person?.IsAllowed(DeskPermissions.AssignTickets) == true || Person?.IsAllowed(DeskPermissions.ChangeTickets) == true;

    private IReadOnlyCollection<TicketNumber> Picked => [.. _picked.Select(p => TicketNumber.TryParse(p, out var number) ? number : default).Where(n => n != default)];

    private async Task PickAll()
    {
        var view = _view;
        var all = await Reads.From((QueueBoard board, CancellationToken ct) => board.Numbers(view, BulkWork.Most + 1, ct));
        if (all.Count > BulkWork.Most) Toasts.Warn(Text["bulk.too-many", BulkWork.Most]);
        else _picked.UnionWith(all.Select(n => n.ToString()));
    }

    /// <summary>What was not done stays chosen.</summary>
    private async Task Done(IReadOnlyCollection<TicketNumber> left)
    {
        _picked.Clear();
        _picked.UnionWith(left.Select(n => n.ToString()));
        await Load();
        Shell.Now();
    }

    private string ExportHref => $"/api/v1/tickets.csv?q={Uri.EscapeDataString(_view.AsQuery(_queues.Select(q => q.Slug)))}&sort={_sort}{(_view.Saved is { } saved ? $"&view={saved}" : "")}";

    /// <summary>The heading's key; null where this list cannot be in that order.</summary>
    private string? Sorts(TicketSort by) => _orders?.Contains(by) == true ? Words.Of(by) : null;

    private bool Shows(TicketColumn column) => _columns.Contains(column);

    public void Dispose()
    {
        _watch?.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task Load()
    {
        try
        {
            var (page, sort, orders) = await Read(null, Size);
            (_rows, _next, _count, _fresh, _now, _wrong, _sort, _orders) = ([.. page.Items], page.Next, page.Count, null, Clock.GetCurrentInstant(), [], sort, orders);
        }
        catch (Invalid invalid)
        {
            // What was shown before goes: it is no answer to this.
            (_rows, _next, _count, _fresh, _now, _wrong) = ([], null, null, null, Clock.GetCurrentInstant(), QueryErrors.Of(invalid));
        }
        var queue = _view.Kind == QueueViewKind.Queue ? _view.Queue : null;
        _debt = queue is null ? null : await Reads.From((QueueAssignmentQueries q, CancellationToken ct) => q.DebtOf(queue, ct));
        await Name();
    }

    private async Task Name()
    {
        var rows = _rows!.ToList();
        _components = await Reads.From((QueueBoard board, CancellationToken ct) => board.Components(rows, ct));
    }

    private async Task More()
    {
        var page = (await Read(_next, Size)).Page;
        var known = _rows!.Select(r => r.Number).ToHashSet();
        _rows!.AddRange(page.Items.Where(r => !known.Contains(r.Number)));
        _next = page.Next;
        await Name();
    }

    private async Task<QueuePart> Read(string? cursor, int size)
    {
        var view = _view;
        return await Reads.From((QueueBoard board, CancellationToken ct) => board.Page(view, cursor, size, ct));
    }

    private async Task<QueryCompletion> Complete(string text, int caret, CancellationToken cancel) =>
        await Reads.From((TicketQuestions questions, CancellationToken ct) => questions.Complete(text, caret, ct), cancel);

    private void Ask(string query) => Address.NavigateTo((_view with { Query = query }).Href());

    /// <summary>A heading that is pressed again turns its order round, and pressed once more gives the usual one back.</summary>
    private void Sort(string heading)
    {
        if (!Words.TryRead<TicketSort>(heading.TrimStart('-'), out var by)) return;
        TicketOrder? sort = by != _sort.By ? by : _sort.Reversed ? null : _sort with { Reversed = true };
        Address.NavigateTo((_view with { Sort = sort }).Href());
    }

    /// <summary>Says how much is new, and moves nothing.</summary>
    private async Task Look()
    {
        if (!MaySee || _rows is null || _wrong.Count > 0) return;
        Shell.Now();
        var page = (await Read(null, Math.Clamp(_rows.Count, Size, Page.Largest))).Page;
        var shown = _rows.ToDictionary(r => r.Number);
        var (added, changed) = (page.Items.Count(r => !shown.ContainsKey(r.Number)), page.Items.Count(r => shown.TryGetValue(r.Number, out var old) && old.Version != r.Version));
        var gone = page.Next is null ? shown.Keys.Except(page.Items.Select(r => r.Number)).Count() : 0;
        _fresh = added > 0 ? (added == 1 ? Text["fresh.ticket"] : Text["fresh.tickets", added]).Value
            : changed + gone > 0 ? (changed + gone == 1 ? Text["fresh.change"] : Text["fresh.changes", changed + gone]).Value
            : null;
        _count = page.Count;
        StateHasChanged();
    }

    private async Task Take(TicketNumber ticket)
    {
        if (!PersonId.TryParse(Person?.Key, out var me)) return;
        var before = _rows?.Find(r => r.Number == ticket)?.Assignee;
        if (!await _findings.Allow(async () => await Commands.Send(new AssignTicket(ticket, Person: me)))) return;
        await Follow(ticket);
        Toasts.Say(before is null ? Text["take.done", ticket] : Text["take.done-from", ticket, before.Name], async () =>
        {
            if (await _findings.Allow(() => Commands.GiveBack(ticket, before?.Id))) await Follow(ticket);
            StateHasChanged();
        });
    }

    /// <summary>The row as it is now, in its place: the order follows when the reader asks for it.</summary>
    private async Task Follow(TicketNumber ticket)
    {
        var fresh = await Reads.From((TicketQueries q, CancellationToken ct) => q.One(ticket, ct));
        var at = _rows!.FindIndex(r => r.Number == ticket);
        if (at >= 0) _rows[at] = fresh;
        Shell.Now();
    }

    private TableGroup GroupOf(TicketResource row)
    {
        var band = BandOf(row);
        var rows = _rows!.Where(r => BandOf(r) == band).ToList();
        // The last group goes on below what is loaded.
        var counted = _next is null || rows[^1].Number != _rows![^1].Number;
        var words = Text[$"band.{band}"].Value;
        return new(band, Text[$"band.{band}-title"], !counted ? words : rows.Count == 1 ? Text["band.one", words] : Text["band.many", rows.Count, words]);
    }

    private string BandOf(TicketResource row) =>
        !row.RankReason.IsForUs ? "waiting" : row.RankAt <= _now + Soon ? "now" : "next";

    private string StatusWords(TicketStatus status) => Text[$"status.{status}"];

    private string? NameOfComponent(string? slug) => slug is null ? null : _components.GetValueOrDefault(slug) ?? slug.Split('/')[^1];

    /// <summary>The first page of the navigation for which this person needed to be given something.</summary>
    private string Home => Pages.Where(p => p.Place != NavPlace.Palette && p.Permission is { } needed && Person!.IsAllowed(needed))
        .OrderBy(p => p.Place).ThenBy(p => p.Order).FirstOrDefault()?.Href ?? ShellPaths.Account;
}
