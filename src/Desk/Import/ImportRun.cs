using Bridgewatch.Kernel;
using NodaTime;

namespace Bridgewatch.Desk.Import;

/// <summary>One reading of another system's export, from its start to its reconciliation.</summary>
public sealed class ImportRun : Aggregate
{
    public const int LongestSource = 80;

    /// <summary>Of an id or a number there.</summary>
    public const int LongestId = 40;

    private ImportRun()
    {
    }

    public ImportRunId Id { get; private set; }

    /// <summary>The system it comes from: <c>zendesk:acme</c>.</summary>
    public string Source { get; private set; } = "";

    public Instant StartedAt { get; private set; }

    /// <summary>Null while it runs, and for ever if it was broken off: the next one goes on.</summary>
    public Instant? FinishedAt { get; private set; }

    /// <summary>What came of it; null before the end.</summary>
    public MoveReport? Report { get; private set; }

    public override Subject About => new("import-run", Id.Value);

    internal static ImportRun Start(string source, Instant at)
    {
        var run = new ImportRun { Id = ImportRunId.New(), Source = source, StartedAt = at };
        run.Record(new ImportStarted(run.Id, source), at);
        return run;
    }

    internal void Finish(MoveReport report, Instant at)
    {
        (Report, FinishedAt) = (report, at);
        Record(new ImportFinished(Id, Source, report.Tickets.There, report.Tickets.Here, report.Differences), at);
    }
}

/// <summary>How what is there compares with what is here.</summary>
/// <param name="Source">The system it comes from.</param>
/// <param name="Differences">How many were found; at zero all is here as it is there.</param>
/// <param name="First">The first of them.</param>
/// <param name="Missing">How many files are named there whose content does not lie beside the export.</param>
/// <param name="NotRead">What could not be read, and why; the first of them.</param>
/// <param name="NotConverted">What is not converted, by name, and why.</param>
/// <param name="PassedOver">Files of the export that no part of the import reads.</param>
public sealed record MoveReport(
    string Source, MoveCount Organizations, MoveCount Users, MoveCount Groups, MoveCount Fields, MoveCount Macros, MoveCount Tickets, MoveCount Messages, MoveCount Files, int Differences,
    IReadOnlyList<MoveDifference> First, int Missing, int Unreadable, IReadOnlyList<Unread> NotRead, IReadOnlyList<Unread> NotConverted, IReadOnlyList<string> PassedOver, bool DryRun, long Milliseconds);

/// <param name="There">So many in the export.</param>
/// <param name="Here">So many of them here.</param>
/// <param name="New">So many came by this run, or would.</param>
/// <param name="Changed">So many were here already and changed.</param>
public sealed record MoveCount(int There, int Here, int New, int Changed);

/// <param name="What">Its kind and number there: <c>ticket 1042</c>.</param>
/// <param name="Difference">In words.</param>
public sealed record MoveDifference(string What, string Difference);

/// <summary>An export began to be read. What it brings stands beside it in the journal, marked as imported.</summary>
[JournalType("desk.import.started.v1")]
public sealed record ImportStarted(ImportRunId Run, string Source) : JournalEvent;

/// <summary>An export was read to its end and compared.</summary>
/// <param name="There">Tickets in the export.</param>
/// <param name="Here">Of them here.</param>
[JournalType("desk.import.finished.v1")]
public sealed record ImportFinished(ImportRunId Run, string Source, int There, int Here, int Differences) : JournalEvent;
