using System.Security.Claims;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Bridgewatch.Ui;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Bridgewatch.Access.Http;

/// <summary>A browser's session: a cookie that names the person and carries the stamp that ends it.</summary>
public static class Sessions
{
    public const string Scheme = "session";

    private const string PersonClaim = "person";
    private const string StampClaim = "stamp";

    /// <summary>Counted from the last visit.</summary>
    private static readonly TimeSpan Life = TimeSpan.FromDays(7);

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
            cookie.ExpireTimeSpan = Life;
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
        });
    }

    public static string CookieName(string name, bool tls) => tls ? $"__Host-bridgewatch-{name}" : $"bridgewatch-{name}";

    /// <summary>Gives the browser a session after <see cref="SignInWithPassword"/> and its kin have let the person in.</summary>
    public static Task Start(HttpContext http, SignInAnswer answer) =>
        http.SignInAsync(Scheme, PrincipalOf(answer), new AuthenticationProperties { IsPersistent = true });

    public static Task End(HttpContext http) => http.SignOutAsync(Scheme);

    /// <summary>Who stands at the door according to a principal; anonymous for a principal of nobody.</summary>
    public static Caller CallerOf(ClaimsPrincipal? principal) =>
        Guid.TryParse(principal?.FindFirstValue(PersonClaim), out var person) && principal!.FindFirstValue(StampClaim) is { } stamp
            ? new(ActorKind.Person, person, Session: stamp)
            : Caller.Anonymous;

    private static ClaimsPrincipal PrincipalOf(SignInAnswer answer) => new(new ClaimsIdentity(
        [new Claim(PersonClaim, answer.Person!.Value.ToString()), new Claim(StampClaim, answer.Stamp!)], Scheme, PersonClaim, roleType: null));
}
