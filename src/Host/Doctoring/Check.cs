namespace Bridgewatch.Host.Doctoring;

/// <summary>How a check came out. Notes are worth knowing; problems are to be mended.</summary>
public enum CheckState { Fine, Note, Problem }

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">Stable, kebab-case.</param>
/// <param name="What">What is so.</param>
/// <param name="Todo">What to do about it; empty when all is well.</param>
public sealed record Check(string Name, CheckState State, string What, string Todo = "")
{
    internal static Check Fine(string name, string what) => new(name, CheckState.Fine, what);

    internal static Check Note(string name, string what, string todo) => new(name, CheckState.Note, what, todo);

    internal static Check Problem(string name, string what, string todo) => new(name, CheckState.Problem, what, todo);
}

/// <summary>All checks, and those of them that need somebody.</summary>
public sealed record Diagnosis(bool Serving, IReadOnlyList<Check> Findings, IReadOnlyList<Check> Checks);
