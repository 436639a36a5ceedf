using System.Collections.Concurrent;

namespace Bridgewatch.Kernel;

/// <summary>Enum members as the words that the wire, the query language and the command line use for them.</summary>
public static class Words
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new();

    /// <summary><c>TicketStatus.WaitingOnCustomer</c> gives <c>waiting-on-customer</c>.</summary>
    public static string Of<TEnum>(TEnum value) where TEnum : struct, Enum =>
        Known.GetOrAdd(value, v => KebabOrCode.Instance.ConvertName(v.ToString()));

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
