using System.Security.Claims;
using Bridgewatch.Access.Browsers;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Bridgewatch.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Access.Http;

/// <summary>A browser's session: a cookie that names the person and the row that ends it.</summary>
public static class Sessions
{
    public const string Scheme = "session";

    private const string PersonClaim = "person";
    private const string SessionClaim = "session";

    private const string StampClaim = "stamp";

    private const string ProviderItem = "provider";
    private const string TokenItem = "provider-token";

    /// <summary>A short-lived cookie of somebody who has given the password and owes the second factor. It opens nothing else.</summary>
    private const string HalfScheme = "half-way";

    /// <summary>Enough to find the telephone.</summary>
    private static readonly TimeSpan HalfWayLasts = TimeSpan.FromMinutes(10);

    /// <param name="tls">Behind TLS the cookie is bound to this very host, and never travels in the open.</param>
    public static void AddSessions(this IServiceCollection services, bool tls)
    {
        services.AddAuthorization();
        services.AddAuthentication(Scheme).AddCookie(Scheme, cookie =>
        {
            cookie.Cookie.Name = CookieName("session", tls);
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = tls ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            cookie.Cookie.Path = "/";
            cookie.ExpireTimeSpan = BrowserSession.Life.ToTimeSpan();
            cookie.SlidingExpiration = true;
            cookie.LoginPath = ShellPaths.SignIn;
            cookie.ReturnUrlParameter = "returnUrl";
            cookie.Events.OnValidatePrincipal = async context =>
            {
                var sessions = context.HttpContext.RequestServices.GetRequiredService<LiveSessions>();
                if (await sessions.IsLive(CallerOf(context.Principal), context.HttpContext.RequestAborted)) return;
                context.RejectPrincipal();
                await context.HttpContext.SignOutAsync(Scheme);
            };
        }).AddCookie(HalfScheme, cookie =>
        {
            cookie.Cookie.Name = CookieName("half-way", tls);
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = tls ? CookieSecurePolicy.Always : CookieSecurePolicy.None;
            cookie.Cookie.Path = "/";
            cookie.ExpireTimeSpan = HalfWayLasts;
            cookie.SlidingExpiration = false;
        });
    }

    public static string CookieName(string name, bool tls) => tls ? $"__Host-bridgewatch-{name}" : $"bridgewatch-{name}";

    /// <summary>Gives the browser a session after <see cref="SignInWithPassword"/> and its kin have let the person in, or notes that the second
    /// factor is still owed.</summary>
    /// <returns>Where the person goes now: to <paramref name="returnUrl"/>, or to what is owed.</returns>
    public static Task<string> Start(HttpContext http, SignInAnswer answer, string returnUrl) => Start(http, answer, returnUrl, null);

    /// <param name="vouched">By a provider just now; it goes along until the second factor is given.</param>
    internal static async Task<string> Start(HttpContext http, SignInAnswer answer, string returnUrl, VouchedFor? vouched)
    {
        var person = new Claim(PersonClaim, answer.Person!.Value.ToString());
        if (answer.Owes is { } owed)
        {
            var half = new AuthenticationProperties(new Dictionary<string, string?> { [ProviderItem] = vouched?.Provider, [TokenItem] = vouched?.Token });
            await http.SignInAsync(HalfScheme, Principal(HalfScheme, person, new(StampClaim, answer.Stamp!)), half);
            return $"{AddressOf(owed)}?returnUrl={Uri.EscapeDataString(returnUrl)}";
        }
        vouched ??= await VouchedHalfWay(http, person.Value);
        await http.SignOutAsync(HalfScheme);
        var session = await http.RequestServices.GetRequiredService<BrowserSessions>()
            .Begin(answer, http.Request.Headers.UserAgent, http.Connection.RemoteIpAddress?.ToString(), vouched);
        await http.SignInAsync(
            Scheme, Principal(Scheme, person, new(SessionClaim, session.Id.ToString())), new AuthenticationProperties { IsPersistent = true });
        return returnUrl;
    }

    /// <summary>Whoever has given the password in this browser and owes the second factor; null when nobody has, or not lately.</summary>
    internal static async Task<HalfWay?> Owing(HttpContext http)
    {
        var half = (await http.AuthenticateAsync(HalfScheme)).Principal;
        return Guid.TryParse(half?.FindFirstValue(PersonClaim), out var person) && half!.FindFirstValue(StampClaim) is { } stamp ? new(new(person), stamp) : null;
    }

    private static async Task<VouchedFor?> VouchedHalfWay(HttpContext http, string person)
    {
        var half = await http.AuthenticateAsync(HalfScheme);
        return half.Principal?.FindFirstValue(PersonClaim) == person && half.Properties?.GetString(ProviderItem) is { } provider
            ? new(provider, half.Properties.GetString(TokenItem))
            : null;
    }

    public static Task End(HttpContext http) => http.SignOutAsync(Scheme);

    /// <summary>Who stands at the door according to a principal; anonymous for a principal of nobody.</summary>
    public static Caller CallerOf(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirstValue(PersonClaim), out var person) && BrowserSessionId.TryParse(principal!.FindFirstValue(SessionClaim), out var session)
            ? new(ActorKind.Person, person, Session: session)
            : Caller.Anonymous;

    private static string AddressOf(Owed owed) => owed == Owed.Code ? "/sign-in/code" : "/sign-in/second-factor";

    private static ClaimsPrincipal Principal(string scheme, params Claim[] claims) => new(new ClaimsIdentity(claims, scheme, PersonClaim, roleType: null));
}

/// <summary>Somebody who has given the password and owes the second factor.</summary>
/// <param name="Stamp">Proves it to the command that lets them in.</param>
internal sealed record HalfWay(PersonId Person, string Stamp);
