using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Access.FirstSetUp;

/// <summary>Whether this installation has been set up. There is at most one row, so that two who try at once cannot both succeed.</summary>
public sealed class FirstSetUpRow : Aggregate
{
    private FirstSetUpRow()
    {
    }

    public int Id { get; private set; }

    public PersonId Administrator { get; private set; }

    public Instant At { get; private set; }

    /// <summary>How many of the questions were answered or skipped.</summary>
    public int QuestionsSeen { get; private set; }

    public override Subject About => new("person", Administrator.Value);

    internal static FirstSetUpRow By(PersonId administrator, Instant at)
    {
        var row = new FirstSetUpRow { Id = 1, Administrator = administrator, At = at };
        row.Record(new FirstSetUpDone(administrator));
        return row;
    }

    internal void Saw(int question)
    {
        if (question <= QuestionsSeen) return;
        QuestionsSeen = question;
        Record(new FirstQuestionSeen(question));
    }
}

/// <summary>The installation has its first administrator.</summary>
[JournalType("access.first-set-up.done.v1")]
public sealed record FirstSetUpDone(PersonId Administrator) : JournalEvent;

/// <summary>A question of the first set-up was answered or skipped.</summary>
[JournalType("access.first-set-up.question-seen.v1")]
public sealed record FirstQuestionSeen(int Question) : JournalEvent;
