using Bridgewatch.Catalog.Organizations;

namespace Bridgewatch.Catalog.Contacts;

/// <summary>The one spelling under which an e-mail address is kept and found: <see cref="EmailText"/> in small letters.</summary>
/// <remarks>The part before the at sign may by the standard differ by case; in practice it never does, and people write it as they like.</remarks>
public static class MailAddress
{
    public const int Longest = EmailText.Longest;

    /// <summary>Null when the text is no address.</summary>
    public static string? Normalise(string? text) => EmailText.Normalise(text)?.ToLowerInvariant();

    /// <summary>What a person is called until somebody says it better: the part before the at sign.</summary>
    public static string LocalPartOf(string address) => address[..address.LastIndexOf('@')];
}
