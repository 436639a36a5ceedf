namespace Bridgewatch.Ui;

/// <summary>Short words after a deed, at the edge of the page, with a way back where there is one. Scoped to the page.</summary>
/// <remarks>Errors belong where they arose; a toast is for what worked and for what came from elsewhere.</remarks>
public sealed class Toasts
{
    private readonly List<Toast> _shown = [];

    internal event Action? Changed;

    internal IReadOnlyList<Toast> Shown => _shown;

    /// <summary>Says it for six seconds, ten with an undo.</summary>
    /// <param name="text">“T-48213 is resolved”.</param>
    /// <param name="undo">Takes the deed back.</param>
    /// <param name="seconds">How long, where the usual time would be too short to see what was done.</param>
    public void Say(string text, Func<Task>? undo = null, int? seconds = null) => Add(new(text, Bad: false, undo, seconds ?? (undo is null ? 6 : 10)));

    /// <summary>Something went wrong that has no place on this page; stays until it is closed.</summary>
    public void Warn(string text) => Add(new(text, Bad: true, null, 0));

    internal void Remove(Toast toast)
    {
        if (_shown.Remove(toast))
            Changed?.Invoke();
    }

    private void Add(Toast toast)
    {
        _shown.Add(toast);
        if (_shown.Count > 4)
            _shown.RemoveAt(0);
        Changed?.Invoke();
    }

    internal sealed record Toast(string Text, bool Bad, Func<Task>? Undo, int Seconds)
    {
        public Guid Id { get; } = Guid.CreateVersion7();
    }
}
