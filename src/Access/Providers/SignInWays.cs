using Bridgewatch.Kernel;

namespace Bridgewatch.Access.Providers;

/// <summary>The ways in that the operator configured.</summary>
/// <param name="Providers">In the order in which their buttons stand.</param>
/// <param name="Passwords">False: only providers let people in, neither a password nor a passkey does.</param>
public sealed record SignInWays(IReadOnlyList<SignInProvider> Providers, bool Passwords = true)
{
    /// <summary>Those that vouch for customers, at the portal alone. Nobody of ours comes in by one.</summary>
    public IReadOnlyList<SignInProvider> Customers { get; init; } = [];

    /// <summary>Those for people of ours, and those for customers.</summary>
    public IEnumerable<SignInProvider> All => Providers.Concat(Customers);

    /// <summary>For people of ours. Null when the configuration knows it not, or no longer.</summary>
    public SignInProvider? Find(string key) => Providers.FirstOrDefault(p => p.Key == key);

    internal SignInProvider OfScheme(string scheme) => All.First(p => p.Scheme == scheme);

    /// <exception cref="Refusal">Only providers let people in.</exception>
    internal void RefuseWithoutPasswords()
    {
        if (!Passwords) throw ProviderRefusals.OnlyProviders(string.Join(", ", Providers.Select(p => p.Name)));
    }
}

/// <summary>A party that vouches for people by OpenID Connect: the company's own directory, mostly.</summary>
/// <param name="Key">Stable, in addresses and rows: <c>entra</c>.</param>
/// <param name="Name">On its button.</param>
/// <param name="Authority">Where its description is found, and who signs what it says.</param>
public sealed record SignInProvider(string Key, string Name, Uri Authority, string ClientId, string ClientSecret)
{
    public const int LongestKey = 30;

    /// <summary>Stands for the directory that tells of people by SCIM, and is no provider's key.</summary>
    public const string Directory = "scim";

    public const string UsualGroups = "groups";

    public const string UsualVerified = "email_verified";

    public static IReadOnlyList<string> UsualScopes { get; } = ["openid", "profile", "email"];

    public IReadOnlyList<string> Scopes { get; init; } = UsualScopes;

    /// <summary>The claim that holds the groups of a person.</summary>
    public string GroupsClaim { get; init; } = UsualGroups;

    /// <summary>The claim that says whether the address is theirs. Entra ID calls it <c>xms_edov</c>.</summary>
    public string VerifiedClaim { get; init; } = UsualVerified;

    public IReadOnlyList<MappedRole> Roles { get; init; } = [];

    /// <summary>Which teams follow which groups, as a directory tells them.</summary>
    public IReadOnlyList<MappedTeam> Teams { get; init; } = [];

    /// <summary>Whoever has an address in one of these domains and is unknown is let in, and begins without any role.</summary>
    public IReadOnlyList<string> CreatePeople { get; init; } = [];

    /// <summary>The short name of the brand at whose portal it lets customers in; null for a provider for people of ours.</summary>
    public string? Portal { get; init; }

    internal string Scheme => $"provider:{Key}";

    /// <summary>Where signing in begins.</summary>
    public string BeginPath => $"/sign-in/with/{Key}";

    /// <summary>Where the provider sends people back to; it must know the whole address.</summary>
    public string BackPath => $"{BeginPath}/back";

    /// <summary>Without the secret.</summary>
    public override string ToString() => $"{Key} ({Authority})";
}

/// <summary>Whoever is in a group of the provider holds a role here.</summary>
/// <param name="Role">Its code.</param>
/// <param name="Scope">Null for the scope in which the role is usually held.</param>
/// <param name="In">The organization, queue or brand, when the scope is one.</param>
public sealed record MappedRole(string Group, string Role, GrantScope? Scope = null, Guid? In = null, string? Region = null);

/// <summary>Whoever a directory tells to be in a group belongs to a team here.</summary>
/// <param name="Team">Its short name.</param>
public sealed record MappedTeam(string Group, string Team);

internal static class ProviderRefusals
{
    public static Refusal OnlyProviders(string names) =>
        new("only-providers", "Nobody signs in with a password or a passkey here.", $"Sign in with {names}.");
}
