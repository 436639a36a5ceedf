namespace Bridgewatch.Ui;

/// <summary>To whom one writes.</summary>
public enum ComposeMode
{
    Reply,
    Note,
}

/// <summary>What was written, and to whom.</summary>
public sealed record Composed(ComposeMode Mode, string Text);
