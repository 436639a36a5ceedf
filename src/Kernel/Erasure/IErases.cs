using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Bridgewatch.Kernel.Erasure;

/// <summary>A person whose traces are looked for, as the modules know them.</summary>
/// <param name="Contact">At a customer; null when the person is none.</param>
/// <param name="Person">One of ours; null when the person is none.</param>
/// <param name="Addresses">E-mail addresses, at least the one that was asked for.</param>
/// <param name="Names">As they are written; may be empty.</param>
public sealed record ErasureSubject(ContactId? Contact, PersonId? Person, IReadOnlyList<string> Addresses, IReadOnlyList<string> Names)
{
    /// <summary>Shorter names, and names of one word, occur in texts about others.</summary>
    private const int ShortestName = 6;

    private const int ShortestHint = 3;

    /// <summary>Short names by which colleagues mention the person, without <c>@</c>.</summary>
    public IReadOnlyList<string> Handles { get; init; } = [];

    /// <summary>Things that hold the person's words, gathered from all stores before the first erases.</summary>
    [JsonIgnore]
    public IReadOnlyList<Concern> Concerns { get; init; } = [];

    /// <summary>What gives the person away in things of their own: parts of names and addresses, too.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Hints =>
    [
        .. Traces.Concat(Names.SelectMany(n => n.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Concat(Addresses.Select(a => a.Split('@')[0]))
            .Where(hint => hint.Length >= ShortestHint).Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>True for a word of theirs, a label or a code, that holds a hint: a short one by itself, a long one also within a longer word.</summary>
    public bool GivesAway(string words) => Hints.Any(hint => hint.Length >= ShortestName
        ? words.Contains(hint, StringComparison.OrdinalIgnoreCase)
        : Regex.IsMatch(words, $@"(?<!\w){Regex.Escape(hint)}(?!\w)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));

    /// <summary>What gives the person away wherever it stands: addresses, and full names.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Traces => [.. Addresses, .. Names.Where(n => n.Trim() is { Length: >= ShortestName } name && name.Contains(' ', StringComparison.Ordinal))];
}

/// <summary>A thing that holds a person's words: a ticket, a message. Deliveries and kept answers about it are emptied too, and entries of
/// the journal about it that give the person away.</summary>
/// <param name="Name">As answers name it (<c>T-1042</c>, an id); null when they do not.</param>
/// <param name="Words">Words of it that give the person away, as a mail about many things quotes them; null when none does.</param>
public sealed record Concern(Guid Id, string? Name = null, string? Words = null);

/// <summary>Finds people by an address. Implemented by the modules that know people.</summary>
public interface IKnowsPeople
{
    Task<IReadOnlyList<ErasureSubject>> With(string address, CancellationToken ct);
}

/// <summary>A store that holds personal data. Each module that has one implements it, and lists it as a scoped service.</summary>
public interface IErases
{
    /// <summary>Kebab-case, as certificates name it: <c>catalog.contacts</c>.</summary>
    string Store { get; }

    /// <summary>Tables whose files must be rewritten afterwards, so that no old bytes remain.</summary>
    IReadOnlyList<string> Tables { get; }

    /// <summary>Things that hold the person's words. Asked twice: at the second time the subject has those that all stores named at the first,
    /// so that things about them can be added.</summary>
    Task<IReadOnlyList<Concern>> Concerns(ErasureSubject subject, CancellationToken ct) => Task.FromResult<IReadOnlyList<Concern>>([]);

    /// <summary>How many records there are of the person.</summary>
    Task<int> Find(ErasureSubject subject, CancellationToken ct);

    /// <summary>Those records, for the person to read: each becomes JSON.</summary>
    Task<IReadOnlyList<object>> Export(ErasureSubject subject, CancellationToken ct);

    /// <summary>Takes the person out of the store, within the transaction of <see cref="ErasePerson"/>, and returns how many records
    /// it touched. What is evidence of the work (that there was a ticket) stays, without the person.</summary>
    Task<int> Erase(ErasureSubject subject, CancellationToken ct);
}
