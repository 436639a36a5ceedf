using Bridgewatch.Desk.Tickets;
using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Queues;

/// <summary>The views of the queue that everybody has, beside one for each queue of their own.</summary>
public enum QueueViewKind
{
    /// <summary>What I have, and what nobody has in my queues.</summary>
    Mine,
    Unassigned,
    All,
    WaitingOnCustomer,
    WithEngineering,
    ResolvedByMe,

    /// <summary>One queue.</summary>
    Queue,
}

/// <summary>What the queue's page shows: a view, narrowed by chips. It stands in the address, so that it can be sent to others.</summary>
/// <param name="Queue">A queue's slug.</param>
/// <param name="Assignee"><c>me</c>, <c>none</c> or a person's id.</param>
public sealed record QueueView(
    QueueViewKind Kind = QueueViewKind.Mine, string? Queue = null, TicketStatus? Status = null, string? Assignee = null, Priority? Priority = null)
{
    /// <summary>A component's slug.</summary>
    public string? Component { get; init; }

    /// <summary>An organization's id.</summary>
    public string? Organization { get; init; }

    /// <summary>An error code.</summary>
    public string? Code { get; init; }

    public string? Label { get; init; }

    public const string Path = "/queue";

    /// <summary>Solved tickets are ordered by when they were last touched, all others by rank.</summary>
    public TicketSort Sort => Kind == QueueViewKind.ResolvedByMe || Status is { } status && !status.IsUnsolved() ? TicketSort.Updated : TicketSort.Rank;

    public bool IsNarrowed => Status is not null || Assignee is not null || Priority is not null
        || Component is not null || Organization is not null || Code is not null || Label is not null || (Queue is not null && Kind != QueueViewKind.Queue);

    public static QueueView Read(string? view, string? queue, string? status, string? assignee, string? priority) => new(
        Words.TryRead<QueueViewKind>(view, out var kind) ? kind : queue is not null && view is null ? QueueViewKind.Queue : QueueViewKind.Mine,
        queue, Words.TryRead<TicketStatus>(status, out var s) ? s : null, assignee, Words.TryRead<Priority>(priority, out var p) ? p : null);

    public string Href()
    {
        var parts = new List<string>();
        if (Kind is not (QueueViewKind.Mine or QueueViewKind.Queue)) parts.Add($"view={Words.Of(Kind)}");
        else if (Kind == QueueViewKind.Mine && Queue is not null) parts.Add("view=mine");
        if (Queue is not null) parts.Add($"queue={Uri.EscapeDataString(Queue)}");
        if (Status is { } status) parts.Add($"status={Words.Of(status)}");
        if (Assignee is not null) parts.Add($"assignee={Uri.EscapeDataString(Assignee)}");
        if (Priority is { } priority) parts.Add($"priority={Words.Of(priority)}");
        if (Component is not null) parts.Add($"component={Uri.EscapeDataString(Component)}");
        if (Organization is not null) parts.Add($"organization={Uri.EscapeDataString(Organization)}");
        if (Code is not null) parts.Add($"code={Uri.EscapeDataString(Code)}");
        if (Label is not null) parts.Add($"label={Uri.EscapeDataString(Label)}");
        return parts.Count == 0 ? Path : $"{Path}?{string.Join('&', parts)}";
    }
}
