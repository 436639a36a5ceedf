using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bridgewatch.Catalog;
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

    /// <summary>What was asked in the query language.</summary>
    public TicketQuestion? Question { get; init; }

    /// <summary>True when it asks for nothing but what still needs somebody.</summary>
    public bool IsUnsolved => Solved == false || Status is { } status && status.IsUnsolved() || Question?.IsUnsolved == true;

    /// <summary>The same for the same filter alone: pages of a list go on in their own list only.</summary>
    internal string Key => string.Join('|',
        Solved, Status, Queue, Assignee, Unassigned, Organization, Component, Code, Label, Requester, string.Join(',', Priorities ?? []), ResolvedBy, Team,
        MineOrFreeIn is var (me, queues) ? $"{me}{string.Join(',', queues.Select(q => q.ToString()).Order(StringComparer.Ordinal))}" : "", Question?.Text);

    /// <summary>Everything that the filter asks for but the order.</summary>
    internal IQueryable<Ticket> On(IQueryable<Ticket> tickets, BridgewatchDb db)
    {
        // Said by itself and without a parameter, so that both databases see that an index of open tickets serves.
        if (Solved == true) tickets = tickets.Where(t => t.IsSolved);
        if (IsUnsolved) tickets = tickets.Where(t => !t.IsSolved);
        if (Status is { } status) tickets = tickets.Where(t => t.Status == status);
        if (Queue is { } queue) tickets = tickets.Where(t => t.Queue == queue);
        if (Team is { } team) tickets = tickets.Where(t => t.Team == team);
        if (Assignee is { } assignee) tickets = tickets.Where(t => t.Assignee == assignee);
        if (Unassigned) tickets = tickets.Where(t => t.Assignee == null);
        if (Organization is { } organization) tickets = tickets.Where(t => t.Organization == organization);
        if (Component is { } component) tickets = tickets.Where(t => t.Component == component);
        if (Requester is { } requester)
        {
            // Also what was asked by a contact who turned out to be the same person.
            var same = db.Contacts.Where(c => c.Id == requester || c.MergedInto == requester).Select(c => (ContactId?)c.Id);
            tickets = tickets.Where(t => same.Contains(t.Requester));
        }
        if (ResolvedBy is { } resolver) tickets = tickets.Where(t => t.ResolvedBy == resolver);
        if (Code is { } code) tickets = tickets.Where(t => t.Codes.Select(c => c.Code).Any(c => c == code));
        if (Label is { } label) tickets = tickets.Where(t => t.Labels.Select(l => l.Label).Any(l => l == label));
        if (MineOrFreeIn is var (me, queues))
            tickets = tickets.Where(t => (me != null && t.Assignee == me) || (t.Assignee == null && queues.Contains(t.Queue)));
        if (Priorities is { Count: > 0 } priorities) tickets = tickets.Where(t => priorities.Contains(t.Priority));
        return Question is null ? tickets : tickets.Where(Question.Condition);
    }
}

/// <param name="Person">Null: only what nobody has.</param>
public sealed record MineOrFree(PersonId? Person, IReadOnlyList<QueueId> Queues);

/// <summary>Where a page of a list ended. Opaque outside.</summary>
/// <param name="Of">The list and its order, so that no other goes on from here; empty where there is one only.</param>
/// <param name="Level">What the list is sorted by, where that is a number.</param>
/// <param name="Name">What it is sorted by, where that is a text.</param>
internal readonly record struct TicketCursor(Instant At, TicketNumber Number, string Of = "", long Level = 0, string Name = "")
{
    private const int Shortened = 8;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Micros.InMicros(At):x}.{Number.Value:x}.{Of}{(Level == 0 && Name.Length == 0 ? "" : $".{Level}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Name))}")}");

    /// <summary>The mark of a list in its order.</summary>
    public static string Mark(TicketFilter filter, TicketOrder order) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{order} {filter.Key}")))[..Shortened];

    /// <exception cref="Invalid">It is none of ours, or of another list.</exception>
    public static TicketCursor? Read(string? text, string of = "")
    {
        if (string.IsNullOrEmpty(text)) return null;
        if (text.Split('.') is not [var at, var number, var mark, .. var rest]
            || !long.TryParse(at, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var micros)
            || !long.TryParse(number, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value)
            || micros is <= -62_135_596_800_000_000 or >= 253_402_300_800_000_000
            || SortedBy(rest) is not var (level, name))
            throw new Invalid("cursor", "Take the cursor from 'next' of the page before.");
        if (mark != of) throw new Invalid("cursor", "This cursor belongs to another list or order. Begin without one.");
        return new(Micros.Of(micros), new(value), of, level, name);
    }

    private static (long Level, string Name)? SortedBy(string[] parts) =>
        parts is [] ? (0, "")
        : parts is [var word, var name] && long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var level) && Base64Url.IsValid(name)
            && Encoding.UTF8.GetString(Base64Url.DecodeFromChars(name)) is var text && Wholeness.IsWhole(text)
            ? (level, text)
            : null;
}
