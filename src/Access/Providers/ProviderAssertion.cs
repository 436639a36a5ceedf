using System.Security.Claims;

namespace Bridgewatch.Access.Providers;

/// <summary>What a provider says of somebody, once its signature has been checked.</summary>
/// <param name="Provider">Its key.</param>
/// <param name="Issuer">As it signs. Together with the subject it names one account for ever.</param>
/// <param name="Email">Null when there is none, or more than one.</param>
/// <param name="Verified">Whether the provider says that the address is theirs.</param>
/// <param name="Groups">Null when it did not tell them all, so that nothing follows from a missing one.</param>
/// <param name="SecondFactor">Whether it asked for more than a password.</param>
public sealed record ProviderAssertion(
    string Provider, string Issuer, string Subject, string? Email, bool Verified, string? Name, IReadOnlyList<string>? Groups, bool SecondFactor)
{
    internal static ProviderAssertion Of(SignInProvider provider, ClaimsPrincipal principal)
    {
        // The token and the answer about the person may differ; then neither counts.
        var emails = principal.FindAll("email").Select(c => c.Value.Trim()).Where(v => v.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var verified = principal.FindAll(provider.VerifiedClaim).Select(c => c.Value).ToList();
        return new(
            provider.Key, One(principal, "iss"), One(principal, "sub"), emails is [var email] ? email : null, verified.Count > 0 && verified.TrueForAll(IsTrue),
            principal.FindFirstValue("name"), GroupsOf(provider, principal), principal.FindAll("amr").Any(c => c.Value == "mfa"));
    }

    /// <summary>Entra ID leaves the groups out of its token when there are many, and names a place to ask instead.</summary>
    private static List<string>? GroupsOf(SignInProvider provider, ClaimsPrincipal principal) =>
        principal.FindFirstValue("hasgroups") is { } has && IsTrue(has)
        || principal.FindFirstValue("_claim_names")?.Contains($"\"{provider.GroupsClaim}\"", StringComparison.Ordinal) == true
            ? null
            : [.. principal.FindAll(provider.GroupsClaim).Select(c => c.Value).Distinct()];

    private static bool IsTrue(string value) => value is "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static string One(ClaimsPrincipal principal, string claim) =>
        principal.FindFirstValue(claim) ?? throw new InvalidOperationException($"The provider's token lacks '{claim}', which was checked.");
}
