namespace Bridgewatch.Ui;

/// <summary>How much of a point in time is written out; its title always has all of it.</summary>
public enum TimeForm
{
    /// <summary>“10:42”.</summary>
    Clock,

    /// <summary>“24 Nov 2026”.</summary>
    Date,

    /// <summary>“Tue 24 Nov, 10:42”.</summary>
    Moment,
}
