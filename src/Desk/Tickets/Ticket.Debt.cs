using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

public partial class Ticket
{
    /// <summary>The label of work on technical debt, to which a queue may owe a share.</summary>
    public const string DebtLabel = "debt";

    public const int LongestDebtLink = 1_000;

    /// <summary>Where the debt is tracked, an address of the web; null where nobody said, and for what is no debt.</summary>
    public string? DebtLink { get; private set; }

    /// <summary>It is labelled as technical debt. Its labels must have been loaded with it.</summary>
    internal bool IsDebt => Labels.Any(l => l.Label == DebtLabel);

    /// <summary>Labels it as technical debt, and says where that is tracked.</summary>
    internal void BeDebt(string link, Instant at)
    {
        Mark([.. Labels.Select(l => l.Label).Append(DebtLabel).Distinct()], [.. Codes.Select(c => c.Code)], at);
        if (DebtLink == link) return;
        DebtLink = link;
        Happened(new TicketDebtLinked(Id), at);
    }
}

/// <summary>Somebody said where the technical debt is tracked. The address stands with the ticket.</summary>
[JournalType("desk.ticket.debt-linked.v1")]
public sealed record TicketDebtLinked(TicketId Ticket) : JournalEvent;
