using System.Globalization;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>Internet domains as organizations state them, in one form that can be compared.</summary>
public static class DomainName
{
    private static readonly IdnMapping s_idn = new() { UseStd3AsciiRules = true };

    /// <summary>
    /// Brings what somebody typed into the form that is stored: small letters, ASCII (`xn--…`), without `@`, `www.` or a
    /// final dot. A web address gives its host.
    /// </summary>
    /// <returns>Null when it is no domain with at least two labels; addresses of machines are none.</returns>
    public static string? Normalise(string? typed)
    {
        var text = typed?.Trim().TrimStart('@') ?? "";
        if (text.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
            text = text[(scheme + 3)..].Split('/', '?', '#')[0];
        text = text.TrimEnd('.');
        if (text.StartsWith("www.", StringComparison.OrdinalIgnoreCase)) text = text[4..];
        if (text.Length is 0 or > 253) return null;
        try
        {
            var domain = s_idn.GetAscii(text).ToLowerInvariant();
            var labels = domain.Split('.');
            var valid = domain.Length <= 253 && labels.Length >= 2 && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit);
            return valid ? domain : null;
        }
        catch (ArgumentException)
        {
            return null; // IdnMapping's only way to say so
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
