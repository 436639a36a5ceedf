using Bridgewatch.Access.Forms;
using Bridgewatch.Access.People;
using Bridgewatch.Desk.Attachments;
using Bridgewatch.Desk.Drafts;
using Bridgewatch.Desk.Effort;
using Bridgewatch.Desk.Live;
using Bridgewatch.Desk.Macros;
using Bridgewatch.Desk.Redaction.Pages;
using Bridgewatch.Kernel;
using Bridgewatch.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using NodaTime;

namespace Bridgewatch.Desk.Tickets.Pages;

public partial class TicketPage
{
    private static readonly TicketStatus[] AfterReply =
        [TicketStatus.Open, TicketStatus.WaitingOnCustomer, TicketStatus.WaitingOnEngineering, TicketStatus.OnHold];

    private const int MostMentions = 8;

    private readonly Findings _findings = new();
    private readonly Findings _notSent = new();
    private TicketSheet? _sheet;
    private TicketSheet? _newer;
    private TicketNumber _number;
    private TicketWatch? _watch;
    private TicketPresence.Guest? _guest;
    private DotNetObjectReference<TicketPage>? _self;
    private ComposeMode _mode;
    private TicketStatus? _then = TicketStatus.WaitingOnCustomer;
    private TicketEdit _edit;
    private Composer? _composer;
    private RedactionTarget? _redacts;
    private MessageId? _splits;
    private WrittenMacro? _macro;
    private bool _choosesMacro;
    private string? _fresh;
    private bool _missing;
    private bool _arrived;
    private bool _wasClosed;
    private bool _follows;
    private bool _gone;
    private int _turn;
    private int _shown;
    private int _minutes;
    private Instant _since;

    [CascadingParameter]
    private WorkspacePerson? Person { get; set; }

    /// <summary>The ticket's number, as people write it.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    /// <summary><c>history</c> or <c>time</c>; without it the conversation.</summary>
    [SupplyParameterFromQuery]
    public string? Part { get; set; }

    /// <summary>What to begin at once: <c>reply</c>, <c>note</c> or <c>resolve</c>; keys of the queue lead here.</summary>
    [SupplyParameterFromQuery(Name = "do")]
    public string? Do { get; set; }

    /// <summary>A reply on what is solved leaves it so; only reopening it is a step from there.</summary>
    private TicketStatus? Then => _sheet?.Ticket.Status == TicketStatus.Resolved ? null : _then;

    /// <summary>The macro whose text is in the open box; null when what is there was begun without one.</summary>
    private WrittenMacro? UsedMacro => _macro is { } macro && (macro.Kind == MacroKind.Note) == (_mode == ComposeMode.Note) ? macro : null;

    /// <summary>A ticket that is closed while somebody writes keeps their reply in sight; sending then says why it cannot go out.</summary>
    private bool CanReply => _sheet?.Ticket is { Requester: not null, MergedInto: null } && !_wasClosed && Person?.IsAllowed(DeskPermissions.ReplyToTickets) == true;

    protected override async Task OnParametersSetAsync()
    {
        if (!TicketNumber.TryParse(Name, out var number))
        {
            _missing = true;
            return;
        }
        if (_sheet is null || number != _number)
        {
            await Leave();
            _number = number;
            (_fresh, _newer, _sheet, _macro) = (null, null, null, null);
            _sheet = await Read();
            if (_sheet is null) return;
            _wasClosed = _sheet.Ticket.Status == TicketStatus.Closed;
            if (!CanReply) _mode = ComposeMode.Note;
            _watch?.Dispose();
            _guest?.Dispose();
            if (!RendererInfo.IsInteractive) return;
            _watch = new(Feed, _sheet.Id.Value, () => InvokeAsync(Look));
            _guest = Presence.Enter(_sheet.Id, Person?.Key ?? "", Person?.Name ?? "");
            FollowDeliveries();
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            Connection.Changed += Stay;
            _self = DotNetObjectReference.Create(this);
            await Js.InvokeVoidAsync("bridgewatch.effort.start", _self);
        }
        if (_sheet is null || _arrived) return;
        _arrived = true;
        if (Do is "reply" or "note") await Js.InvokeVoidAsync("bridgewatch.press", Do == "note" ? "n" : "r");
        if (Do == "resolve")
        {
            _edit = TicketEdit.Resolution;
            StateHasChanged();
        }
    }

    /// <summary>Called by effort.js: a minute with a key, a click or a scroll.</summary>
    [JSInvokable]
    public void Active()
    {
        if (_minutes++ == 0) _since = Clock.GetCurrentInstant();
    }

    /// <summary>Called by effort.js: the page is hidden.</summary>
    [JSInvokable]
    public async Task Leave()
    {
        var (minutes, since) = (Math.Min(_minutes, Visit.LongestMinutes), _since);
        _minutes = 0;
        if (minutes == 0 || _sheet is not { RecordsEffort: true }) return;
        try
        {
            await Commands.Send(new RecordVisit(_number, since, minutes));
        }
        catch (Exception exception) when (exception is NotSignedIn or NotVisible or Forbidden or Unavailable or ObjectDisposedException)
        {
            // The session ended, the ticket moved out of sight, or the server stops. Minutes are not worth an error.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _gone = true;
        Connection.Changed -= Stay;
        _watch?.Dispose();
        _guest?.Dispose();
        _self?.Dispose();
        await Leave();
        GC.SuppressFinalize(this);
    }

    /// <summary>Two readings may overtake each other; what was asked for earlier never replaces what was asked for later (<see cref="_turn"/>).</summary>
    private async Task<TicketSheet?> Read()
    {
        try
        {
            _missing = false;
            return await Reads.From((TicketSheets sheets, CancellationToken ct) => sheets.One(_number, ct));
        }
        catch (Exception exception) when (exception is NotVisible or NotSignedIn)
        {
            _missing = true;
            return null;
        }
    }

    private async Task Reload()
    {
        var turn = ++_turn;
        var read = await Read();
        // Somebody else's change may have been asked for later and be here already, with ours in it.
        if (turn < _shown) Show();
        else (_sheet, _newer, _fresh, _shown) = (read ?? _sheet, null, null, turn);
        // Called by parts of the page, which draw only themselves afterwards.
        StateHasChanged();
        Shell.Now();
        FollowDeliveries();
    }

    /// <summary>Somebody changed it. Facts follow at once; the conversation stays under the reader's eyes until they ask.</summary>
    private async Task Look()
    {
        var turn = ++_turn;
        if (_sheet is null || await Read() is not { } newer || turn < _shown) return;
        _shown = turn;
        var more = newer.Messages.Count - _sheet.Messages.Count;
        if (more <= 0)
        {
            _sheet = newer;
        }
        else
        {
            _newer = newer;
            _sheet = newer with { Messages = _sheet.Messages, Story = [.. newer.Story.Take(_sheet.Story.Count)] };
            var replies = newer.Messages.Skip(newer.Messages.Count - more).All(m => m.Message.Kind != MessageKind.Note);
            _fresh = more == 1 ? Text[replies ? "fresh.reply" : "fresh.note"] : Text["fresh.messages", more];
        }
        StateHasChanged();
    }

    /// <summary>A mail that is on its way says when it has gone: that is no fact of the ticket, so that no entry tells.</summary>
    private void FollowDeliveries()
    {
        if (_follows || _sheet?.Messages.Any(m => m.Delivery?.State == DeliveryState.Pending) != true) return;
        _follows = true;
        _ = Follow();
    }

    private async Task Follow()
    {
        try
        {
            foreach (var seconds in (int[])[1, 2, 4, 8, 16, 30, 60])
            {
                await Task.Delay(TimeSpan.FromSeconds(seconds));
                if (_gone || _sheet is not { } sheet) break;
                var deliveries = await Reads.From((TicketSheets sheets, CancellationToken ct) => sheets.Deliveries(sheet.Messages, ct));
                if (_gone || _sheet != sheet) continue;
                _sheet = sheet with { Messages = [.. sheet.Messages.Select(m => m with { Delivery = deliveries.GetValueOrDefault(m.Message.Id) })] };
                StateHasChanged();
                if (!deliveries.Values.Any(d => d.State == DeliveryState.Pending)) break;
            }
        }
        catch (Exception exception) when (exception is NotSignedIn or Unavailable or ObjectDisposedException)
        {
            // The next look at the ticket tells.
        }
        _follows = false;
    }

    private void Stay(bool connected) => _guest?.Stay(connected);

    private void Typing(Composed text) => _guest?.Write(
        text.Text.Length == 0 ? null : text.Mode == ComposeMode.Note ? TicketPresence.Writing.Note : TicketPresence.Writing.Reply);

    private async Task<IReadOnlyList<Mention>> Mentionable(string word)
    {
        var people = await Reads.From((PersonQueries q, CancellationToken ct) => q.List(word, false, null, MostMentions, ct));
        return [.. people.Items.Where(p => p.State == PersonState.Active).Select(p => new Mention(p.Handle, p.Name))];
    }

    private void Show() => (_sheet, _newer, _fresh) = (_newer ?? _sheet, null, null);

    /// <summary>Begins at the box, to which the dialog gives the focus back.</summary>
    private async Task ChooseMacro()
    {
        await Js.InvokeVoidAsync("bridgewatch.focus", "#compose-text");
        _choosesMacro = true;
    }

    /// <summary>Puts what a macro says into the box; it goes out when the writer sends it.</summary>
    private void Insert(WrittenMacro macro)
    {
        (_macro, _mode) = (macro, macro.Kind == MacroKind.Note ? ComposeMode.Note : ComposeMode.Reply);
        if (macro.Then is not null) _then = macro.Then;
        _composer?.Insert(_mode, macro.Body);
    }

    private async Task<bool> Write(Composed text)
    {
        var reply = (MessageResource?)null;
        var sent = await _notSent.Allow(async () =>
        {
            var files = text.Files.Select(id => new AttachmentId(Guid.Parse(id))).ToList();
            if (text.Mode == ComposeMode.Note) await Commands.Send(new AddNote(_number, text.Text, files, UsedMacro?.Macro));
            else reply = await Reply(text.Text, files);
        });
        StateHasChanged();
        if (!sent) return false;
        if (UsedMacro is not null) _macro = null;
        _guest?.Write(null);
        await Js.InvokeVoidAsync("bridgewatch.closeDrawers");
        await Reload();
        if (reply is { HeldUntil: not null }) OfferUndo(reply.Id, text.Text);
        return true;
    }

    private async Task<MessageResource> Reply(string text, IReadOnlyList<AttachmentId> files)
    {
        try
        {
            return await Commands.Send(new ReplyToTicket(_number, text, Then, files, PublicOf(_sheet), Undoable: true, UsedMacro?.Macro));
        }
        catch (Refusal refusal) when (refusal.Name == TicketRefusals.Meanwhile)
        {
            // What was written meanwhile stands above the box then, and sending once more sends.
            await Reload();
            throw;
        }
    }

    /// <summary>How much of what was said publicly is before the reader's eyes.</summary>
    private static int? PublicOf(TicketSheet? sheet) => sheet?.Messages.Count(m => m.Message is { MergedFrom: null, Kind: not MessageKind.Note });

    private void OfferUndo(MessageId reply, string text)
    {
        var number = _number;
        Toasts.Say(Text["reply.sent", number], () => TakeBack(number, reply, text));
    }

    /// <summary>What comes back is a draft again: in the box where its ticket is still before the reader, else with its ticket.</summary>
    private async Task TakeBack(TicketNumber number, MessageId reply, string text)
    {
        var back = await _notSent.Allow(async () =>
        {
            await Commands.Send(new WithdrawReply(number, reply));
            if (number != _number) await Commands.Send(new KeepDraft(number, MessageKind.Reply, text));
        });
        if (back && number == _number)
        {
            await Reload();
            _mode = ComposeMode.Reply;
            _composer?.Restore(ComposeMode.Reply, text, [.. Waiting.Where(f => f.Mode == ComposeMode.Reply)]);
        }
        if (back) Toasts.Say(Text["reply.taken-back"]);
        StateHasChanged();
    }

    private IReadOnlyList<ComposedFile> Waiting =>
        [.. (_sheet?.Waiting ?? []).Select(w => new ComposedFile(ModeOf(w.For), w.File.Id.ToString(), w.File.Name, w.File.Size, w.File.Picture is not null))];

    private Dictionary<ComposeMode, string> Kept => (_sheet?.Drafts ?? []).ToDictionary(d => ModeOf(d.Kind), d => d.Text);

    private static ComposeMode ModeOf(MessageKind kind) => kind == MessageKind.Note ? ComposeMode.Note : ComposeMode.Reply;

    private Task<bool> Discard(string file) => _notSent.Allow(async () => await Commands.Send(new DiscardAttachment(_number, new(Guid.Parse(file)))));

    private async Task Keep(ComposeMode mode, string text)
    {
        try
        {
            await Commands.Send(new KeepDraft(_number, mode == ComposeMode.Note ? MessageKind.Note : MessageKind.Reply, text));
        }
        catch (Exception exception) when (exception is NotSignedIn or NotVisible or Forbidden or Invalid or Unavailable or ObjectDisposedException)
        {
            // The browser has it at every key; the server's is a copy.
        }
    }

    private async Task Take()
    {
        if (!PersonId.TryParse(Person?.Key, out var me) || _sheet?.Ticket.Assignee is var before && before?.Id == me) return;
        var number = _number;
        if (!await _findings.Allow(async () => await Commands.Send(new AssignTicket(number, Person: me)))) return;
        await Reload();
        Undoable(before is null ? Text["take.done", number] : Text["take.done-from", number, before.Name], () => Commands.GiveBack(number, before?.Id));
    }

    private async Task Send(TicketDeed command)
    {
        if (command.Question is var (title, words, verb) && !await Confirmation.Ask(title, words, verb)) return;
        if (!await _findings.Allow(() => command.By(Commands))) return;
        await Reload();
        if (command.Said is not null) Toasts.Say(command.Said);
    }

    private async Task Resolved()
    {
        await Reload();
        var number = _number;
        Undoable(Text["resolve.done", number], async () => await Commands.Send(new ReopenTicket(number)));
    }

    private async Task Merged()
    {
        await Reload();
        var number = _number;
        Undoable(Text["merge.done", number, _sheet!.Ticket.MergedInto!], async () => await Commands.Send(new UndoMerge(number)));
    }

    /// <summary>The page may show another ticket by the time somebody undoes: the deed names its own.</summary>
    private void Undoable(string said, Func<Task> undo) => Toasts.Say(said, async () =>
    {
        if (await _findings.Allow(undo)) await Reload();
        StateHasChanged();
    });

    private void Close(bool open)
    {
        if (!open) _edit = TicketEdit.None;
    }
}
