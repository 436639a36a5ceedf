namespace Bridgewatch.Kernel;

/// <summary>A named "no": the request was understood, and the state of things does not allow it.</summary>
/// <param name="name">Stable, kebab-case; the type of the problem is <c>urn:bridgewatch:problem:NAME</c>.</param>
/// <param name="what">What is so, in a sentence.</param>
/// <param name="todo">What can be done about it.</param>
public sealed class Refusal(string name, string what, string todo) : Exception(what)
{
    public string Name => name;

    public string Todo => todo;

    /// <summary>What a program may want to know, as further members of the problem.</summary>
    public IReadOnlyDictionary<string, object?> Facts { get; init; } = new Dictionary<string, object?>();
}

/// <summary>It does not exist, or not for this actor. The two are told apart by nobody outside.</summary>
public sealed class NotVisible(string what) : Exception($"There is no {what} that you can see.");

/// <summary>The actor is known and lacks a permission.</summary>
public sealed class Forbidden(string permission) : Exception($"This needs the permission {permission}.")
{
    public string Permission => permission;

    internal static Forbidden OnlyPeople() => new("person");

    internal static Forbidden OnlyCustomers() => new("customer");
}

/// <summary>Nobody is signed in, or the token is unknown, expired or withdrawn.</summary>
public sealed class NotSignedIn() : Exception("Sign in, or send a token.");

/// <summary>The object changed since the version that the caller had read.</summary>
public sealed class Stale(long version, IReadOnlyList<Change> changes) : Exception($"It has changed meanwhile and is at version {version} now.")
{
    public long Version => version;

    /// <summary>What happened since the version that the caller had read, newest first. Empty when two wrote at the same moment, of whom this
    /// one may look again.</summary>
    public IReadOnlyList<Change> Changes => changes;
}

/// <param name="By">By name.</param>
/// <param name="What">In words: <c>ticket resolved</c>.</param>
public sealed record Change(NodaTime.Instant At, string By, string What);

/// <summary>More requests than were agreed for this caller.</summary>
/// <param name="wait">After that one more is answered.</param>
public sealed class TooMany(TimeSpan wait) : Exception("That was more than the limit of this token allows.")
{
    public TimeSpan Wait => wait;
}

/// <summary>More was sent than is taken.</summary>
/// <param name="most">In bytes.</param>
public sealed class TooLarge(long most) : Exception($"That is more than {Bytes.Say(most)}.")
{
    public long Most => most;
}

/// <summary>Findings on the fields of a command, all at once.</summary>
public sealed class Invalid(IReadOnlyDictionary<string, string[]> errors) : Exception("Some fields need another value.")
{
    public Invalid(string field, string finding) : this(new Dictionary<string, string[]> { [field] = [finding] }) { }

    public IReadOnlyDictionary<string, string[]> Errors => errors;

    /// <summary>What a program may want to know, as further members of the problem.</summary>
    public IReadOnlyDictionary<string, object?> Facts { get; init; } = new Dictionary<string, object?>();
}

/// <summary>The same idempotency key came with another request.</summary>
public sealed class KeyUsedOtherwise(string key) : Exception($"The idempotency key '{key}' was used for another request.");

/// <summary>The database is away or too busy; nothing was done, and trying again is right.</summary>
public sealed class Unavailable(string why, Exception? inner = null) : Exception(why, inner);
