namespace Bridgewatch.Kernel;

/// <summary>The six states of a practice.</summary>
public enum PracticeState
{
    /// <summary>Enough data, at or above target.</summary>
    Working,

    /// <summary>Enough data, below target.</summary>
    OffTrack,

    /// <summary>Set up, too little data yet.</summary>
    SetUp,
    NotSetUp,

    /// <summary>Not built in this version.</summary>
    NotAvailable,

    /// <summary>Decided so, with reason, approver and day of review.</summary>
    NotApplicable,
}
