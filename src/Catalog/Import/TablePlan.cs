namespace Bridgewatch.Catalog.Import;

/// <summary>What importing a table would do, row by row, to be looked at before it is done.</summary>
/// <param name="Findings">Those of the table itself; a row's own stand with the row.</param>
public sealed record TablePlan<T>(IReadOnlyList<RowPlan<T>> Rows, IReadOnlyList<ImportFinding> Findings)
    where T : class;

/// <summary>What would become of one row.</summary>
/// <param name="Line">The line of the file where it begins.</param>
/// <param name="Value">What would be written; null when the row is refused.</param>
public sealed record RowPlan<T>(int Line, RowChange Change, T? Value, IReadOnlyList<ImportFinding> Findings)
    where T : class;

/// <summary>What an import would do with a row.</summary>
public enum RowChange
{
    Create,

    /// <summary>It is there already, and would get these values.</summary>
    Update,

    /// <summary>A finding of weight error stands against it.</summary>
    Refuse,
}
