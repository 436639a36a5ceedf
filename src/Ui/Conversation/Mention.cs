namespace Bridgewatch.Ui;

/// <summary>Somebody who can be named in a note.</summary>
/// <param name="Handle">Without the “@”.</param>
public sealed record Mention(string Handle, string Name);
