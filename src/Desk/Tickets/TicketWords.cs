namespace Bridgewatch.Desk.Tickets;

// The closed vocabularies of a ticket, as docs and API use them. On the wire each is kebab-case (`waiting-on-customer`),
// except P1–P4 and L1–L3, which stay as they are. The numbers are never stored or sent; their order is used in rules.

/// <summary>Where a ticket stands. <see cref="TicketStatusRules"/> says who may move it where.</summary>
public enum TicketStatus
{
    /// <summary>Nobody has acted on it yet.</summary>
    New,

    /// <summary>Somebody of ours works on it, or should.</summary>
    Open,

    /// <summary>The requester owes an answer.</summary>
    WaitingOnCustomer,

    /// <summary>Engineering owes an answer.</summary>
    WaitingOnEngineering,

    /// <summary>Put aside on purpose, with nobody owing an answer.</summary>
    OnHold,

    /// <summary>Declared solved; the requester may still disagree.</summary>
    Resolved,

    /// <summary>Ended. A later message opens a new ticket.</summary>
    Closed,
}

/// <summary>What kind of request it is.</summary>
public enum TicketType
{
    /// <summary>Somebody wants to know something.</summary>
    Question,

    /// <summary>Something does not work as it should.</summary>
    Fault,

    /// <summary>Somebody wants something done.</summary>
    Request,

    /// <summary>A monitor fired.</summary>
    Alert,
}

/// <summary>How soon it should be worked on. <see cref="P1"/> is the most urgent.</summary>
public enum Priority
{
    P1 = 1,
    P2 = 2,
    P3 = 3,
    P4 = 4,
}

/// <summary>How badly the function is hurt, from the worst down.</summary>
public enum Severity
{
    /// <summary>The function cannot be used at all.</summary>
    Outage,

    /// <summary>It works for some, or too slowly, or with wrong results.</summary>
    Degraded,

    /// <summary>It works, with an annoyance.</summary>
    Minor,

    /// <summary>It only looks wrong.</summary>
    Cosmetic,
}

/// <summary>How a ticket ended.</summary>
public enum ResolutionCode
{
    /// <summary>The cause is removed.</summary>
    Fixed,

    /// <summary>The cause remains; the customer has a way around it.</summary>
    Workaround,

    /// <summary>A question was answered.</summary>
    Answered,

    /// <summary>Another ticket tells of the same.</summary>
    Duplicate,

    /// <summary>It could not be made to happen again.</summary>
    NotReproducible,

    /// <summary>The product is meant to do that.</summary>
    ByDesign,

    /// <summary>The cause lies with somebody else's product.</summary>
    ThirdParty,

    /// <summary>The requester did not answer.</summary>
    NoResponse,
}

/// <summary>The way a single message came or went. A ticket may have messages of several.</summary>
public enum Channel
{
    Email,
    Portal,
    Api,
    Phone,
    Chat,
    Alert,
    Form,
}
