namespace Bridgewatch.Ui;

/// <summary>How a clock towards a promise stands.</summary>
public enum SlaMark
{
    /// <summary>In good time: no colour.</summary>
    Running,

    /// <summary>Near its end.</summary>
    Warning,

    /// <summary>Past its end: a full ring.</summary>
    Breached,

    /// <summary>Stopped while somebody else has the next step.</summary>
    Paused,

    /// <summary>Stopped for good, in time.</summary>
    Met,
}
