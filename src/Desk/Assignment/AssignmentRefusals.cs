using Bridgewatch.Desk.Queues;
using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Assignment;

/// <summary>What the state of things forbids about who gets what.</summary>
internal static class AssignmentRefusals
{
    /// <param name="resting">Tickets that nobody has and that rest: they wait on the customer or on others, or are put off.</param>
    public static Refusal NothingWaits(Queue queue, int resting) => new(
        "nothing-waits", resting == 0 ? $"Nothing waits in {queue.Name}." : $"Nothing waits in {queue.Name}; {resting} rest, waiting on others or put off.",
        "Ask again later, or look into another queue.")
    { Facts = new Dictionary<string, object?> { ["queue"] = queue.Slug, ["resting"] = resting } };

    public static Refusal IsAway(AbsenceResource absence) => new(
        "person-is-away", $"{absence.Name} is away until {absence.LastDay:uuuu-MM-dd}.", "Choose somebody else, or say that you mean them even so.")
    { Facts = new Dictionary<string, object?> { ["person"] = absence.Person, ["until"] = absence.Until, ["note"] = absence.Note } };

    public static Refusal YouAreAway(AbsenceResource absence) => new(
        "you-are-away", $"You are away until {absence.LastDay:uuuu-MM-dd}, and get nothing until then.", "End your absence first.")
    { Facts = new Dictionary<string, object?> { ["absence"] = absence.Id, ["until"] = absence.Until } };

    public static Refusal NothingToEscalate(Ticket ticket) =>
        new("nothing-to-escalate", $"{ticket.Number} is {Words.Of(ticket.Status)}.", "Only what is unsolved goes to another tier.");

    public static Refusal WithThatTier(Ticket ticket) => new("with-that-tier", $"{ticket.Number} is with {ticket.Tier} already.", "Choose another tier.")
    { Facts = new Dictionary<string, object?> { ["tier"] = ticket.Tier } };
}
