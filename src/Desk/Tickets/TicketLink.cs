using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Tickets;

/// <summary>What two tickets have to do with each other. There is one link at most between two.</summary>
/// <param name="From">Of related ones the older.</param>
public sealed record TicketLink(TicketId From, TicketId To, LinkKind Kind)
{
    /// <summary>The link by which the other is this to the ticket.</summary>
    internal static TicketLink Between(Ticket ticket, Ticket other, LinkRole role)
    {
        var (kind, inward) = Kinds[role];
        if (kind == LinkKind.Related) inward = other.Number < ticket.Number;
        return inward ? new(other.Id, ticket.Id, kind) : new(ticket.Id, other.Id, kind);
    }

    /// <summary>What the other ticket is, to the one from which the link is looked at.</summary>
    internal static LinkRole RoleOf(LinkKind kind, bool inward) =>
        kind == LinkKind.Related ? LinkRole.Related : Kinds.Single(k => k.Value == (kind, inward)).Key;

    internal bool Joins(TicketId one, TicketId two) => (From == one && To == two) || (From == two && To == one);

    private static Dictionary<LinkRole, (LinkKind Kind, bool Inward)> Kinds { get; } = new()
    {
        [LinkRole.Parent] = (LinkKind.ChildOf, false),
        [LinkRole.Child] = (LinkKind.ChildOf, true),
        [LinkRole.DuplicateOf] = (LinkKind.DuplicateOf, false),
        [LinkRole.Duplicate] = (LinkKind.DuplicateOf, true),
        [LinkRole.CausedBy] = (LinkKind.CausedBy, false),
        [LinkRole.Causes] = (LinkKind.CausedBy, true),
        [LinkRole.Related] = (LinkKind.Related, false),
    };
}

/// <summary>What the first ticket of a link is to the second.</summary>
public enum LinkKind
{
    /// <summary>They have to do with each other, the one as the other.</summary>
    Related,

    /// <summary>It tells of the same, of another customer.</summary>
    DuplicateOf,

    /// <summary>The second is why it came to be.</summary>
    CausedBy,

    /// <summary>It is a part of the second's work. A ticket has one parent at most.</summary>
    ChildOf,
}

/// <summary>What another ticket is to the one that is looked at, which is a part of it, duplicates it, and so on.</summary>
public enum LinkRole
{
    Parent,
    Child,
    DuplicateOf,
    Duplicate,
    CausedBy,
    Causes,
    Related,

    /// <summary>It went on in the one that is looked at; made by merging alone.</summary>
    Merged,
}
