namespace Bridgewatch.Ui;

/// <summary>How much a button asks for. One primary a view; everything else is outlined or bare.</summary>
public enum ButtonKind
{
    Outlined,
    Primary,
    Bare,

    /// <summary>What cannot be taken back.</summary>
    Danger,

    /// <summary>Reads as a link.</summary>
    Text,
}
