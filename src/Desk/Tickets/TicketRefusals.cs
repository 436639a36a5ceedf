using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Tickets;

/// <summary>What a ticket says no to.</summary>
public static class TicketRefusals
{
    /// <summary>The name of the refusal to send over what somebody wrote meanwhile.</summary>
    public const string Meanwhile = "written-meanwhile";

    internal static Refusal AlreadyResolved(Ticket ticket, Resolution earlier) => new(
        "already-resolved", $"{ticket.Number} is resolved since {earlier.At}, as {Words.Of(earlier.Code)}.",
        "Reopen it first if it is not solved after all.")
    { Facts = Facts(("resolvedAt", earlier.At), ("resolvedBy", earlier.By), ("code", earlier.Code)) };

    internal static Refusal AwaitsNoReply(Ticket ticket) =>
        new("awaits-no-reply", $"Nothing that the customer wrote waits for an answer in {ticket.Number}.", "There is nothing to be said off.");

    internal static Refusal NotResolved(Ticket ticket) =>
        new("not-resolved", $"{ticket.Number} is {Words.Of(ticket.Status)}.", "Only a resolved ticket can be reopened.");

    internal static Refusal Discloses(Ticket ticket) => new(
        "discloses", $"The new requester of {ticket.Number} is not known to be of the same organization, and would read what was said on it.",
        "Say that this is meant, or open a ticket of their own for them.");

    internal static Refusal WrittenMeanwhile(Ticket ticket, IReadOnlyList<MessageResource> later) => new(
        Meanwhile, $"{string.Join(", ", later.Select(m => m.Author ?? "The program").Distinct())} wrote on {ticket.Number} meanwhile.",
        "Read it first; then send yours again, if it still holds.")
    { Facts = Facts(("messages", later)) };

    internal static Refusal IsOut(Ticket ticket) =>
        new("reply-is-out", $"The reply on {ticket.Number} is out.", "Write again, and put it right.");

    internal static Refusal Closed(Ticket ticket) =>
        new("ticket-closed", $"{ticket.Number} is closed.", "Open a new ticket; it can name this one.");

    internal static Refusal NothingToPutOff(Ticket ticket) =>
        new("nothing-to-put-off", $"{ticket.Number} is {Words.Of(ticket.Status)}.", "Only what is unsolved can be put off.");

    internal static Refusal Merged(Ticket ticket) => new(
        "ticket-merged", $"{ticket.Number} goes on in {ticket.MergedInto}.", $"Go on in {ticket.MergedInto}, or take the merge back.")
    { Facts = Facts(("into", ticket.MergedInto)) };

    internal static Refusal NotMerged(Ticket ticket) => new("not-merged", $"{ticket.Number} stands alone.", "There is no merge to take back.");

    internal static Refusal OnlyCustomersSplit(Ticket ticket) => new(
        "not-of-the-customer", $"That message of {ticket.Number} is not the customer's.", "Only what a customer wrote is split off; open a ticket for what one of ours noticed.");

    internal static Refusal NothingToSplit(Ticket ticket) => new("message-is-empty", $"The text of that message of {ticket.Number} was taken out.", "There is nothing left to split off.");

    internal static Refusal SplitBefore(Ticket ticket, TicketNumber into) => new("split-before", $"That message of {ticket.Number} goes on in {into} already.", $"Go on in {into}.");

    internal static Refusal NobodyToAnswer(Ticket ticket) => new(
        "nobody-to-answer", $"Nobody is known who wrote that message of {ticket.Number}.", "Name the requester first, or open a ticket and link it.");

    internal static Refusal OfTwoCustomers(Ticket ticket, Ticket other) => new(
        "of-two-customers", $"{ticket.Number} and {other.Number} are of two requesters, and a merge would show the words of one to the other.",
        "Link them instead, as a duplicate or as related.");

    internal static Refusal HasParent(Ticket ticket) => new("has-parent", $"{ticket.Number} is a part of another ticket already.", "Take that link away first.");

    internal static Refusal ParentIsBelow(Ticket child, Ticket parent) => new(
        "parent-is-below", $"{parent.Number} is itself a part of {child.Number}, or stands too deep below others.", "Choose another parent.");

    internal static Refusal TooManyLinks(Ticket ticket) => new(
        "too-many-links", $"{ticket.Number} has {Ticket.MostLinks} links, and no more are kept.", "Take some away, or name a parent for them.");

    internal static Refusal PriorityWasChosen(Ticket ticket) => new(
        "priority-was-chosen", $"A person chose the priority of {ticket.Number}.", "Let it follow the score again first.");

    internal static Refusal OnlyPeopleLowerP1(Ticket ticket) => new(
        "only-people-lower-p1", $"{ticket.Number} is a P1, and only people lower that.", "Set the priority on the ticket, with a reason.");

    internal static Refusal LoweringIsAsked(Ticket ticket) => new(
        "lowering-is-asked", $"Somebody has asked to lower {ticket.Number} already.", "Wait for the decision of another person, or take the request back.");

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
