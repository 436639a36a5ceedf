using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;

namespace Bridgewatch.Desk.Portal;

/// <summary>Says by what a form carries when it was shown. People need a few seconds to fill it, programs do not.</summary>
internal sealed class FormStamps(IDataProtectionProvider protection, IClock clock)
{
    public static readonly Duration Shortest = Duration.FromSeconds(3);

    /// <summary>A stamp that was gathered once does not serve for ever.</summary>
    public static readonly Duration Longest = Duration.FromHours(12);

    private readonly IDataProtector _protector = protection.CreateProtector("desk.portal.form");

    public string New() => _protector.Protect(clock.GetCurrentInstant().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>False for one that is too young or too old, and for what is no stamp of ours.</summary>
    public bool IsTimely(string? stamp)
    {
        if (stamp is not { Length: > 0 and < 500 }) return false;
        try
        {
            var age = clock.GetCurrentInstant() - Instant.FromUnixTimeMilliseconds(long.Parse(_protector.Unprotect(stamp), CultureInfo.InvariantCulture));
            return age >= Shortest && age <= Longest;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}
