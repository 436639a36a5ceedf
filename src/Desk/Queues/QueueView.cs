using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;
using Bridgewatch.Kernel.Query;

namespace Bridgewatch.Desk.Queues;

/// <summary>The views of the queue that everybody has, beside one for each queue of their own.</summary>
public enum QueueViewKind
{
    /// <summary>What I have, and what nobody has in my queues.</summary>
    Mine,
    Unassigned,

    /// <summary>What is owed within the hour, or late already; where something is promised at all.</summary>
    DueSoon,
    All,
    WaitingOnCustomer,
    WithEngineering,
    ResolvedByMe,

    /// <summary>One queue.</summary>
    Queue,
}

/// <summary>What the queue's page shows: a view, narrowed by a query. It stands in the address, so that it can be sent to others.</summary>
/// <param name="Queue">A queue's slug, for the view of one queue.</param>
/// <param name="Query">In the query language; empty for the whole view.</param>
/// <param name="Sort">Null for the usual order of what is shown.</param>
public sealed record QueueView(QueueViewKind Kind = QueueViewKind.Mine, string? Queue = null, string Query = "", TicketOrder? Sort = null)
{
    public const string Path = "/queue";

    /// <summary>What <see cref="QueueViewKind.DueSoon"/> asks for.</summary>
    internal const string Soon = "due:<1h";

    /// <summary>The saved view that is shown, perhaps narrowed otherwise.</summary>
    public ViewId? Saved { get; init; }

    /// <summary>Words of the columns that are shown; null for the usual ones.</summary>
    public string? Columns { get; init; }

    public bool IsNarrowed => Query.Length > 0;

    /// <param name="older">Filters as addresses named them before there was a query language; they become part of the query.</param>
    public static QueueView Read(string? view, string? queue, string? query, string? sort, params IEnumerable<(string Field, string? Value)> older)
    {
        var kind = Words.TryRead<QueueViewKind>(view, out var known) ? known : queue is not null && view is null ? QueueViewKind.Queue : QueueViewKind.Mine;
        if (kind != QueueViewKind.Queue) older = older.Append((TicketNoun.Queue, queue));
        var read = new QueueView(kind, kind == QueueViewKind.Queue ? queue : null, query?.Trim() ?? "", TicketOrder.TryParse(sort, out var order) ? order : null);
        return older.Aggregate(read, (v, o) => string.IsNullOrWhiteSpace(o.Value) ? v : v.With(o.Field, o.Value.Trim(), word: o.Value is QueryValue.Myself or QueryValue.Nothing));
    }

    /// <summary>The same as one query, for whoever saves it or takes it out.</summary>
    /// <param name="mine">The slugs of the queues that are one's own.</param>
    public string AsQuery(IEnumerable<string> mine)
    {
        if (Saved is not null) return Query;
        var reading = TicketNoun.Instance.Read(Query);
        var view = Kind switch
        {
            QueueViewKind.Mine => string.Join(',', mine) is { Length: > 0 } queues ? $"(assignee:me OR assignee:none {TicketNoun.Queue}:{queues})" : "assignee:me",
            QueueViewKind.Unassigned => "assignee:none",
            QueueViewKind.DueSoon => Soon,
            QueueViewKind.WaitingOnCustomer => "status:waiting-on-customer",
            QueueViewKind.WithEngineering => "status:waiting-on-engineering",
            QueueViewKind.ResolvedByMe => "is:solved resolver:me",
            QueueViewKind.Queue => QueryEdit.Term(TicketNoun.Queue, Queue ?? ""),
            _ => "",
        };
        var unsolved = Kind == QueueViewKind.ResolvedByMe || reading.Mentions(TicketNoun.SaysSolved) ? "" : "is:unsolved";
        var narrowed = reading.Tree is AnyOf ? $"({Query})" : Query;
        return string.Join(' ', new[] { unsolved, view, narrowed }.Where(part => part.Length > 0));
    }

    /// <summary>Narrowed to those of which a field has this value.</summary>
    /// <param name="word">The value is a word of the language.</param>
    public QueueView With(string field, string? value, bool word = false) =>
        this with { Query = QueryEdit.With(TicketNoun.Instance, Query, field, value is null ? null : QueryEdit.Term(field, value, word)) };

    /// <summary>The address of a saved view as it was saved.</summary>
    public static string HrefOf(ViewId saved) => $"{Path}?saved={saved}";

    public string Href()
    {
        var parts = new List<string>();
        if (Saved is { } saved) parts.Add($"saved={saved}");
        else if (Kind is not (QueueViewKind.Mine or QueueViewKind.Queue)) parts.Add($"view={Words.Of(Kind)}");
        if (Queue is not null) parts.Add($"queue={Uri.EscapeDataString(Queue)}");
        // Of a saved view it says what stands in place of its own query, also when that is nothing.
        if (Query.Length > 0 || Saved is not null) parts.Add($"q={Uri.EscapeDataString(Query)}");
        if (Sort is { } sort) parts.Add($"sort={sort}");
        if (Columns is not null) parts.Add($"columns={Columns}");
        return parts.Count == 0 ? Path : $"{Path}?{string.Join('&', parts)}";
    }
}
