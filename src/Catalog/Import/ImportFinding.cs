namespace Bridgewatch.Catalog.Import;

/// <summary>Something that an import noticed. Pages word it from the resource `Import.{Fault}`.</summary>
/// <param name="File">Relative to what was imported, with `/`; null for an upload of one file.</param>
/// <param name="Line">Counted from 1; null when it concerns the whole.</param>
/// <param name="Subject">The name, column or value that it is about, as written.</param>
/// <param name="Detail">More, where there is more to say: another place, what was expected, the parser's words.</param>
public sealed record ImportFinding(
    FindingWeight Weight, ImportFault Fault, string? File, int? Line, string? Subject = null, string? Detail = null)
{
    internal static ImportFinding Error(ImportFault fault, int line, string? subject = null, string? detail = null) =>
        new(FindingWeight.Error, fault, null, line, subject, detail);

    internal static ImportFinding Warning(ImportFault fault, int line, string? subject = null, string? detail = null) =>
        new(FindingWeight.Warning, fault, null, line, subject, detail);
}

/// <summary>What follows from a finding.</summary>
public enum FindingWeight
{
    /// <summary>Good to know.</summary>
    Note,

    /// <summary>It was taken, in part or otherwise than written.</summary>
    Warning,

    /// <summary>It was not taken.</summary>
    Error,
}

/// <summary>All that an import can find. Kebab-case on the wire.</summary>
public enum ImportFault
{
    // Files of a catalog
    FolderNotFound,
    FileNotFound,
    FileUnreadable,
    FileTooLarge,
    TooManyFiles,

    /// <summary>A target leads out of the folder, or through a symbolic link.</summary>
    PathLeavesFolder,

    /// <summary>A target that matches no file.</summary>
    NothingMatches,

    /// <summary>A target by URL; nothing is fetched.</summary>
    UrlNotRead,

    // Entities
    BrokenYaml,
    NestedTooDeeply,

    /// <summary>A document that was referred to, and describes no entity.</summary>
    NotAnEntity,

    /// <summary>An entity of a kind that is not imported.</summary>
    KindNotUsed,
    NameMissing,
    NameInvalid,
    DuplicateName,
    ReferenceInvalid,
    ReferenceNotFound,
    Cycle,

    /// <summary>Deeper in the tree than components can stand; left out, with what is below it.</summary>
    TooDeep,

    /// <summary>The owner is a person; only teams own components.</summary>
    OwnerIsPerson,

    // Tables
    Empty,
    TooLarge,
    TooManyRows,
    NotText,
    DuplicateHeader,
    HeaderMissing,

    /// <summary>A mapping names a column that there is not.</summary>
    ColumnUnknown,

    /// <summary>A column that nothing reads.</summary>
    ColumnNotUsed,
    TooFewCells,
    TooManyCells,

    /// <summary>A quotation mark inside a cell that is not quoted.</summary>
    StrayQuote,
    UnclosedQuote,

    // Cells
    ValueMissing,
    ValueTooLong,
    WordUnknown,
    NumberInvalid,
    DateInvalid,
    DatesReversed,
    CurrencyInvalid,
    EmailInvalid,
    DomainInvalid,

    /// <summary>A value that may not be there, for the reason given.</summary>
    ValueInvalid,

    /// <summary>A domain of a mail provider for everyone; it never says which organization somebody is from.</summary>
    DomainIsPublic,

    /// <summary>A name that is neither here nor in this file.</summary>
    NotFound,
    DuplicateRow,

    /// <summary>Somebody who works here no more; nobody comes back by a table.</summary>
    PersonHasLeft,
}
