using System.Security.Cryptography;
using System.Text;

namespace Bridgewatch.Desk.Email;

/// <summary>By what a mail is known again, whichever way it comes.</summary>
internal static class MailIdentity
{
    /// <summary>Of Outlook's thread the first bytes stay the same in all its mails.</summary>
    private const int ThreadBytes = 22;

    /// <summary>Its own id, with writer and date, since an id alone can be anybody's; without one, its bytes.</summary>
    public static byte[] Of(ParsedMail mail, string sha256) => SHA256.HashData(Encoding.UTF8.GetBytes(
        mail.MessageId is { } id ? $"{id}\n{mail.From?.Email.ToLowerInvariant()}\n{mail.Date}" : sha256));

    public static byte[]? Thread(ParsedMail mail)
    {
        if (mail.ThreadIndex is not { Length: > 0 and < 4_000 } index) return null;
        var bytes = new byte[index.Length];
        return Convert.TryFromBase64String(index, bytes, out var length) && length >= ThreadBytes ? SHA256.HashData(bytes.AsSpan(0, ThreadBytes)) : null;
    }
}
