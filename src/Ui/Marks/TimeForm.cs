namespace Bridgewatch.Ui;

/// <summary>How much of a point in time is written out; its title always has all of it.</summary>
public enum TimeForm
{
    /// <summary>“10:42” today, “24 Nov, 10:42” on another day.</summary>
    Clock,

    /// <summary>“10:42”, under a heading that says the day.</summary>
    UnderDay,

    /// <summary>“10:42 CET”: once a page, where the zone is named.</summary>
    Zoned,

    /// <summary>“24 Nov 2026”.</summary>
    Date,

    /// <summary>“Tue 24 Nov, 10:42”.</summary>
    Moment,
}
