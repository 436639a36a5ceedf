namespace Bridgewatch.Ui;

/// <summary>The shapes by which the state of a ticket is told, before any colour.</summary>
public enum StatusShape
{
    /// <summary>A dashed ring: nobody has looked.</summary>
    New,

    /// <summary>A ring half filled: being worked on.</summary>
    Open,

    /// <summary>A ring with a pause sign.</summary>
    WaitingOnCustomer,

    /// <summary>A ring with an arrow leading out.</summary>
    WaitingOnEngineering,

    /// <summary>A ring with a bar: set aside until a date.</summary>
    OnHold,

    /// <summary>A filled disc with a check.</summary>
    Resolved,

    /// <summary>A ring with a check.</summary>
    Closed,
}
