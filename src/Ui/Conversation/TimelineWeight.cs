namespace Bridgewatch.Ui;

/// <summary>What kind of moment it was.</summary>
public enum TimelineWeight
{
    Plain,

    /// <summary>Somebody decided.</summary>
    Decision,

    /// <summary>Customers were told.</summary>
    Public,

    /// <summary>Under way.</summary>
    Now,
}
