using Bridgewatch.Kernel;

namespace Bridgewatch.Access.People;

public sealed partial class Person
{
    /// <summary>Says that all sessions end; the stamp in <see cref="SignIn.Credential"/> does it.</summary>
    internal void EndSessions() => Record(new SessionsEnded(Id));

    internal void SetPassword(PasswordSetBy by) => Record(new PasswordSet(Id, by));

    internal void AskForReset() => Record(new ResetLinkMade(Id));
}

public enum PasswordSetBy { Oneself, Link }

/// <summary>All browser sessions of the person ended.</summary>
[JournalType("access.sessions.ended.v1")]
public sealed record SessionsEnded(PersonId Person) : JournalEvent;

/// <summary>A new password was set; all sessions ended with the old one.</summary>
[JournalType("access.password.set.v1")]
public sealed record PasswordSet(PersonId Person, PasswordSetBy By) : JournalEvent;

/// <summary>A link was made with which the person can set a new password.</summary>
[JournalType("access.reset-link.made.v1")]
public sealed record ResetLinkMade(PersonId Person) : JournalEvent;
