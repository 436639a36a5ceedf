namespace Bridgewatch.Ui;

/// <summary>What a mark means. Red, amber and green stand for state only, and never without a word or a shape.</summary>
public enum Tone
{
    Neutral,
    Accent,
    Ok,
    Warn,
    Danger,

    /// <summary>Violet: what is internal, and nothing else.</summary>
    Note,
}
