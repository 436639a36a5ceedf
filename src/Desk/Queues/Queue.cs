using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Queues;

/// <summary>Where tickets wait for a team.</summary>
public sealed partial class Queue : Aggregate
{
    public const int LongestName = 80;

    private Queue()
    {
    }

    public QueueId Id { get; private set; }

    public string Name { get; private set; } = "";

    /// <summary>For addresses and the query language: lower-case, unique.</summary>
    public string Slug { get; private set; } = "";

    /// <summary>Whose queue it is; null until a team is named, and then only roles whose scope holds it see it.</summary>
    public TeamId? Team { get; private set; }

    /// <summary>Takes what no other queue takes. One queue is it.</summary>
    public bool IsDefault { get; private set; }

    public bool Archived { get; private set; }

    public override Subject About => new("queue", Id.Value);

    internal static Queue Make(string name, string slug, TeamId? team, bool isDefault)
    {
        var queue = new Queue { Id = QueueId.New(), Name = name, Slug = slug, Team = team, IsDefault = isDefault };
        queue.Record(new QueueMade(queue.Id, slug, team, isDefault));
        return queue;
    }

    internal void Change(string name, TeamId? team, bool archived)
    {
        if (archived && IsDefault) throw QueueRefusals.DefaultStays();
        if ((Name, Team, Archived) == (name, team, archived)) return;
        (Name, Team, Archived) = (name, team, archived);
        Record(new QueueChanged(Id, team, archived));
    }
}

/// <summary>A queue was made.</summary>
[JournalType("desk.queue.made.v1")]
public sealed record QueueMade(QueueId Queue, string Slug, TeamId? Team, bool IsDefault) : JournalEvent;

/// <summary>A queue got another name, another team, or was put away.</summary>
[JournalType("desk.queue.changed.v1")]
public sealed record QueueChanged(QueueId Queue, TeamId? Team, bool Archived) : JournalEvent;

public static class QueueRefusals
{
    internal static Refusal DefaultStays() =>
        new("default-queue", "The default queue takes what no other takes.", "Make another queue the default first.");

    internal static Refusal SlugTaken(string slug) => new("slug-taken", $"There is a queue '{slug}'.", "Choose another slug.");
}
