using Bridgewatch.Access.Forms;
using Bridgewatch.Desk.Live;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Desk.Tickets.Pages;
using Bridgewatch.Kernel;
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
    private QueueNames _names = QueueNames.None;
    private bool _filtering;
    private bool _why;
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

    private bool MaySee => Person?.IsAllowed(DeskPermissions.ReadTickets) == true;

    private string Title => _view.Kind == QueueViewKind.Queue
        ? _queues.FirstOrDefault(q => q.Slug == _view.Queue)?.Name ?? _view.Queue ?? ""
        : Text[$"view.{_view.Kind}"];

    private string? CountWords => _count is null ? null : $"{_count.Value}{(_count.Capped ? "+" : "")}";

    /// <summary>What narrows the view, each with the view without it.</summary>
    private IEnumerable<(string Words, QueueView Without)> Chips
    {
        get
        {
            if (_view.Status is { } status) yield return (StatusWords(status), _view with { Status = null });
            if (_view.Priority is { } priority) yield return ($"{priority}", _view with { Priority = null });
            if (_view.Assignee is { } who) yield return (NameOf(who), _view with { Assignee = null });
            if (_view.Component is { } component) yield return (NameOfComponent(component) ?? component, _view with { Component = null });
            if (_view.Organization is not null) yield return (_names.Organization ?? Text["filter.organization"], _view with { Organization = null });
            if (_view.Code is { } code) yield return (code, _view with { Code = null });
            if (_view.Label is { } label) yield return (Text["filter.label-is", label], _view with { Label = null });
            if (_view is { Queue: { } queue, Kind: not QueueViewKind.Queue }) yield return (_queues.FirstOrDefault(q => q.Slug == queue)?.Name ?? queue, _view with { Queue = null });
        }
    }

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
        _view = QueueView.Read(View, Queue, Status, Assignee, Priority) with { Component = Given(Component), Organization = Given(Organization), Code = Given(Code), Label = Given(Label) };
        if (!MaySee || _view == _shown) return;
        _shown = _view;
        _queues = await Reads.From((QueueBoard board, CancellationToken ct) => board.Queues(ct));
        await Load();
    }

    public void Dispose()
    {
        _watch?.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task Load()
    {
        var page = await Read(null, Size);
        (_rows, _next, _count, _fresh, _now) = ([.. page.Items], page.Next, page.Count, null, Clock.GetCurrentInstant());
        await Name();
    }

    private async Task Name()
    {
        var (view, rows) = (_view, _rows!.ToList());
        _names = await Reads.From((QueueBoard board, CancellationToken ct) => board.Names(view, rows, ct));
    }

    private async Task More()
    {
        var page = await Read(_next, Size);
        var known = _rows!.Select(r => r.Number).ToHashSet();
        _rows!.AddRange(page.Items.Where(r => !known.Contains(r.Number)));
        _next = page.Next;
        await Name();
    }

    private async Task<Page<TicketResource>> Read(string? cursor, int size)
    {
        var view = _view;
        return await Reads.From((QueueBoard board, CancellationToken ct) => board.Page(view, cursor, size, ct));
    }

    /// <summary>Says how much is new, and moves nothing.</summary>
    private async Task Look()
    {
        if (!MaySee || _rows is null) return;
        Shell.Now();
        var page = await Read(null, Math.Clamp(_rows.Count, Size, Page.Largest));
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
        row.RankReason.Term != RankTerm.Patience ? "waiting" : row.RankAt <= _now + Soon ? "now" : "next";

    private string StatusWords(TicketStatus status) => Text[$"status.{status}"];

    private string? NameOfComponent(string? slug) => slug is null ? null : _names.Components.GetValueOrDefault(slug) ?? slug.Split('/')[^1];

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>The first page of the navigation for which this person needed to be given something.</summary>
    private string Home => Pages.Where(p => p.Place != NavPlace.Palette && p.Permission is { } needed && Person!.IsAllowed(needed))
        .OrderBy(p => p.Place).ThenBy(p => p.Order).FirstOrDefault()?.Href ?? ShellPaths.Account;

    private string NameOf(string who) => who switch
    {
        "me" => Text["filter.me"],
        "none" => Text["filter.nobody"],
        _ => _names.Assignee ?? Text["filter.somebody"],
    };
}
