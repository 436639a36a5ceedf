using Bridgewatch.Access.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Bridgewatch.Access.Providers;

/// <summary>Prepares the doors to the configured providers: code flow with PKCE, state and nonce.</summary>
public static class ProviderSchemes
{
    /// <summary>A provider that does not answer by then is said to be away.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <param name="tls">Behind TLS the cookies of a sign-in that is under way never travel in the open.</param>
    public static void AddProviders(this IServiceCollection services, SignInWays ways, bool tls)
    {
        var authentication = services.AddAuthentication();
        foreach (var provider in ways.All)
        {
            authentication.AddOpenIdConnect(provider.Scheme, options => Configure(options, provider, tls));
            services.AddOptions<OpenIdConnectOptions>(provider.Scheme).Configure<TimeProvider>(JudgeTimesBy);
        }
    }

    private static void Configure(OpenIdConnectOptions options, SignInProvider provider, bool tls)
    {
        options.Authority = provider.Authority.ToString();
        options.RequireHttpsMetadata = !provider.Authority.IsLoopback;
        (options.ClientId, options.ClientSecret) = (provider.ClientId, provider.ClientSecret);
        options.Scope.Clear();
        foreach (var scope in provider.Scopes) options.Scope.Add(scope);
        options.ResponseType = OpenIdConnectResponseType.Code;
        // By an address, so that our cookies may stay at home when another site posts (SameSite=Lax).
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.DisableTelemetry = true;
        options.BackchannelTimeout = Patience;
        options.CallbackPath = provider.BackPath;
        options.SignedOutCallbackPath = $"{provider.BeginPath}/signed-out";
        options.RemoteSignOutPath = $"{provider.BeginPath}/sign-out";
        // Never used: the session is begun by our own hand, once a command has let the person in.
        options.SignInScheme = Sessions.Scheme;
        options.SaveTokens = true;
        options.EventsType = typeof(ProviderEvents);
        Claims(options, provider);
        foreach (var cookie in new[] { options.CorrelationCookie, options.NonceCookie })
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = tls ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
        }
        (options.CorrelationCookie.Name, options.NonceCookie.Name) = ("bridgewatch-state.", "bridgewatch-nonce.");
    }

    /// <summary>Claims keep their names. What the token lacks is asked of the provider.</summary>
    private static void Claims(OpenIdConnectOptions options, SignInProvider provider)
    {
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.Clear();
        foreach (var claim in new[] { "email", "name", provider.VerifiedClaim, provider.GroupsClaim }) options.ClaimActions.MapJsonKey(claim, claim);
    }

    /// <summary>The program has one clock, here as well.</summary>
    private static void JudgeTimesBy(OpenIdConnectOptions options, TimeProvider time)
    {
        options.TokenValidationParameters.LifetimeValidator = (from, until, _, parameters) =>
        {
            var now = time.GetUtcNow().UtcDateTime;
            return until is { } end && now - parameters.ClockSkew <= end && (from is not { } begin || begin <= now + parameters.ClockSkew);
        };
    }
}
