using System.Collections.Concurrent;

namespace Bridgewatch.Kernel;

/// <summary>Enum members as the words that the wire, the query language and the command line use for them.</summary>
public static class Words
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new();

    /// <summary><c>TicketStatus.WaitingOnCustomer</c> gives <c>waiting-on-customer</c>.</summary>
    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum =>
        Known.GetOrAdd(value, v => KebabOrCode.Instance.ConvertName(v.ToString()));

    /// <summary>Reads a parameter of the address that is one of the words; null when it is left out or empty.</summary>
    /// <exception cref="Invalid">It is another one; the finding names those that there are.</exception>
    public static TEnum? Read<TEnum>(string field, string? word) where TEnum : struct, Enum =>
        string.IsNullOrEmpty(word) ? null : TryReadExactly<TEnum>(word, out var value) ? value : throw new Invalid(field, OneOf<TEnum>());

    /// <summary>Finds the member for a word as it is written, as the wire wants it.</summary>
    public static bool TryReadExactly<TEnum>(string? word, out TEnum value) where TEnum : struct, Enum =>
        TryRead(word, out value) && Of(value) == word;

    /// <summary><c>Give one of question, fault, request, alert.</c></summary>
    public static string OneOf<TEnum>() where TEnum : struct, Enum => $"Give one of {string.Join(", ", Enum.GetValues<TEnum>().Select(Of))}.";

    /// <summary>Finds the member for a word, in either case.</summary>
    public static bool TryRead<TEnum>(string? word, out TEnum value) where TEnum : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<TEnum>())
        {
            if (!string.Equals(Of(candidate), word, StringComparison.OrdinalIgnoreCase)) continue;
            value = candidate;
            return true;
        }
        value = default;
        return false;
    }
}

/// <summary>Stands on a parameter of the address, and on a type, that takes the words of an enum, for the description of the API.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Property | AttributeTargets.Struct)]
public sealed class WordsOfAttribute(Type type) : Attribute
{
    public Type Type => type;

    /// <summary>Several may be given, with commas between.</summary>
    public bool Several { get; init; }

    /// <summary>A minus before the word turns it round.</summary>
    public bool Turned { get; init; }
}
