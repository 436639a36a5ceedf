using System.Text;
using System.Text.RegularExpressions;
using Bridgewatch.Catalog.Organizations;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>The one spelling of an e-mail address: small letters, composed, the domain in ASCII form.</summary>
/// <remarks>The part before the at sign may by the standard differ by case; in practice it never does, and people write it as they like.</remarks>
public static partial class MailAddress
{
    public const int Longest = 254;

    /// <summary>Null when the text is no address.</summary>
    public static string? Normalise(string? text)
    {
        if (text is null || text.Length > Longest || text.LastIndexOf('@') is not (> 0 and <= 64 and var at)) return null;
        if (MailDomain.Normalise(text[(at + 1)..]) is not { } domain) return null;
        var local = text[..at].Trim();
        if (!Local.IsMatch(local) || !local.IsNormalized()) local = TryCompose(local);
        if (!Local.IsMatch(local)) return null;
        var address = $"{local.ToLowerInvariant()}@{domain}";
        return address.Length <= Longest ? address : null;
    }

    /// <summary>What follows the at sign of a normalised address.</summary>
    public static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..];

    /// <summary>What a person is called until somebody says it better: the part before the at sign.</summary>
    public static string LocalPartOf(string address) => address[..address.LastIndexOf('@')];

    private static string TryCompose(string local)
    {
        try
        {
            return local.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            return "";
        }
    }

    /// <summary>Atoms with dots between them (RFC 5322), letters of any script (RFC 6531). Quoted forms are not in use.</summary>
    [GeneratedRegex(@"\A[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*\z")]
    private static partial Regex Local { get; }
}
