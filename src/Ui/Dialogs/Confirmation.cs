namespace Bridgewatch.Ui;

/// <summary>Asks before what cannot be taken back: <c>if (await confirmation.Ask(…))</c>. Scoped to the page.</summary>
public sealed class Confirmation
{
    internal event Action? Asked;

    internal Question? Current { get; private set; }

    /// <summary>Opens the dialog and waits for the answer; Escape is a no.</summary>
    /// <param name="title">A question: “Revoke this token?”</param>
    /// <param name="text">What will be so afterwards.</param>
    /// <param name="verb">What the button says: “Revoke”.</param>
    /// <param name="danger">It cannot be taken back: the button is red.</param>
    public Task<bool> Ask(string title, string text, string verb, bool danger = true)
    {
        Current?.Answer.TrySetResult(false);
        Current = new(title, text, verb, danger);
        Asked?.Invoke();
        return Current.Answer.Task;
    }

    internal void Answer(bool yes)
    {
        var question = Current;
        Current = null;
        question?.Answer.TrySetResult(yes);
    }

    internal sealed record Question(string Title, string Text, string Verb, bool Danger)
    {
        // Continuations run later, so that the dialog is closed before the page goes on.
        public TaskCompletionSource<bool> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
