using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using NodaTime;
using OtpNet;
using QRCoder;

namespace Bridgewatch.Access.SecondFactor;

/// <summary>A key that is shown to be taken over into an app, and is nobody's until a code proves that it was.</summary>
/// <param name="Key">For typing.</param>
/// <param name="Link">For an app on the same device.</param>
/// <param name="Picture">The link as a QR code, an address of an SVG picture.</param>
/// <param name="Sealed">The key as cipher, to come back together with the first code; good for an hour.</param>
public sealed record AuthenticatorOffer(string Key, string Link, string Picture, string Sealed);

/// <summary>Makes keys and offers, and compares codes.</summary>
internal sealed class AuthenticatorKeys(IDataProtectionProvider protection, IClock clock)
{
    /// <summary>Codes of the half minute before and after count as well: telephones' clocks are a little off.</summary>
    private static readonly VerificationWindow Tolerance = new(previous: 1, future: 1);

    private readonly ITimeLimitedDataProtector _offers = protection.CreateProtector("bridgewatch.authenticator.offer").ToTimeLimitedDataProtector();
    private readonly IDataProtector _secrets = protection.CreateProtector("bridgewatch.authenticator");

    /// <param name="issuer">The company, as the app names the key.</param>
    /// <param name="account">The person's address.</param>
    public AuthenticatorOffer Offer(string issuer, string account)
    {
        var key = RandomNumberGenerator.GetBytes(20);
        return Offer(key, issuer, account, _offers.Protect(Convert.ToBase64String(key), TimeSpan.FromHours(1)));
    }

    /// <summary>The same offer again, beside what was wrong with the code. A new one when its time is over.</summary>
    public AuthenticatorOffer Again(string? offer, string issuer, string account) =>
        KeyOf(offer) is { } key ? Offer(key, issuer, account, offer!) : Offer(issuer, account);

    /// <summary>The key as it is stored, and the half minute of the code; null when the code does not fit, or the offer's time is over.</summary>
    public (string Secret, long Step)? Take(string? offer, string code) =>
        KeyOf(offer) is { } key && StepOf(key, code) is { } step ? (_secrets.Protect(Convert.ToBase64String(key)), step) : null;

    /// <summary>The half minute of a code; null when it is not one of this authenticator, or spent.</summary>
    public long? Fits(Authenticator authenticator, string code)
    {
        try
        {
            return StepOf(Convert.FromBase64String(_secrets.Unprotect(authenticator.Secret)), code) is { } step && step > authenticator.LastStep ? step : null;
        }
        catch (CryptographicException)
        {
            // The keys of this installation are lost, and with them all authenticators: recovery codes still work.
            return null;
        }
    }

    private long? StepOf(byte[] key, string code)
    {
        var digits = string.Concat(code.Where(c => !char.IsWhiteSpace(c)));
        return new Totp(key).VerifyTotp(clock.GetCurrentInstant().ToDateTimeUtc(), digits, out var step, Tolerance) ? step : null;
    }

    private byte[]? KeyOf(string? offer)
    {
        try
        {
            return string.IsNullOrEmpty(offer) ? null : Convert.FromBase64String(_offers.Unprotect(offer));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static AuthenticatorOffer Offer(byte[] key, string issuer, string account, string @sealed)
    {
        var link = new OtpUri(OtpType.Totp, key, account, issuer).ToString();
        using var data = QRCodeGenerator.GenerateQrCode(link, QRCodeGenerator.ECCLevel.M);
        using var code = new SvgQRCode(data);
        var picture = "data:image/svg+xml;base64," + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(code.GetGraphic(4)));
        return new(string.Join(' ', Base32Encoding.ToString(key).Chunk(4).Select(group => new string(group))), link, picture, @sealed);
    }
}
