using NodaTime;

namespace Bridgewatch.Ui;

/// <summary>Tells the shell who is signed in. Scoped; Access supplies it.</summary>
public abstract class WorkspaceUser
{
    /// <summary>The signed-in person, or null.</summary>
    public abstract ValueTask<WorkspacePerson?> Find();
}

/// <summary>Who is signed in, as far as the shell shows it.</summary>
/// <param name="Key">Stable and opaque: drafts in the browser are kept under it.</param>
/// <param name="Name">As colleagues see it.</param>
/// <param name="Subtitle">“Payments, L2”.</param>
/// <param name="IsAllowed">
/// Whether the person holds a permission anywhere. It only decides what is shown; commands check for themselves.
/// </param>
public sealed record WorkspacePerson(string Key, string Name, string Subtitle, Func<string, bool> IsAllowed)
{
    /// <summary>The zone in which all times are shown: what the person chose, at first the company's.</summary>
    public DateTimeZone Zone { get; init; } = DateTimeZone.Utc;
}

/// <summary>The name at the head of the navigation. Scoped, so that it may come from the settings.</summary>
public sealed record WorkspaceBrand(string Name);

internal sealed class NobodySignedIn : WorkspaceUser
{
    public override ValueTask<WorkspacePerson?> Find() => default;
}
