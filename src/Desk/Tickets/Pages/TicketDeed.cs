using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Tickets.Pages;

/// <summary>A deed of the ticket's menu that needs no form.</summary>
/// <param name="By">Sends its command.</param>
/// <param name="Said">What is said when it is done.</param>
public sealed record TicketDeed(Func<Commands, Task> By, string? Said = null)
{
    /// <summary>What is asked before: title, text and verb. Null for what can be taken back.</summary>
    public (string Title, string Words, string Verb)? Question { get; init; }
}
