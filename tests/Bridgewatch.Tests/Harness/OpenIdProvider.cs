using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Testing;
using NodaTime.Text;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Bridgewatch.Tests.Harness;

/// <summary>Somebody as the provider knows them.</summary>
public sealed record Account(string Subject, string Email)
{
    public bool Verified { get; init; } = true;

    public string Name { get; init; } = "Kim Ito";

    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>The provider asked for more than a password.</summary>
    public bool SecondFactor { get; init; }
}

/// <summary>A real OpenID Connect provider on a free port, in this process. It knows one application, and whoever sits before a browser.</summary>
public sealed class OpenIdProvider : IAsyncLifetime
{
    public const string Key = "directory";

    public const string Name = "Directory";

    private const string ClientId = "bridgewatch";
    private const string ClientSecret = "a secret of the two";
    private const string SeatCookie = "seat";
    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, Account?> _seats = new();

    public OpenIdProvider()
    {
        Url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Ports.Free()}");
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(Url);
        builder.Services.AddSingleton<TimeProvider>(new Time(this));
        builder.Services.AddOpenIddict().AddServer(Configure);
        _app = builder.Build();
        _app.UseAuthentication();
        _app.MapGet("/authorize", Authorize);
    }

    /// <summary>Stands where that of a <see cref="RunningApp"/> stands at its start.</summary>
    public IClock Clock { get; init; } = new FakeClock(InstantPattern.ExtendedIso.Parse("2026-03-27T16:00:00Z").Value);

    public string Url { get; }

    /// <summary>Who sits before browsers in which nobody else does; null for somebody who says no.</summary>
    public Account? Present { get; init; }

    /// <summary>Shows a page with a link before it lets anybody go on, as a provider does.</summary>
    public bool Asks { get; init; }

    /// <summary>Lets somebody sit before a browser, or somebody else from now on; null for somebody who says no.</summary>
    public void Seat(FormBrowser browser, Account? account)
    {
        var seat = Guid.CreateVersion7().ToString("N");
        _seats[seat] = account;
        browser.Cookies.Add(new Uri(Url), new Cookie(SeatCookie, seat));
    }

    /// <summary>The configuration of an application that trusts this provider.</summary>
    /// <param name="more">Further settings of the provider, such as <c>("CREATEPEOPLE", "example.test")</c>.</param>
    public Dictionary<string, string?> Settings(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string?>
        {
            [$"BRIDGEWATCH:PROVIDERS:{Key}:NAME"] = Name,
            [$"BRIDGEWATCH:PROVIDERS:{Key}:AUTHORITY"] = Url,
            [$"BRIDGEWATCH:PROVIDERS:{Key}:CLIENTID"] = ClientId,
            [$"BRIDGEWATCH:PROVIDERS:{Key}:CLIENTSECRET"] = ClientSecret,
        };
        foreach (var (name, value) in more) settings[$"BRIDGEWATCH:PROVIDERS:{Key}:{name}"] = value;
        return settings;
    }

    /// <summary>Begins, and answers once: its first answer takes longer than an application waits for, on a machine that is busy.</summary>
    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync();
        using var http = new HttpClient();
        foreach (var path in new[] { "openid-configuration", "jwks" }) (await http.GetAsync($"{Url}/.well-known/{path}")).EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void Configure(OpenIddictServerBuilder server)
    {
        server.SetAuthorizationEndpointUris("authorize").SetTokenEndpointUris("token").SetUserInfoEndpointUris("userinfo").SetEndSessionEndpointUris("leave");
        server.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
        server.RegisterScopes(Scopes.Email, Scopes.Profile);
        server.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
        // Without tables: this class says who may knock.
        server.EnableDegradedMode();
        server.UseAspNetCore().DisableTransportSecurityRequirement().EnableAuthorizationEndpointPassthrough();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.ClientId != ClientId) context.Reject(Errors.InvalidClient);
            else if (context.RedirectUri?.EndsWith($"/sign-in/with/{Key}/back", StringComparison.Ordinal) != true) context.Reject(Errors.InvalidRequest, "An unknown redirect_uri.");
            return default;
        }));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if ((context.ClientId, context.ClientSecret) != (ClientId, ClientSecret)) context.Reject(Errors.InvalidClient);
            return default;
        }));
        server.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            if (context.Request.IdTokenHint is null) context.Reject(Errors.InvalidRequest, "Whose session?");
            return default;
        }));
        server.AddEventHandler<HandleEndSessionRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            context.SignOut();
            return default;
        }));
        server.AddEventHandler<HandleUserInfoRequestContext>(handler => handler.UseInlineHandler(context =>
        {
            context.Email = context.AccessTokenPrincipal!.GetClaim(Claims.Email);
            return default;
        }));
    }

    private IResult Authorize(HttpContext http)
    {
        var present = http.Request.Cookies[SeatCookie] is { } seat ? _seats[seat] : Present;
        if (Asks && !http.Request.Query.ContainsKey("go"))
            return Results.Content($"<!DOCTYPE html><html lang=\"en\"><title>{Name}</title><link rel=\"icon\" href=\"data:,\"><h1>{Name}</h1><a href=\"/authorize{WebUtility.HtmlEncode(http.Request.QueryString.Value)}&amp;go=1\">Continue as {present?.Name}</a></html>", "text/html");
        if (present is not { } account)
            return Results.Forbid(new(new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.AccessDenied }), [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
        var identity = new ClaimsIdentity("provider", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, account.Subject).SetClaim(Claims.Email, account.Email).SetClaim(Claims.EmailVerified, account.Verified).SetClaim(Claims.Name, account.Name);
        identity.SetClaims("groups", [.. account.Groups]);
        if (account.SecondFactor) identity.SetClaims(Claims.AuthenticationMethodReference, ["pwd", "mfa"]);
        identity.SetScopes(http.GetOpenIddictServerRequest()!.GetScopes());
        identity.SetDestinations(_ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return Results.SignIn(new(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    /// <summary>Looks at the clock each time, since that is given after the services are made.</summary>
    private sealed class Time(OpenIdProvider provider) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => provider.Clock.GetCurrentInstant().ToDateTimeOffset();
    }
}
