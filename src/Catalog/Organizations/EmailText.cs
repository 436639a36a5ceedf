namespace Bridgewatch.Catalog.Organizations;

/// <summary>E-mail addresses as people type them, in one form that can be compared.</summary>
public static class EmailText
{
    /// <summary>RFC 5321, 4.5.3.1: the longest address, and the longest part before the @.</summary>
    public const int Longest = 254;
    private const int LongestLocalPart = 64;

    /// <summary>
    /// Trims an address and writes its domain small and in ASCII. The part before the @ keeps its case; compare without
    /// regard to it, as every mail system does. `Kim &lt;kim@acme.example&gt;` and `mailto:` are understood.
    /// </summary>
    /// <returns>Null when it cannot be the address of a person: no quoted parts, no blanks, no address of a machine.</returns>
    public static string? Normalise(string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (text is [.., '>'] && text.LastIndexOf('<') is >= 0 and var open) text = text[(open + 1)..^1].Trim();
        if (text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) text = text[7..];
        var at = text.LastIndexOf('@');
        if (at is < 1 or > LongestLocalPart) return null;
        var (local, domain) = (text[..at], text[(at + 1)..]);
        if (domain.Contains('/') || domain.StartsWith("www.", StringComparison.OrdinalIgnoreCase)) return null;
        if (DomainName.Normalise(domain) is not { } host || !local.All(IsLocal)) return null;
        if (local[0] == '.' || local[^1] == '.' || local.Contains("..", StringComparison.Ordinal)) return null;
        var address = $"{local}@{host}";
        return address.Length <= Longest ? address : null;
    }

    /// <summary>The domain of a normalised address.</summary>
    public static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];

    /// <summary>RFC 5322's atom, with letters beyond ASCII (RFC 6531).</summary>
    private static bool IsLocal(char c) =>
        char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~.".Contains(c) || (c > 127 && char.IsLetterOrDigit(c));
}
