using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Tickets;

/// <summary>What a ticket says no to.</summary>
public static class TicketRefusals
{
    internal static Refusal AlreadyResolved(Ticket ticket, Resolution earlier) => new(
        "already-resolved", $"{ticket.Number} is resolved since {earlier.At}, as {Words.Of(earlier.Code)}.",
        "Reopen it first if it is not solved after all.")
    { Facts = Facts(("resolvedAt", earlier.At), ("resolvedBy", earlier.By), ("code", earlier.Code)) };

    internal static Refusal NotResolved(Ticket ticket) =>
        new("not-resolved", $"{ticket.Number} is {Words.Of(ticket.Status)}.", "Only a resolved ticket can be reopened.");

    internal static Refusal HasRequester(Ticket ticket) => new(
        "has-requester", $"{ticket.Number} has a requester, to whom its replies went.", "Open a ticket for the other one; it can name this one.");

    internal static Refusal Closed(Ticket ticket) =>
        new("ticket-closed", $"{ticket.Number} is closed.", "Open a new ticket; it can name this one.");

    internal static Refusal NoWay(Ticket ticket, TicketStatus to, StatusVerdict verdict) => new(
        Words.Of(verdict), $"{ticket.Number} cannot go from {Words.Of(ticket.Status)} to {Words.Of(to)}.", Todo(verdict))
    { Facts = Facts(("from", ticket.Status), ("to", to)) };

    private static string Todo(StatusVerdict verdict) => verdict switch
    {
        StatusVerdict.OnlySpamOrDuplicate => "Resolve it, or say that it is spam or a duplicate.",
        StatusVerdict.ReopenWindowIsOver => "Open a new ticket; it can name this one.",
        StatusVerdict.ReopenWindowIsOpen => "It closes by itself when the reopen window ends.",
        StatusVerdict.HeldByGate => "Do what the gate asks for first.",
        StatusVerdict.NotByYou => "Somebody else has to bring that about.",
        _ => "Choose one of the statuses that may follow.",
    };

    private static Dictionary<string, object?> Facts(params (string Name, object? Value)[] facts) => facts.ToDictionary(f => f.Name, f => f.Value);
}
