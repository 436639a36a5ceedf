using System.Linq.Expressions;
using Bridgewatch.Access.People;
using Bridgewatch.Catalog.Components;
using Bridgewatch.Catalog.Organizations;
using Bridgewatch.Desk.Queues;
using Bridgewatch.Kernel;
using Microsoft.EntityFrameworkCore.Query;
using NodaTime;

#pragma warning disable CA1304, CA1309, CA1311 // Never run in memory.

namespace Bridgewatch.Desk.Tickets;

/// <summary>Where a ticket stands in an order: what it is sorted by, and what decides among equals.</summary>
internal sealed record TicketPlace
{
    public TicketId Id { get; init; }

    public TicketNumber Number { get; init; }

    public Instant At { get; init; }

    public long Level { get; init; }

    public string Name { get; init; } = "";
}

/// <summary>The orders of lists, each as what of a ticket it sorts by.</summary>
/// <remarks>Times are sorted by an index, but for what is due. A level or a name is worked out for each ticket that fits, so these serve what is unsolved only.</remarks>
internal static class TicketOrdering
{
    /// <summary>Before names, so that what has none comes after all of them.</summary>
    private const string Named = "0", Nameless = "1";

    private static readonly Dictionary<TicketSort, Expression<Func<Ticket, Instant>>> Times = new()
    {
        [TicketSort.Rank] = t => t.RankAt,
        [TicketSort.Created] = t => t.OpenedAt,
        [TicketSort.Updated] = t => t.UpdatedAt,
        [TicketSort.Due] = t => t.DueAt ?? QueueRank.Never,
    };

    private static readonly Dictionary<TicketSort, Expression<Func<Ticket, long>>> Levels = new()
    {
        [TicketSort.Priority] = t => t.Priority == Priority.P1 ? 1 : t.Priority == Priority.P2 ? 2 : t.Priority == Priority.P3 ? 3 : 4,
        [TicketSort.Impact] = t => t.ImpactPoints,
        [TicketSort.Status] = t => t.Status == TicketStatus.New ? 1 : t.Status == TicketStatus.Open ? 2 : t.Status == TicketStatus.WaitingOnCustomer ? 3 : t.Status == TicketStatus.WaitingOnEngineering ? 4 : 5,
        [TicketSort.Tier] = t => t.Tier == SupportTier.L1 ? 1 : t.Tier == SupportTier.L2 ? 2 : 3,
        [TicketSort.Type] = t => t.Type == TicketType.Question ? 1 : t.Type == TicketType.Fault ? 2 : t.Type == TicketType.Request ? 3 : 4,
    };

    private static readonly Dictionary<TicketSort, Func<BridgewatchDb, Expression<Func<Ticket, string>>>> Names = new()
    {
        [TicketSort.Subject] = _ => t => t.Subject.ToLower(),
        [TicketSort.Code] = _ => t => t.Codes.Min(c => Named + c.Code) ?? Nameless,
        [TicketSort.Label] = _ => t => t.Labels.Min(l => Named + l.Label) ?? Nameless,
        [TicketSort.Queue] = db => t => db.Set<Queue>().Where(q => q.Id == t.Queue).Select(q => Named + q.Name.ToLower()).FirstOrDefault() ?? Nameless,
        [TicketSort.Organization] = db => t => db.Set<Organization>().Where(o => o.Id == t.Organization).Select(o => Named + o.SortKey).FirstOrDefault() ?? Nameless,
        [TicketSort.Component] = db => t => db.Set<Component>().Where(c => c.Id == t.Component).Select(c => Named + c.Slug).FirstOrDefault() ?? Nameless,
        [TicketSort.Assignee] = db => t => db.Set<Person>().Where(p => p.Id == t.Assignee).Select(p => Named + p.Name.ToLower()).FirstOrDefault() ?? Nameless,
    };

    /// <summary>The places from where a page ended, or from the beginning.</summary>
    public static IQueryable<TicketPlace> In(this RareNames tickets, TicketOrder order, TicketCursor? after, BridgewatchDb db) =>
        order.By == TicketSort.Created && tickets.ByCode is { } places ? ByTime(places, order.IsFalling, after) : In(tickets.Sorted, order, after, db);

    private static IQueryable<TicketPlace> In(IQueryable<Ticket> tickets, TicketOrder order, TicketCursor? after, BridgewatchDb db) =>
        Times.TryGetValue(order.By, out var time)
            ? ByTime(tickets.Select(Place(time, (t, at) => new() { Id = t.Id, Number = t.Number, At = at })), order.IsFalling, after)
        : Levels.TryGetValue(order.By, out var level)
            ? ByLevel(tickets.Select(Place(level, (t, value) => new() { Id = t.Id, Number = t.Number, At = t.RankAt, Level = value })), order.IsFalling, after)
        : Names.TryGetValue(order.By, out var name)
            ? ByName(tickets.Select(Place(name(db), (t, value) => new() { Id = t.Id, Number = t.Number, At = t.RankAt, Name = value })), order.IsFalling, after)
            : ByNumber(tickets.Select(t => new TicketPlace { Id = t.Id, Number = t.Number, At = t.RankAt }), order.IsFalling, after);

    /// <summary>What is sorted by, put where the shape of a place takes it.</summary>
    private static Expression<Func<Ticket, TicketPlace>> Place<TKey>(Expression<Func<Ticket, TKey>> key, Expression<Func<Ticket, TKey, TicketPlace>> shape)
    {
        var value = ReplacingExpressionVisitor.Replace(key.Parameters[0], shape.Parameters[0], key.Body);
        return Expression.Lambda<Func<Ticket, TicketPlace>>(ReplacingExpressionVisitor.Replace(shape.Parameters[1], value, shape.Body), shape.Parameters[0]);
    }

    private static IQueryable<TicketPlace> ByTime(IQueryable<TicketPlace> places, bool falling, TicketCursor? after)
    {
        if (after is var (at, number, _, _, _))
            places = falling
                ? places.Where(p => p.At < at || (p.At == at && p.Number < number))
                : places.Where(p => p.At > at || (p.At == at && p.Number > number));
        return falling ? places.OrderByDescending(p => p.At).ThenByDescending(p => p.Number) : places.OrderBy(p => p.At).ThenBy(p => p.Number);
    }

    private static IQueryable<TicketPlace> ByNumber(IQueryable<TicketPlace> places, bool falling, TicketCursor? after)
    {
        if (after is { Number: var number }) places = falling ? places.Where(p => p.Number < number) : places.Where(p => p.Number > number);
        return falling ? places.OrderByDescending(p => p.Number) : places.OrderBy(p => p.Number);
    }

    private static IQueryable<TicketPlace> ByLevel(IQueryable<TicketPlace> places, bool falling, TicketCursor? after)
    {
        if (after is var (at, number, _, level, _))
            places = falling
                ? places.Where(p => p.Level < level || (p.Level == level && (p.At > at || (p.At == at && p.Number > number))))
                : places.Where(p => p.Level > level || (p.Level == level && (p.At > at || (p.At == at && p.Number > number))));
        return (falling ? places.OrderByDescending(p => p.Level) : places.OrderBy(p => p.Level)).ThenBy(p => p.At).ThenBy(p => p.Number);
    }

    private static IQueryable<TicketPlace> ByName(IQueryable<TicketPlace> places, bool falling, TicketCursor? after)
    {
        if (after is var (at, number, _, _, name))
            places = falling
                ? places.Where(p => string.Compare(p.Name, name) < 0 || (p.Name == name && (p.At > at || (p.At == at && p.Number > number))))
                : places.Where(p => string.Compare(p.Name, name) > 0 || (p.Name == name && (p.At > at || (p.At == at && p.Number > number))));
        return (falling ? places.OrderByDescending(p => p.Name) : places.OrderBy(p => p.Name)).ThenBy(p => p.At).ThenBy(p => p.Number);
    }
}
