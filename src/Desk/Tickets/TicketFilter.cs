using System.Globalization;
using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Which tickets a list shows. What is null does not matter.</summary>
/// <param name="Solved">False for what still needs somebody.</param>
/// <param name="Unassigned">True for what nobody has.</param>
public sealed record TicketFilter(
    bool? Solved = null, TicketStatus? Status = null, QueueId? Queue = null, PersonId? Assignee = null, bool Unassigned = false,
    OrganizationId? Organization = null, ComponentId? Component = null, string? Code = null, string? Label = null, ContactId? Requester = null,
    IReadOnlyList<Priority>? Priorities = null, PersonId? ResolvedBy = null, TeamId? Team = null)
{
    /// <summary>What a person has, and what nobody has in these queues.</summary>
    public MineOrFree? MineOrFreeIn { get; init; }

    /// <summary>True when it asks for nothing but what still needs somebody.</summary>
    public bool IsUnsolved => Solved == false || Status is { } status && status.IsUnsolved();

    /// <summary>Everything that the filter asks for but the order.</summary>
    internal IQueryable<Ticket> On(IQueryable<Ticket> tickets)
    {
        if (Solved is { } solved) tickets = tickets.Where(t => t.IsSolved == solved);
        if (Status is { } status) tickets = tickets.Where(t => t.Status == status);
        if (Queue is { } queue) tickets = tickets.Where(t => t.Queue == queue);
        if (Team is { } team) tickets = tickets.Where(t => t.Team == team);
        if (Assignee is { } assignee) tickets = tickets.Where(t => t.Assignee == assignee);
        if (Unassigned) tickets = tickets.Where(t => t.Assignee == null);
        if (Organization is { } organization) tickets = tickets.Where(t => t.Organization == organization);
        if (Component is { } component) tickets = tickets.Where(t => t.Component == component);
        if (Requester is { } requester) tickets = tickets.Where(t => t.Requester == requester);
        if (ResolvedBy is { } resolver) tickets = tickets.Where(t => t.ResolvedBy == resolver);
        if (Code is { } code) tickets = tickets.Where(t => t.Codes.Any(c => c.Code == code));
        if (Label is { } label) tickets = tickets.Where(t => t.Labels.Any(l => l.Label == label));
        if (MineOrFreeIn is var (me, queues))
            tickets = tickets.Where(t => (me != null && t.Assignee == me) || (t.Assignee == null && queues.Contains(t.Queue)));
        if (Priorities is { Count: > 0 } priorities) tickets = tickets.Where(t => priorities.Contains(t.Priority));
        return tickets;
    }
}

/// <param name="Person">Null: only what nobody has.</param>
public sealed record MineOrFree(PersonId? Person, IReadOnlyList<QueueId> Queues);

/// <summary>The order of a list.</summary>
public enum TicketSort
{
    /// <summary>What should be worked on first.</summary>
    Rank,

    /// <summary>Newest first.</summary>
    Created,

    /// <summary>Last touched first.</summary>
    Updated,

    /// <summary>P1 first, and within a priority what should be worked on first. For what is unsolved, which is never too much to be sorted.</summary>
    Priority,
}

/// <summary>Where a page of a list ended. Opaque outside.</summary>
/// <param name="Priority">In lists that are sorted by it.</param>
internal readonly record struct TicketCursor(Instant At, TicketNumber Number, Priority? Priority = null)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Micros.InMicros(At):x}.{Number.Value:x}{(Priority is { } p ? $".{p}" : "")}");

    /// <exception cref="Invalid">It is none of ours.</exception>
    public static TicketCursor? Read(string? text)
    {
        if (string.IsNullOrEmpty(text)) return null;
        return text.Split('.') is [var at, var number, .. var rest]
            && long.TryParse(at, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var micros)
            && long.TryParse(number, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value)
            && micros is > -62_135_596_800_000_000 and < 253_402_300_800_000_000
            && (rest is [] || (rest is [var word] && Words.TryReadExactly<Priority>(word, out _)))
                ? new(Micros.Of(micros), new(value), rest is [var p] && Words.TryReadExactly<Priority>(p, out var priority) ? priority : null)
                : throw new Invalid("cursor", "Take the cursor from 'next' of the page before.");
    }
}
