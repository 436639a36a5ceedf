using Bridgewatch.Access.Forms;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Bridgewatch.Desk.Tickets.Pages;

/// <summary>What the dialogs of the ticket's page have in common: a form that begins anew at each opening, and one command.</summary>
public abstract class TicketDialog : ComponentBase
{
    private bool _wasOpen;

    [Parameter, EditorRequired]
    public TicketSheet Sheet { get; set; } = null!;

    [Parameter]
    public bool Open { get; set; }

    [Parameter]
    public EventCallback<bool> OpenChanged { get; set; }

    /// <summary>The command went through, and the dialog is closed.</summary>
    [Parameter]
    public EventCallback Done { get; set; }

    [Inject]
    protected Commands Sender { get; set; } = null!;

    [Inject]
    protected IStringLocalizer<DeskTexts> Words { get; set; } = null!;

    protected Findings Findings { get; } = new();

    protected TicketNumber Number => Sheet.Ticket.Number;

    /// <summary>Fills the form from the ticket.</summary>
    protected abstract Task Begin();

    protected override async Task OnParametersSetAsync()
    {
        if (Open && !_wasOpen)
        {
            Findings.Clear();
            await Begin();
        }
        _wasOpen = Open;
    }

    protected Task Toggle(bool open)
    {
        Open = open;
        return OpenChanged.InvokeAsync(open);
    }

    /// <summary>Sends the command; what stands against it is shown beside its field, and the dialog stays.</summary>
    protected async Task Send(Func<Task> deed)
    {
        if (!await Findings.Allow(deed)) return;
        await Toggle(false);
        await Done.InvokeAsync();
    }

    /// <summary>A ticket's number as one types it: with or without the letter.</summary>
    /// <exception cref="Invalid">It is none.</exception>
    protected TicketNumber Read(string field, string? text) =>
        TicketNumber.TryParse(text?.Trim(), out var number) || TicketNumber.TryParse(TicketNumber.Prefix + text?.Trim(), out number)
            ? number : throw new Invalid(field, Words["rule.ticket-number"]);

    /// <summary>Labels as one types them: with commas or spaces between.</summary>
    protected static string[] Labels(string? text) => Split(text, ',', ' ', ';', '\n');

    /// <summary>Error codes as one types them: with commas between, since <c>HTTP 503</c> is one code.</summary>
    protected static string[] Codes(string? text) => Split(text, ',', ';', '\n');

    private static string[] Split(string? text, params char[] at) =>
        (text ?? "").Split(at, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
