using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Bridgewatch.Desk.Email;

/// <summary>Closes the passwords of mailboxes, which are sent to their servers and shown to nobody.</summary>
internal sealed class MailboxPasswords(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("desk.mailbox");

    public string? Close(string? password) => string.IsNullOrEmpty(password) ? null : _protector.Protect(password);

    /// <returns>Null when none is set, or its key is lost.</returns>
    public string? Open(string? closed)
    {
        if (closed is null) return null;
        try
        {
            return _protector.Unprotect(closed);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
