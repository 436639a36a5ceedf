using Bridgewatch.Kernel;

namespace Bridgewatch.Desk.Views;

/// <summary>What a list of tickets can show beside priority, status and subject.</summary>
public enum TicketColumn
{
    Number,
    Error,
    Why,
    Age,
    Updated,
    Tier,
    Type,
    Queue,
    Organization,
    Component,
    Labels,
    Assignee,
    Due,
}

/// <summary>The columns of a list, as addresses and views hold them.</summary>
public static class TicketColumns
{
    /// <summary>Those that a list has when nobody chose.</summary>
    public static IReadOnlyList<TicketColumn> Usual { get; } =
        [TicketColumn.Number, TicketColumn.Error, TicketColumn.Why, TicketColumn.Age, TicketColumn.Tier, TicketColumn.Organization, TicketColumn.Component, TicketColumn.Assignee];

    /// <summary>Those of a list of what is due, when nobody chose.</summary>
    public static IReadOnlySet<TicketColumn> OfWhatIsDue { get; } = Usual.Except([TicketColumn.Age]).Append(TicketColumn.Due).ToHashSet();

    /// <summary>Words that are none are passed over.</summary>
    public static IReadOnlySet<TicketColumn> Read(string? columns) =>
        (columns is null ? Usual : columns.Split(',').Select(w => Words.TryRead<TicketColumn>(w.Trim(), out var column) ? column : (TicketColumn?)null).OfType<TicketColumn>()).ToHashSet();

    /// <summary>Null for the usual ones.</summary>
    public static string? Write(IReadOnlySet<TicketColumn> columns) =>
        columns.SetEquals(Usual) ? null : string.Join(',', columns.Order().Select(Words.Of));
}
