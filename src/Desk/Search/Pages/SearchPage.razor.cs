using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Search;
using Bridgewatch.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Bridgewatch.Desk.Search.Pages;

public partial class SearchPage
{
    /// <summary>Who types fast is asked for once.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(120);

    private SearchView _view = new();
    private SearchView? _shown;
    private IReadOnlyList<QueueResource> _queues = [];
    private List<FoundTicketRow>? _rows;
    private FoundTickets? _found;
    private SearchState? _index;
    private Instant? _behind;
    private string? _next;
    private int _turn;

    [CascadingParameter]
    private WorkspacePerson? Person { get; set; }

    [Inject]
    private SearchIndex Index { get; set; } = null!;

    [SupplyParameterFromQuery]
    public string? Q { get; set; }

    [SupplyParameterFromQuery]
    public string? Status { get; set; }

    [SupplyParameterFromQuery]
    public string? Queue { get; set; }

    [SupplyParameterFromQuery]
    public string? Organization { get; set; }

    [SupplyParameterFromQuery]
    public string? Is { get; set; }

    private bool MaySee => Person?.IsAllowed(DeskPermissions.ReadTickets) == true;

    private string? CountWords => _found is null ? null : $"{_found.Count.Value}{(_found.Count.Capped ? "+" : "")}";

    /// <summary>What narrows the search, each with the search without it.</summary>
    private IEnumerable<(string Words, SearchView Without)> Chips
    {
        get
        {
            if (_view.Unsolved) yield return (Text["search.unsolved"], _view with { Unsolved = false });
            if (_view.Status is { } status) yield return (Text[$"status.{status}"], _view with { Status = null });
            if (_view.Queue is { } queue) yield return (_queues.FirstOrDefault(q => q.Slug == queue)?.Name ?? queue, _view with { Queue = null });
            if (_view.Organization is { } id) yield return (Organizations.FirstOrDefault(o => o.Id == id)?.Name ?? Text["filter.organization"], _view with { Organization = null });
        }
    }

    /// <summary>The customers of what was found.</summary>
    private IReadOnlyList<NamedResource<OrganizationId>> Organizations =>
        _rows is null ? [] : [.. _rows.Select(r => r.Ticket.Organization).OfType<NamedResource<OrganizationId>>().DistinctBy(o => o.Id).OrderBy(o => o.Name, StringComparer.Ordinal)];

    protected override async Task OnParametersSetAsync()
    {
        var view = SearchView.Read(Q, Status, Queue, Organization, Is);
        if (!MaySee || view == _shown) return;
        (_view, _shown) = (view, view);
        _queues = await Reads.From((QueueBoard board, CancellationToken ct) => board.Queues(ct));
        await Search(view);
    }

    private void Go(SearchView view) => Address.NavigateTo(view.Href());

    private async Task Type(string? text)
    {
        var (turn, view) = (++_turn, _view with { Text = text ?? "" });
        _view = view;
        await Task.Delay(Pause);
        if (turn != _turn) return;
        _shown = view;
        await Search(view);
        // The address follows, and leaves no trace of every letter.
        if (turn == _turn) Address.NavigateTo(view.Href(), replace: true);
    }

    private async Task Search(SearchView view)
    {
        var found = view.IsEmpty ? null : await Find(view, null);
        if (view != _shown) return;
        (_found, _rows, _next) = (found, found?.Items.ToList(), found?.Next);
        _index = Index.State;
        _behind = _index.IsBehind ? Clock.GetCurrentInstant() - _index.Lag : null;
    }

    private async Task More()
    {
        if (_shown is not { } view || await Find(view, _next) is not { } found) return;
        var known = _rows!.Select(r => r.Ticket.Number).ToHashSet();
        _rows!.AddRange(found.Items.Where(r => !known.Contains(r.Ticket.Number)));
        (_found, _next) = (found with { Count = new(Math.Max(_rows.Count, found.Count.Value), found.Count.Capped) }, found.Next);
    }

    /// <summary>Null while the index is made.</summary>
    private async Task<FoundTickets?> Find(SearchView view, string? cursor)
    {
        var queue = view.Queue is null ? null : _queues.FirstOrDefault(q => q.Slug == view.Queue);
        // A queue that is not theirs has nothing for them.
        if (view.Queue is not null && queue is null) return new([], null) { Count = new(0, false), Lag = Duration.Zero };
        var filter = new TicketFilter(view.Unsolved ? false : null, view.Status, queue?.Id, Organization: view.Organization);
        var typing = !view.Text.EndsWith(' ');
        try
        {
            return await Reads.From((TicketSearch search, CancellationToken ct) => search.Find(new(view.Text, filter, cursor, Typing: typing), ct));
        }
        catch (Unavailable exception)
        {
            Log.LogDebug(exception, "The search could not answer.");
            return null;
        }
    }

    private static string DateOf(LocalDate? date) => date?.ToString("d MMMM uuuu", System.Globalization.CultureInfo.GetCultureInfo("en-GB")) ?? "";
}
