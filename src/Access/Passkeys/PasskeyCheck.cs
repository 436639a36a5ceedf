using System.Security.Cryptography;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Bridgewatch.Access.Passkeys;

/// <summary>What a page hands to the browser, and gets back with the device's answer.</summary>
/// <param name="Options">For <c>navigator.credentials</c>.</param>
/// <param name="State">The challenge as cipher, good for a few minutes.</param>
public sealed record PasskeyChallenge(string Options, string State);

/// <summary>Makes challenges and checks the devices' answers, with ASP.NET Core Identity.</summary>
internal sealed class PasskeyCheck
{
    /// <summary>Somebody who has the sign-in page open all day gets a new challenge with a reload.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private readonly BridgewatchDb _db;
    private readonly PasskeyHandler<PasskeyHolder> _handler;
    private readonly ITimeLimitedDataProtector _states;

    public PasskeyCheck(BridgewatchDb db, PublicUrl address, IDataProtectionProvider protection)
    {
        _db = db;
        _states = protection.CreateProtector("bridgewatch.passkey").ToTimeLimitedDataProtector();
        var people = new UserManager<PasskeyHolder>(
            new PasskeyStore(db), Options.Create(new IdentityOptions()), null!, [], [], null!, new(), null!, NullLogger<UserManager<PasskeyHolder>>.Instance);
        _handler = new(people, Options.Create(new IdentityPasskeyOptions
        {
            // A key belongs to the address under which people reach us, whatever a request's Host says.
            ServerDomain = DomainOf(address),
            UserVerificationRequirement = "required",
            ResidentKeyRequirement = "required",
            ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && IsOurs(address, context.Origin)),
        }));
    }

    public async Task<PasskeyChallenge> ToAdd(PersonId person, CancellationToken ct)
    {
        var of = await _db.People.Where(p => p.Id == person).Select(p => new { p.Email, p.Name }).SingleAsync(ct);
        var made = await _handler.MakeCreationOptionsAsync(new() { Id = person.ToString(), Name = of.Email, DisplayName = of.Name }, Nowhere());
        return new(made.CreationOptionsJson, _states.Protect(made.AttestationState!, Life));
    }

    public async Task<PasskeyChallenge> ToSignIn()
    {
        var made = await _handler.MakeRequestOptionsAsync(null, Nowhere());
        return new(made.RequestOptionsJson, _states.Protect(made.AssertionState!, Life));
    }

    /// <summary>The new key; null when the device's answer does not fit the challenge, or came too late.</summary>
    public async Task<UserPasskeyInfo?> Added(PersonId person, string state, string credential)
    {
        if (Open(state) is not { } opened) return null;
        var result = await _handler.PerformAttestationAsync(new() { HttpContext = Nowhere(), CredentialJson = credential, AttestationState = opened });
        return result.Succeeded && result.UserEntity.Id == person.ToString() ? result.Passkey : null;
    }

    /// <summary>Whose key it was; null when the device's answer does not fit the challenge, came too late, or is nobody's.</summary>
    public async Task<(PasskeyHolder Holder, UserPasskeyInfo Key)?> SignedIn(string state, string credential)
    {
        if (Open(state) is not { } opened) return null;
        var result = await _handler.PerformAssertionAsync(new() { HttpContext = Nowhere(), CredentialJson = credential, AssertionState = opened });
        return result.Succeeded ? (result.User, result.Passkey) : null;
    }

    /// <summary>Keys belong to names: on one's own machine to <c>localhost</c>, whatever number it listens on.</summary>
    private static string DomainOf(PublicUrl address) => address.Base.IsLoopback ? "localhost" : address.Host;

    private static bool IsOurs(PublicUrl address, string? origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Scheme == address.Base.Scheme && from.Port == address.Base.Port && from.Host == DomainOf(address);

    /// <summary>Identity asks the request for nothing that the options above do not say.</summary>
    private static DefaultHttpContext Nowhere() => new();

    private string? Open(string state)
    {
        try
        {
            return _states.Unprotect(state);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
