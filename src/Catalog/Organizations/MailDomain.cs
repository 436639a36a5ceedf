using System.Globalization;
using System.Text.RegularExpressions;

namespace Bridgewatch.Catalog.Organizations;

/// <summary>The one spelling of a mail domain: lower-case, in ASCII form.</summary>
public static partial class MailDomain
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <summary>Null when the text is no domain with at least two labels.</summary>
    public static string? Normalise(string? text)
    {
        var trimmed = text?.Trim().TrimEnd('.');
        if (string.IsNullOrEmpty(trimmed) || trimmed.Length > OrganizationDomain.Longest) return null;
        try
        {
            var ascii = Idn.GetAscii(trimmed).ToLowerInvariant();
            return Form.IsMatch(ascii) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\A(?=.{4,253}\z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\z")]
    private static partial Regex Form { get; }
}
