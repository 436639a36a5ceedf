using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;
using Microsoft.EntityFrameworkCore;

namespace Bridgewatch.Desk.Tickets;

/// <summary>Lets SQLite begin at a code or label. It would go through all tickets in their order and ask each; for a page of a name that many have
/// that is right, since the page is soon full. PostgreSQL sees by itself from which side they are better found, but for the age of those that have
/// one code.</summary>
/// <param name="Sorted">The tickets, for a page in some order.</param>
/// <param name="Counted">The same ones, to be counted.</param>
/// <param name="ByCode">The same ones by when they were opened, where all must have one code; null otherwise.</param>
internal sealed record RareNames(IQueryable<Ticket> Sorted, IQueryable<Ticket> Counted, IQueryable<TicketPlace>? ByCode = null)
{
    /// <summary>So many are soon sorted.</summary>
    private const int FewToSort = 1_000;

    /// <summary>So many are sooner looked at than a million is asked.</summary>
    private const int FewToCount = 50_000;

    public static async Task<RareNames> In(IQueryable<Ticket> tickets, BridgewatchDb db, CancellationToken ct)
    {
        var found = new Finder();
        found.Visit(tickets.Expression);
        var byCode = CodeFirst(tickets, found, db);
        if (db.Database.IsNpgsql()) return new(tickets, tickets, byCode);
        var (sorted, counted) = (new Dictionary<Expression, Expression>(), new Dictionary<Expression, Expression>());
        foreach (var (node, ticket, fits, codes) in found.Names)
        {
            var having = codes
                ? db.Set<TicketCode>().Where(QueryField.On<TicketCode>(c => c.Code, fits)).Select(c => c.Ticket)
                : db.Set<TicketLabel>().Where(QueryField.On<TicketLabel>(l => l.Label, fits)).Select(l => l.Ticket);
            var number = await having.Take(FewToCount + 1).CountAsync(ct);
            var among = Expression.Call(typeof(Queryable), nameof(Queryable.Contains), [typeof(TicketId)], having.Expression, Expression.Property(ticket, nameof(Ticket.Id)));
            if (number <= FewToSort) sorted[node] = among;
            if (number <= FewToCount) counted[node] = among;
        }
        return new(Instead(tickets, sorted), Instead(tickets, counted), byCode);
    }

    /// <summary>A code's own index has its tickets by their age: a page of them is read there, however many there are.</summary>
    private static IQueryable<TicketPlace>? CodeFirst(IQueryable<Ticket> tickets, Finder found, BridgewatchDb db)
    {
        var demanded = Demands(tickets.Expression).ToHashSet();
        if (found.Names.Find(n => n.Codes && n.Fits.Body.NodeType == ExpressionType.Equal && demanded.Contains(n.Node)) is not { Node: { } node } name) return null;
        var others = Instead(tickets, new() { [node] = Expression.Constant(true) });
        return db.Set<TicketCode>().Where(QueryField.On<TicketCode>(c => c.Code, name.Fits))
            .Join(others, c => c.Ticket, t => t.Id, (c, t) => new TicketPlace { Id = t.Id, Number = t.Number, At = c.OpenedAt });
    }

    /// <summary>What must be so of each ticket, apart from one another.</summary>
    private static IEnumerable<Expression> Demands(Expression query) => query is not MethodCallExpression { Arguments: [var source, ..] } call ? []
        : call is { Method.Name: nameof(Queryable.Where), Arguments: [_, UnaryExpression { Operand: LambdaExpression condition }] } ? [.. Parts(condition.Body), .. Demands(source)]
        : Demands(source);

    private static IEnumerable<Expression> Parts(Expression condition) =>
        condition is BinaryExpression { NodeType: ExpressionType.AndAlso } both ? [.. Parts(both.Left), .. Parts(both.Right)] : [condition];

    private static IQueryable<Ticket> Instead(IQueryable<Ticket> tickets, Dictionary<Expression, Expression> instead) =>
        instead.Count == 0 ? tickets : tickets.Provider.CreateQuery<Ticket>(new Exchange(instead).Visit(tickets.Expression));

    /// <summary>Finds <c>t.Codes.Select(c => c.Code).Any(fits)</c>, as the noun and the filter write it.</summary>
    private sealed class Finder : ExpressionVisitor
    {
        public List<(Expression Node, Expression Ticket, Expression<Func<string, bool>> Fits, bool Codes)> Names { get; } = [];

        protected override Expression VisitMethodCall(MethodCallExpression node)
        {
            if (node.Method.Name == nameof(Enumerable.Any) && node.Arguments is [MethodCallExpression { Arguments: [MemberExpression { Expression: { } ticket, Member.Name: var member }, _] }, Expression<Func<string, bool>> fits])
                Names.Add((node, ticket, fits, member == nameof(Ticket.Codes)));
            return base.VisitMethodCall(node);
        }
    }

    private sealed class Exchange(Dictionary<Expression, Expression> instead) : ExpressionVisitor
    {
        [return: NotNullIfNotNull(nameof(node))]
        public override Expression? Visit(Expression? node) => node is not null && instead.TryGetValue(node, out var other) ? other : base.Visit(node);
    }
}
