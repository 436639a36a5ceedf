namespace Bridgewatch.Desk.Tickets;

/// <summary>Which status may follow which, and who may bring that about. The one place where this is written.</summary>
public static class TicketStatusRules
{
    private const StatusMover Staff = StatusMover.Agent | StatusMover.Rule;

    private static readonly TicketStatus[] s_working =
    [
        TicketStatus.Open, TicketStatus.WaitingOnCustomer, TicketStatus.WaitingOnEngineering, TicketStatus.OnHold,
    ];

    /// <summary>Every transition there is. What is not in this table is refused.</summary>
    public static IReadOnlyList<StatusTransition> All { get; } =
    [
        .. s_working.Select(to => new StatusTransition(TicketStatus.New, to, Staff)),
        new(TicketStatus.New, TicketStatus.Resolved, Staff),
        new(TicketStatus.New, TicketStatus.Closed, Staff, StatusCondition.SpamOrDuplicate),

        .. from f in s_working
           from t in s_working
           where f != t
           select new StatusTransition(f, t,
               (f, t) is (TicketStatus.WaitingOnCustomer, TicketStatus.Open) ? Staff | StatusMover.Customer : Staff),
        .. s_working.Select(from => new StatusTransition(from, TicketStatus.Resolved, Staff)),

        new(TicketStatus.Resolved, TicketStatus.Open, StatusMover.Customer | Staff,
            StatusCondition.CanBeReopened),
        new(TicketStatus.Resolved, TicketStatus.Closed, StatusMover.Customer),
        new(TicketStatus.Resolved, TicketStatus.Closed, StatusMover.Agent | StatusMover.DueWork,
            StatusCondition.AfterReopenWindow),
    ];

    /// <summary>Answers whether a ticket may go from one status to another.</summary>
    /// <param name="by">Exactly one mover.</param>
    public static StatusVerdict Check(TicketStatus from, TicketStatus to, StatusMover by, StatusFacts facts)
    {
        if (from == to) return StatusVerdict.AlreadyThere;
        var way = All.Where(t => t.From == from && t.To == to).ToList();
        if (way is []) return StatusVerdict.NoWayThere;
        if (way.Find(t => t.By.HasFlag(by)) is not { } transition) return StatusVerdict.NotByYou;
        return transition.When switch
        {
            StatusCondition.SpamOrDuplicate when !facts.SpamOrDuplicate => StatusVerdict.OnlySpamOrDuplicate,
            StatusCondition.CanBeReopened when !facts.InsideReopenWindow && !facts.HeldByGate =>
                StatusVerdict.ReopenWindowIsOver,
            StatusCondition.AfterReopenWindow when facts.InsideReopenWindow => StatusVerdict.ReopenWindowIsOpen,
            _ when to is TicketStatus.Closed && facts.HeldByGate => StatusVerdict.HeldByGate,
            _ => StatusVerdict.Allowed,
        };
    }

    /// <summary>The statuses that a mover may choose from here, for a menu; in the order of the enum.</summary>
    public static IReadOnlyList<TicketStatus> Next(TicketStatus from, StatusMover by, StatusFacts facts) =>
        [.. Enum.GetValues<TicketStatus>().Where(to => Check(from, to, by, facts) is StatusVerdict.Allowed)];

    /// <summary>True while somebody still owes something: `is:unsolved`.</summary>
    public static bool IsUnsolved(this TicketStatus status) => status is not (TicketStatus.Resolved or TicketStatus.Closed);
}

/// <summary>One way from a status to another.</summary>
/// <param name="By">Who may take it; several are joined.</param>
public sealed record StatusTransition(
    TicketStatus From, TicketStatus To, StatusMover By, StatusCondition When = StatusCondition.None);

/// <summary>Who moves a ticket.</summary>
[Flags]
public enum StatusMover
{
    None = 0,

    /// <summary>A person of ours.</summary>
    Agent = 1,

    /// <summary>A rule, an integration or another reactor.</summary>
    Rule = 2,

    /// <summary>The requester or somebody of their organization, by a message or on the portal.</summary>
    Customer = 4,

    /// <summary>A time that has come.</summary>
    DueWork = 8,
}

/// <summary>What else must be so for a transition.</summary>
public enum StatusCondition
{
    None,

    /// <summary>It is no work for us: spam, or told already in another ticket.</summary>
    SpamOrDuplicate,

    /// <summary>The reopen window has not ended, or a gate keeps the ticket from closing.</summary>
    CanBeReopened,

    /// <summary>The reopen window has ended.</summary>
    AfterReopenWindow,
}

/// <summary>What is so when somebody wants to move a ticket.</summary>
/// <param name="InsideReopenWindow">Resolved, and the reopen window (14 days by default) has not ended.</param>
/// <param name="HeldByGate">A gate (an unsigned root-cause analysis, for one) keeps it from closing.</param>
/// <param name="SpamOrDuplicate">It was said to be spam or a duplicate.</param>
public sealed record StatusFacts(bool InsideReopenWindow = false, bool HeldByGate = false, bool SpamOrDuplicate = false);

/// <summary>The answer of <see cref="TicketStatusRules.Check"/>: allowed, or which refusal.</summary>
public enum StatusVerdict
{
    Allowed,

    /// <summary>It has this status already; nothing to do, no error of the caller.</summary>
    AlreadyThere,

    /// <summary>Nobody may go there from here.</summary>
    NoWayThere,

    /// <summary>Others may, this mover not.</summary>
    NotByYou,

    /// <summary>A new ticket is closed unsolved only as spam or duplicate.</summary>
    OnlySpamOrDuplicate,

    /// <summary>Too late to reopen: a new ticket, linked, takes the message.</summary>
    ReopenWindowIsOver,

    /// <summary>Too early to close: the customer may still disagree.</summary>
    ReopenWindowIsOpen,

    /// <summary>A gate is not met; its refusal says what is missing.</summary>
    HeldByGate,
}
