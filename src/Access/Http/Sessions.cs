using System.Security.Claims;
using Bridgewatch.Access.SignIn;
using Bridgewatch.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;

namespace Bridgewatch.Access.Http;

/// <summary>A browser's session: a cookie that names the person and carries the stamp that ends it.</summary>
public static class Sessions
{
    public const string Scheme = "session";

    private const string PersonClaim = "person";
    private const string StampClaim = "stamp";

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
