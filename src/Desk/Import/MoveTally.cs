namespace Bridgewatch.Desk.Import;

/// <summary>Counts what a reading of an export finds, and keeps the first of what is to be named.</summary>
internal sealed class MoveTally
{
    /// <summary>So much of each kind is named; all of it is counted.</summary>
    public const int MostNamed = 200;

    private readonly List<Unread> _notRead = [];
    private readonly List<Unread> _notConverted = [];
    private readonly List<MoveDifference> _first = [];

    public KindTally Organizations { get; } = new();

    public KindTally Users { get; } = new();

    public KindTally Groups { get; } = new();

    public KindTally Fields { get; } = new();

    public KindTally Macros { get; } = new();

    public KindTally Tickets { get; } = new();

    public int Messages { get; set; }

    public int MessagesHere { get; set; }

    public int Files { get; set; }

    public int FilesHere { get; set; }

    public int Differences { get; private set; }

    public int Missing { get; private set; }

    public int Unreadable { get; private set; }

    public void NotRead(Unread what)
    {
        Unreadable++;
        if (_notRead.Count < MostNamed) _notRead.Add(what);
    }

    /// <summary>These are settings, of which there are few: all are named.</summary>
    public void NotConverted(Unread what) => _notConverted.Add(what);

    public void Differs(MoveDifference difference)
    {
        Differences++;
        if (_first.Count < MostNamed) _first.Add(difference);
    }

    /// <param name="counts">Whether it is a difference, or only named.</param>
    public void Misses(MoveDifference file, bool counts)
    {
        Missing++;
        if (counts) Differs(file);
        else if (_notRead.Count < MostNamed) _notRead.Add(new(file.What, file.Difference));
    }

    public MoveReport Report(string source, IReadOnlyList<string> passedOver, bool dryRun, TimeSpan took) => new(
        source, Organizations.Count, Users.Count, Groups.Count, Fields.Count, Macros.Count, Tickets.Count, new(Messages, MessagesHere, 0, 0), new(Files, FilesHere, 0, 0), Differences, _first, Missing,
        Unreadable, _notRead, _notConverted, passedOver, dryRun, (long)took.TotalMilliseconds);
}

/// <summary>How much of one kind is there and here.</summary>
internal sealed class KindTally
{
    public HashSet<string> There { get; } = [];

    public int Here { get; set; }

    public int New { get; private set; }

    public int Changed { get; private set; }

    public MoveCount Count => new(There.Count, Here, New, Changed);

    public void Add(Brought brought) => (New, Changed) = (New + brought.New, Changed + brought.Changed);
}
