namespace Bridgewatch.Ui;

/// <summary>Asks the navigation of this page to count again: after a command, or when the live feed says so.</summary>
public sealed class ShellRefresh
{
    /// <summary>Somebody wants fresh counts.</summary>
    public event Action? Wanted;

    /// <summary>Counts again, soon.</summary>
    public void Now() => Wanted?.Invoke();
}
