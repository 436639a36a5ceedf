using Microsoft.AspNetCore.Http;

namespace Bridgewatch.Access.Providers;

/// <summary>The customers' own door, for whom a provider of theirs vouches. The module that has the portal implements it.</summary>
public interface ICustomerEntrance
{
    /// <summary>Lets the customer in, or not.</summary>
    /// <param name="said">Its signature has been checked.</param>
    /// <param name="path">Where they wanted to go.</param>
    /// <returns>Where the browser goes on.</returns>
    Task<string> LetIn(HttpContext http, SignInProvider provider, ProviderAssertion said, string? path);

    /// <summary>The page that says why it came to nothing.</summary>
    string Stopped(SignInProvider provider, Stopped why, string? path);

    /// <summary>A path of the portal, whatever the address says.</summary>
    string Safe(string? path);
}
